// ~/.mbsyncrc (isync 1.4, mbsync(1)).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(IMAPAccount work
Host <<host>>
Port <<port>>
User <<user>>
SSLType <<security>>
AuthMechs <<mechanisms>>
<<command>>
IMAPStore work-remote
Account work

MaildirStore work-local
Path ~/Mail/<<name>>/
Inbox ~/Mail/<<name>>/INBOX
SubFolders Verbatim

Channel work
Far :work-remote:
Near :work-local:
Patterns *
Create Near
SyncState *
)";

// Whatever else is installed and offered: XOAUTH2 with a password would wait for a page that nobody opens.
std::string mechanisms(Method method) { return method == Method::oauth2 ? "XOAUTH2" : method == Method::password ? "PLAIN LOGIN" : "*"; }

}  // namespace

void write_mbsync(const Emission& emission, Emitted& emitted) {
  const ChosenServer& server = *emission.imap();
  std::string command;
  if (server.by_token()) {
    command = "PassCmd " + double_quoted(emission.token_command(server)) + '\n';
    emitted.note("mbsync wants a Cyrus SASL plug-in for XOAUTH2; on Debian: libsasl2-modules-kdexoauth2.");
  }
  emitted.note_secrets(emission, "mbsync asks for the password; where nobody can be asked, add a line such as: PassCmd " +
                                     double_quoted(shell_command(emission.password_words())));
  emitted.note("Make the folder ~/Mail/" + emission.own_name() + " before; mbsync copies the mailbox into it.");
  emitted.file("mbsyncrc", "~/.mbsyncrc",
               fill(form, {{"name", emission.own_name()},
                           {"host", double_quoted(server.host)},
                           {"port", std::to_string(server.port)},
                           {"user", double_quoted(server.username)},
                           {"security", server.security == Security::tls ? "IMAPS" : "STARTTLS"},
                           {"mechanisms", mechanisms(server.method)},
                           {"command", command}}));
}

}  // namespace homing
