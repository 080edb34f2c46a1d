// ~/.msmtprc (msmtp 1.8, "Configuration files" of its manual).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// msmtp takes what stands between the first and the last quotation mark as it is.
std::string value(std::string_view text) { return '"' + std::string(text) + '"'; }

constexpr std::string_view form = R"(account default
host <<host>>
port <<port>>
tls on
tls_starttls <<starttls>>
auth <<auth>>
from <<from>>
user <<user>>
)";

}  // namespace

void write_msmtp(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.smtp();
  std::string text = fill(form, {{"host", server.host},
                                 {"port", std::to_string(server.port)},
                                 {"starttls", server.security == Security::starttls ? "on" : "off"},
                                 {"auth", server.by_token() ? "xoauth2" : "on"},
                                 {"from", value(emission.mail())},
                                 {"user", value(server.username)}});
  if (server.by_token()) text += "passwordeval " + value(emission.token_command(server)) + '\n';
  emitted.note_secrets(emission, "msmtp asks for the password; where nobody can be asked, add a line such as: passwordeval " +
                                     value(shell_command(emission.password_words())));
  emitted.file("msmtprc", "~/.msmtprc", std::move(text));
}

}  // namespace homing
