// ~/.offlineimaprc (OfflineIMAP 8, its offlineimap.conf).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

// Python's configparser replaces what stands behind a percent sign.
std::string value(std::string_view text) {
  std::string result;
  for (const char c : text) result.append(c == '%' ? 2 : 1, c);
  return result;
}

constexpr std::string_view form = R"([general]
accounts = <<name>>
<<python>>
[Account <<name>>]
localrepository = <<name>>-local
remoterepository = <<name>>-remote

[Repository <<name>>-local]
type = Maildir
localfolders = ~/Mail/<<name>>

[Repository <<name>>-remote]
type = IMAP
remotehost = <<host>>
remoteport = <<port>>
remoteuser = <<user>>
ssl = yes
sslcacertfile = OS-DEFAULT
<<token>>)";

constexpr std::string_view python = R"(import subprocess


def token():
    return subprocess.check_output([<<words>>], text=True).strip()
)";

std::string python_of(const Emission& emission, const ChosenServer& server) {
  std::string words;
  for (const std::string& one : emission.token_words(server)) words += (words.empty() ? "" : ", ") + double_quoted(one);
  return fill(python, {{"words", words}});
}

}  // namespace

void write_offlineimap(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.imap();
  emitted.note_secrets(emission, "OfflineIMAP asks for the password.");
  emitted.file("offlineimaprc", "~/.offlineimaprc",
               fill(form, {{"name", emission.own_name()},
                           {"host", server.host},
                           {"port", std::to_string(server.port)},
                           {"user", value(server.username)},
                           {"python", server.by_token() ? "pythonfile = ~/.offlineimap.py\n" : ""},
                           {"token", server.by_token() ? "auth_mechanisms = XOAUTH2\noauth2_access_token_eval = token()\n" : ""}}));
  if (server.by_token()) emitted.file("offlineimap.py", "~/.offlineimap.py", python_of(emission, server), Readers::owner, "text/x-python");
}

}  // namespace homing
