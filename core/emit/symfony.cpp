// The DSN of Symfony's Mailer (symfony.com/doc/current/mailer.html) for .env.local.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {

void write_symfony(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.smtp();
  std::string dsn = "sendmail://default?command=" + url_part("/usr/bin/msmtp -t -i");
  if (wants_sendmail(emission)) {
    write_sendmail(emission, emitted);
  } else {
    dsn = "smtps://" + url_part(server.username) + ":${SMTP_PASSWORD}@" + server.url_host() + ':' + std::to_string(server.port);
    emitted.note("The environment variable SMTP_PASSWORD holds the password, percent-encoded.");
  }
  emitted.file("env.local", ".env.local", "MAILER_DSN=\"" + dsn + "\"\n");
}

}  // namespace homing
