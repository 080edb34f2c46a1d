#include "emit/code.hpp"

#include "emit/emitters.hpp"

namespace homing {

std::string fill_code(std::string_view form, const Emission& emission, std::string (*quote)(std::string_view)) {
  const ChosenServer& server = *emission.smtp();
  std::string words, arguments;
  for (const std::string& one : emission.token_words(server)) {
    if (!words.empty()) arguments += (arguments.empty() ? "" : ", ") + quote(one);
    words += (words.empty() ? "" : ", ") + quote(one);
  }
  return fill(form, {{"host", quote(server.host)},
                     {"port", std::to_string(server.port)},
                     {"user", quote(server.username)},
                     {"from", quote(emission.mail())},
                     {"words", words},
                     {"arguments", arguments}});
}

std::string by_security(const Emission& emission, std::string_view yes, std::string_view no) {
  return std::string(emission.smtp()->security == Security::tls ? yes : no);
}

std::string by_method(const Emission& emission, std::string_view yes, std::string_view no) {
  return std::string(emission.smtp()->by_token() ? yes : no);
}

void note_environment(const Emission& emission, Emitted& emitted) {
  emitted.note_secrets(emission, "The password is taken from the environment variable SMTP_PASSWORD.");
}

bool wants_sendmail(const Emission& emission) { return emission.smtp()->by_token() || emission.smtp()->security == Security::starttls; }

void write_sendmail(const Emission& emission, Emitted& emitted) {
  write_msmtp(emission, emitted);
  emitted.note(
      emission.smtp()->by_token()
          ? "A token is good for an hour, so none can be written down: mail goes through msmtp, which asks for one each time."
          : "Where a server offers no STARTTLS, the framework would send the password in plain text: mail goes through msmtp, which insists.");
  emitted.note("~/.msmtprc and the sign-in belong to the user as which the site runs.");
}

}  // namespace homing
