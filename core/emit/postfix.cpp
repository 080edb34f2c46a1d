// Postfix's relayhost (SASL_README and TLS_README of Postfix 3.7).
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(relayhost = [<<host>>]:<<port>>
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = $default_database_type:/etc/postfix/sasl_passwd
smtp_sasl_security_options = noanonymous
smtp_sasl_mechanism_filter = <<mechanisms>>
smtp_tls_security_level = secure
smtp_tls_secure_cert_match = nexthop
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
<<wrapped>>)";

constexpr std::string_view script = R"(#!/bin/sh
# Gives Postfix the token of now. Run it every 20 minutes, as root, for example from /etc/cron.d:
#     */20 * * * * root /usr/local/sbin/postfix-token
set -eu
token=$(<<command>>)
umask 077
printf '%s %s:%s\n' <<key>> <<user>> "$token" >/etc/postfix/sasl_passwd
postmap "$(postconf -h default_database_type):/etc/postfix/sasl_passwd"
)";

}  // namespace

void write_postfix(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.smtp();
  if (server.username.find(':') != std::string::npos) {
    emitted.why_not = "Postfix takes what stands before the first colon for the user name, and this one holds a colon.";
    return;
  }
  const std::string key = '[' + server.host + "]:" + std::to_string(server.port);
  emitted.note_secrets(emission, "Append the password to the line in /etc/postfix/sasl_passwd, then run: postmap /etc/postfix/sasl_passwd");
  emitted.note("smtp_tls_CAfile is the system's file of certificate authorities, here that of Debian.");
  emitted.note("The server takes mail of " + emission.mail() + " only: see to it that this is the sender (sender_canonical_maps).");
  emitted.file("main.cf", "the end of /etc/postfix/main.cf",
               fill(form, {{"host", server.host},
                           {"port", std::to_string(server.port)},
                           {"mechanisms", by_method(emission, "xoauth2", "plain, login")},
                           {"wrapped", by_security(emission, "smtp_tls_wrappermode = yes\n", "")}}));
  if (!server.by_token()) {
    emitted.file("sasl_passwd", "/etc/postfix/sasl_passwd", key + ' ' + server.username + ":\n");
    return;
  }
  emitted.note("Cyrus SASL wants a plug-in for XOAUTH2; on Debian it is in the package libsasl2-modules-kdexoauth2.");
  emitted.file("postfix-token", "/usr/local/sbin/postfix-token",
               fill(script, {{"command", emission.token_command(server)}, {"key", shell_quoted(key)}, {"user", shell_quoted(server.username)}}),
               Readers::owner, "text/x-shellscript");
}

}  // namespace homing
