// Laravel's .env (laravel.com/docs/mail; config/mail.php of Laravel 9 to 12).
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view by_smtp = R"(MAIL_MAILER=smtp
MAIL_SCHEME=smtps
MAIL_ENCRYPTION=tls
MAIL_HOST=<<host>>
MAIL_PORT=<<port>>
MAIL_USERNAME=<<user>>
MAIL_PASSWORD="${SMTP_PASSWORD}"
)";

constexpr std::string_view by_sendmail = R"(MAIL_MAILER=sendmail
MAIL_SENDMAIL_PATH="/usr/bin/msmtp -t -i"
)";

// Dotenv replaces what stands behind a dollar sign.
std::string value(std::string_view text) { return backslashed(text, '"', "\"\\$"); }

}  // namespace

void write_laravel(const Emission& emission, Emitted& emitted) {
  // Before Laravel 11 there is no scheme, and implicit TLS is known by its port.
  const bool by_msmtp = wants_sendmail(emission) || emission.smtp()->port != 465;
  if (by_msmtp) write_sendmail(emission, emitted);
  else emitted.note("The environment variable SMTP_PASSWORD holds the password.");
  const std::string composed(by_msmtp ? by_sendmail : by_smtp);
  emitted.file("env", ".env", fill_code(composed + "MAIL_FROM_ADDRESS=<<from>>\n", emission, value));
}

}  // namespace homing
