// ~/.config/aerc/accounts.conf (aerc-accounts(5), aerc-imap(5), aerc-smtp(5) of aerc 0.14).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// As it is between three quotation marks (go-ini), but for %(name)s, which no quotation keeps from being replaced.
std::string value(std::string_view text, Emitted& emitted) {
  const bool unfit = text.find("\"\"\"") != std::string_view::npos || text.find("%(") != std::string_view::npos || text.ends_with('"');
  if (unfit) emitted.why_not = "aerc's configuration cannot carry \"\"\", a quotation mark at the end, or %(.";
  return text.find_first_of("#;`\"'\\") == std::string_view::npos ? std::string(text) : "\"\"\"" + std::string(text) + "\"\"\"";
}

std::string url(const ChosenServer& server, std::string_view scheme) {
  return std::string(scheme) + (server.by_token() ? "+xoauth2" : "") + "://" + url_part(server.username) + '@' + server.url_host() + ':' +
         std::to_string(server.port);
}

std::string command(const Emission& emission, const ChosenServer& server, Emitted& emitted) {
  return value(server.by_token() ? emission.token_command(server) : shell_command(emission.password_words()), emitted);
}

}  // namespace

void write_aerc(const Emission& emission, Emitted& emitted) {
  std::string text = "[work]\nfrom = " + value(emission.mail(), emitted) + '\n';
  if (emission.imap()) {
    text += "source = " + url(*emission.imap(), emission.imap()->scheme()) + "\nsource-cred-cmd = " + command(emission, *emission.imap(), emitted) +
            "\ndefault = INBOX\n";
  }
  if (emission.smtp()) {
    text += "outgoing = " + url(*emission.smtp(), emission.smtp()->scheme()) +
            "\noutgoing-cred-cmd = " + command(emission, *emission.smtp(), emitted) + "\noutgoing-cred-cmd-cache = false\n";
    if (emission.smtp()->security == Security::starttls) text += "smtp-starttls = true\n";
  }
  emitted.note_secrets(emission, emission.password_note());
  if (emitted.why_not.empty()) emitted.file("accounts.conf", "~/.config/aerc/accounts.conf", std::move(text));
}

}  // namespace homing
