// ~/.fetchmailrc (fetchmail 6.4, "THE RUN CONTROL FILE" of its manual).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// Quotes and backslashes as hexadecimal escapes of two digits: a backslash before a quote does not keep fetchmail from ending the string.
std::string value(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += "\\x22";
    else if (c == '\\') result += "\\x5C";
    else result += c;
  }
  return result + '"';
}

constexpr std::string_view form = R"(poll <<host>> protocol <<protocol>> port <<port>>
  user <<user>>
  <<security>>sslcertck
  keep
)";

}  // namespace

void write_fetchmail(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.incoming();
  emitted.note_secrets(emission, "fetchmail asks for the password.");
  emitted.note(
      "fetchmail hands the messages to a mail server on this machine, or to the program that you name with `mda`; what it has fetched stays in "
      "the mailbox (`keep`).");
  emitted.file("fetchmailrc", "~/.fetchmailrc",
               fill(form, {{"host", value(server.host)},
                           {"protocol", server.protocol == Protocol::imap ? "imap" : "pop3"},
                           {"port", std::to_string(server.port)},
                           {"user", value(server.username)},
                           // With sslcertck fetchmail gives up where a server does not offer STARTTLS.
                           {"security", server.security == Security::tls ? "ssl " : "sslproto \"auto\" "}}));
}

}  // namespace homing
