// Postfix's relayhost (SASL_README and TLS_README of Postfix 3.7), or where a token is wanted for each connection, a transport that
// hands mail to msmtp (pipe(8)): Postfix takes passwords from tables only.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view relayhost = R"(relayhost = [<<host>>]:<<port>>
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = $default_database_type:/etc/postfix/sasl_passwd
smtp_sasl_security_options = noanonymous
smtp_sasl_mechanism_filter = plain, login
smtp_tls_security_level = secure
smtp_tls_secure_cert_match = nexthop
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
<<wrapped>>)";

constexpr std::string_view transport = R"(homing-relay unix - n n - 4 pipe
  flags=q user=homing-relay argv=/usr/local/lib/homing-relay --from=${sender} -- ${recipient}
)";

constexpr std::string_view relay = R"(#!/bin/sh
# Postfix hands a message on. What may go well later is told as EX_TEMPFAIL (sysexits.h), so that it is tried again.
HOME=/var/lib/homing-relay
export HOME
/usr/bin/msmtp --file=/etc/postfix/msmtprc "$@"
status=$?
case $status in
  0 | 64 | 65) exit $status ;;
  *) exit 75 ;;
esac
)";

void write_relayhost(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.smtp();
  if (server.username.find(':') != std::string::npos) {
    emitted.why_not = "Postfix takes what stands before the first colon for the user name, and this one holds a colon.";
    return;
  }
  emitted.note_secrets(emission, "Append the password to the line in /etc/postfix/sasl_passwd, then run: postmap /etc/postfix/sasl_passwd");
  emitted.note("smtp_tls_CAfile is the system's file of certificate authorities, here that of Debian.");
  emitted.file(
      "main.cf", "the end of /etc/postfix/main.cf",
      fill(relayhost,
           {{"host", server.host}, {"port", std::to_string(server.port)}, {"wrapped", by_security(emission, "smtp_tls_wrappermode = yes\n", "")}}));
  emitted.file("sasl_passwd", "/etc/postfix/sasl_passwd", '[' + server.host + "]:" + std::to_string(server.port) + ' ' + server.username + ":\n");
}

void write_transport(const Emission& emission, Emitted& emitted) {
  Emitted inner;
  write_msmtp(emission, inner);
  emitted.note("Make the user as which mail is handed on: adduser --system --group --home /var/lib/homing-relay homing-relay");
  emitted.note("Sign in as that user: sudo -u homing-relay env HOME=/var/lib/homing-relay " + shell_command(emission.login_words({"--device"})));
  emitted.note("/etc/postfix/msmtprc belongs to that user, and /usr/local/lib/homing-relay must be executable.");
  emitted.file("main.cf", "the end of /etc/postfix/main.cf", "default_transport = homing-relay\n");
  emitted.file("master.cf", "the end of /etc/postfix/master.cf", std::string(transport));
  emitted.file("homing-relay", "/usr/local/lib/homing-relay", std::string(relay), Readers::everybody, "text/x-shellscript");
  emitted.file("msmtprc", "/etc/postfix/msmtprc", std::move(inner.files.front().text));
}

}  // namespace

void write_postfix(const Emission& emission, Emitted& emitted) {
  emitted.note("The server takes mail of " + emission.mail() + " only: see to it that this is the sender (sender_canonical_maps).");
  if (emission.smtp()->by_token()) write_transport(emission, emitted);
  else write_relayhost(emission, emitted);
}

}  // namespace homing
