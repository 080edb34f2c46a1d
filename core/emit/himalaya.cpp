// ~/.config/himalaya/config.toml (Himalaya 2, its sample configuration).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

std::string list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& one : words) text += (text.empty() ? "[" : ", ") + double_quoted(one);
  return text + ']';
}

constexpr std::string_view form = R"(
<<protocol>>.server = <<url>>
<<starttls>><<protocol>>.sasl.<<mechanism>>.username = <<user>>
<<protocol>>.sasl.<<mechanism>>.<<secret>>.command = <<command>>
)";

std::string lines(const Emission& emission, const ChosenServer& server) {
  const std::string protocol(word(server.protocol));
  return fill(form, {{"protocol", protocol},
                     {"url", double_quoted(server.scheme() + "://" + server.url_host() + ':' + std::to_string(server.port))},
                     {"starttls", server.security == Security::starttls ? protocol + ".starttls = true\n" : ""},
                     {"mechanism", server.by_token() ? "xoauth2" : "plain"},
                     {"secret", server.by_token() ? "token" : "password"},
                     {"user", double_quoted(server.username)},
                     {"command", list(server.by_token() ? emission.token_words(server) : emission.password_words())}});
}

}  // namespace

void write_himalaya(const Emission& emission, Emitted& emitted) {
  std::string text = "[accounts.work]\ndefault = true\n";
  if (emission.imap()) text += lines(emission, *emission.imap());
  if (emission.smtp()) text += lines(emission, *emission.smtp());
  emitted.note_secrets(emission, emission.password_note());
  emitted.file("config.toml", "~/.config/himalaya/config.toml", std::move(text), Readers::owner, "application/toml");
}

}  // namespace homing
