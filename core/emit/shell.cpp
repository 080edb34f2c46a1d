// Commands for the shell: curl 7.66 and newer, and swaks.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

// A token in a command's words could be read by everybody on the machine; printf is of the shell itself.
constexpr std::string_view curl_by_token = R"(#!/bin/sh
# Sends a message as it stands in a file (RFC 5322): sh send.sh TO FILE
set -eu
token=$(<<command>>)
printf 'oauth2-bearer = "%s"\n' "$token" |
  curl --config - --url <<url>> --ssl-reqd --user <<user>> --mail-from <<from>> --mail-rcpt "$1" --upload-file "$2"
)";

constexpr std::string_view curl_by_password = R"(#!/bin/sh
# Sends a message as it stands in a file (RFC 5322): sh send.sh TO FILE
exec curl --url <<url>> --ssl-reqd --user <<user>> --mail-from <<from>> --mail-rcpt "$1" --upload-file "$2"
)";

// Before 2024 swaks itself compares no names with certificates.
constexpr std::string_view swaks = R"(#!/bin/sh
# Sends one message: sh send.sh TO
exec swaks --pipe <<connection>> --auth PLAIN,LOGIN --auth-user <<user>> --from <<from>> --to "$1" --header 'Subject: A message by swaks'
)";

std::string filled(std::string_view form, const Emission& emission) {
  const ChosenServer& server = *emission.smtp();
  return fill(form, {{"command", emission.token_command(server)},
                     {"url", shell_quoted(server.scheme() + "://" + server.url_host() + ':' + std::to_string(server.port))},
                     {"connection", shell_quoted("openssl s_client -quiet -verify_return_error -verify_hostname " + shell_word(server.host) +
                                                 " -connect " + shell_word(server.url_host() + ':' + std::to_string(server.port)))},
                     {"user", shell_quoted(server.username)},
                     {"from", shell_quoted(emission.mail())}});
}

}  // namespace

void write_curl(const Emission& emission, Emitted& emitted) {
  if (emission.smtp()->username.find_first_of(":;") != std::string::npos) {
    emitted.why_not = "curl takes what stands before the first colon or semicolon for the user name, and this one holds one.";
    return;
  }
  emitted.note_secrets(emission, "curl asks for the password.");
  emitted.file("send.sh", "send.sh", filled(emission.smtp()->by_token() ? curl_by_token : curl_by_password, emission), Readers::everybody,
               "text/x-shellscript");
}

void write_swaks(const Emission& emission, Emitted& emitted) {
  emitted.note_secrets(emission, "swaks asks for the password.");
  emitted.file("send.sh", "send.sh", filled(swaks, emission), Readers::everybody, "text/x-shellscript");
}

}  // namespace homing
