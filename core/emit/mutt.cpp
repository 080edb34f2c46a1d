// ~/.muttrc (mutt 2, neomutt: the manual's chapters "Syntax of Initialization Files", "Using a Mail Server" and "OAUTHBEARER/XOAUTH2").
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// Nothing is expanded between single quotes.
void set(std::string& text, std::string_view name, std::string_view value) {
  text.append("set ").append(name).append(" = ") += shell_quoted(value) + '\n';
}

void set_token(std::string& text, std::string_view protocol, const std::string& command) {
  set(text, std::string(protocol) + "_authenticators", "xoauth2");
  set(text, std::string(protocol) + "_oauth_refresh_command", command);
}

std::string where(const ChosenServer& server) { return server.url_host() + ':' + std::to_string(server.port) + '/'; }

void set_incoming(const Emission& emission, std::string& text) {
  const ChosenServer& server = *emission.incoming();
  if (server.protocol == Protocol::pop3) {
    set(text, "pop_user", server.username);
    set(text, "pop_host", (server.security == Security::tls ? "pops://" : "pop://") + where(server));
    set(text, "spoolfile", (server.security == Security::tls ? "pops://" : "pop://") + where(server));
    return;
  }
  set(text, "imap_user", server.username);
  set(text, "folder", server.scheme() + "://" + where(server));
  set(text, "spoolfile", "+INBOX");
  if (server.by_token()) set_token(text, "imap", emission.token_command(server));
}

void set_smtp(const Emission& emission, std::string& text) {
  const ChosenServer& server = *emission.smtp();
  set(text, "smtp_url", server.scheme() + "://" + url_part(server.username) + '@' + where(server));
  if (server.by_token()) set_token(text, "smtp", emission.token_command(server));
}

void write(const Emission& emission, Emitted& emitted, std::string_view program, std::string_view place) {
  if (emission.address.local().starts_with('"')) emitted.why_not = std::string(program) + " loses what stands between quotation marks in an address.";
  if (!emitted.why_not.empty()) return;
  std::string text;
  set(text, "from", emission.mail());
  if (emission.incoming()) set_incoming(emission, text);
  if (emission.smtp()) set_smtp(emission, text);
  text += "set ssl_force_tls = yes\nset ssl_starttls = yes\n";
  emitted.note_secrets(emission, std::string(program) + " asks for the password.");
  emitted.file(std::string(program) + "rc", place, std::move(text));
}

}  // namespace

void write_mutt(const Emission& emission, Emitted& emitted) { write(emission, emitted, "mutt", "~/.muttrc"); }

void write_neomutt(const Emission& emission, Emitted& emitted) { write(emission, emitted, "neomutt", "~/.config/neomutt/neomuttrc"); }

}  // namespace homing
