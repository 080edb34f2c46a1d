// The DSN of Symfony's Mailer (symfony.com/doc/current/mailer.html) for .env.local.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {

void write_symfony(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.smtp();
  std::string dsn = "sendmail://default?command=" + url_part("/usr/bin/msmtp -t -i");
  if (server.by_token()) {
    write_sendmail(emission, emitted);
  } else {
    // require_tls (Symfony 7.3) insists on STARTTLS.
    dsn = server.scheme() + "://" + url_part(server.username) + ":${SMTP_PASSWORD}@" + server.url_host() + ':' + std::to_string(server.port) +
          (server.security == Security::starttls ? "?require_tls=true" : "");
    emitted.note("The environment variable SMTP_PASSWORD holds the password, percent-encoded.");
    if (server.security == Security::starttls)
      emitted.note("Before Symfony 7.3 the Mailer does not insist on STARTTLS: see that the server is the one it should be.");
  }
  emitted.file("env.local", ".env.local", "MAILER_DSN=\"" + dsn + "\"\n");
}

}  // namespace homing
