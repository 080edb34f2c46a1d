// ~/.config/getmail/getmailrc (getmail 6, its configuration documentation).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// Without ca_certs getmail believes any certificate.
constexpr std::string_view form = R"([retriever]
type = Simple<<protocol>>SSLRetriever
server = <<host>>
port = <<port>>
username = <<user>>
ca_certs = /etc/ssl/certs/ca-certificates.crt
<<token>>
[destination]
type = Maildir
path = ~/Mail/<<name>>/

[options]
read_all = false
delete = false
)";

std::string token_lines(const Emission& emission, const ChosenServer& server) {
  std::string words;
  for (const std::string& one : emission.token_words(server)) words += (words.empty() ? "" : ", ") + single_quoted(one);
  return "use_xoauth2 = true\npassword_command = (" + words + ")\n";
}

}  // namespace

void write_getmail(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.incoming();
  emitted.note_secrets(emission, "getmail asks for the password.");
  emitted.note("The Maildir ~/Mail/" + emission.own_name() + " must exist, with its folders cur, new and tmp.");
  emitted.note("ca_certs is the system's file of certificate authorities, here that of Debian; without it getmail would believe any certificate.");
  emitted.file("getmailrc", "~/.config/getmail/getmailrc",
               fill(form, {{"name", emission.own_name()},
                           {"protocol", server.protocol == Protocol::imap ? "IMAP" : "POP3"},
                           {"host", server.host},
                           {"port", std::to_string(server.port)},
                           {"user", server.username},
                           {"token", server.by_token() ? token_lines(emission, server) : std::string()}}));
}

}  // namespace homing
