// ~/.emacs.d/homing.el for Gnus and message-mode (the manuals "Gnus", "Emacs SMTP Library" and "Emacs auth-source" of Emacs 28).
#include "emit/emitters.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

constexpr std::string_view imap_form = R"(
(defvar gnus-select-method)
(setq gnus-select-method
      '(nnimap "work"
               (nnimap-address <<host>>)
               (nnimap-server-port <<port>>)
               (nnimap-stream <<stream>>)
               (nnimap-user <<user>>)<<authenticator>>))
)";

constexpr std::string_view smtp_form = R"(
(require 'smtpmail)
(defvar message-send-mail-function)
(setq send-mail-function #'smtpmail-send-it
      message-send-mail-function #'smtpmail-send-it
      smtpmail-smtp-server <<host>>
      smtpmail-smtp-service <<port>>
      smtpmail-stream-type '<<stream>>
      smtpmail-smtp-user <<user>>)
)";

// auth-source asks whoever knows a secret; the function behind :secret is called for each sign-in, so that the token is fresh. The way to
// sign in is told for these servers alone: others, which may offer XOAUTH2 as well, have passwords.
constexpr std::string_view token_form = R"(
(require 'auth-source)
(require 'cl-lib)
(require 'seq)

(defvar homing-tokens
  '(<<commands>>)
  "For each port the user and the command that prints a token.")

(cl-defun homing-search (&key host port user &allow-other-keys)
  "Tell auth-source how to sign in at HOST and PORT, as USER if given."
  (let* ((ports (mapcar (lambda (one) (format "%s" one)) (ensure-list port)))
         (found (seq-find (lambda (entry)
                            (and (member (car entry) (ensure-list host))
                                 (member (cadr entry) ports)
                                 (or (memq user '(nil t))
                                     (member (caddr entry) (ensure-list user)))))
                          homing-tokens)))
    (when found
      (list (list :host (car found) :port (cadr found) :user (caddr found) :smtp-auth "xoauth2"
                  :secret (lambda () (car (apply #'process-lines (cdddr found)))))))))

(defvar homing-backend
  (auth-source-backend :source "homing" :type 'homing :search-function #'homing-search))

(add-hook 'auth-source-backend-parser-functions
          (lambda (entry)
            (when (eq entry 'homing)
              (auth-source-backend-parse-parameters entry homing-backend))))
(add-to-list 'auth-sources 'homing)
)";

// nnimap of Emacs 28 breaks its response into lines of 76 characters, which no server takes.
constexpr std::string_view nnimap_form = R"(
(define-advice nnimap-login (:around (login user password) homing)
  "Answer XOAUTH2 in one line."
  (if (eq nnimap-authenticator 'xoauth2)
      (nnimap-command "AUTHENTICATE XOAUTH2 %s"
                      (base64-encode-string
                       (format "user=%s\1auth=Bearer %s\1\1" user password) t))
    (funcall login user password)))
)";

std::string stream_of(const ChosenServer& server) { return server.security == Security::tls ? "ssl" : "starttls"; }

std::string entry(const Emission& emission, const ChosenServer& server) {
  std::string text = "(" + double_quoted(server.host) + ' ' + double_quoted(std::to_string(server.port)) + ' ' + double_quoted(server.username);
  for (const std::string& one : emission.token_words(server)) text += ' ' + double_quoted(one);
  return text + ')';
}

std::string token_part(const Emission& emission) {
  std::string commands;
  for (const std::optional<ChosenServer>& server : {emission.imap(), emission.smtp()}) {
    if (server && server->by_token()) commands += (commands.empty() ? "" : "\n    ") + entry(emission, *server);
  }
  return commands.empty() ? commands : fill(token_form, {{"commands", commands}});
}

std::string server_part(std::string_view form, const ChosenServer& server) {
  return fill(form, {{"host", double_quoted(server.host)},
                     {"port", std::to_string(server.port)},
                     {"stream", stream_of(server)},
                     {"user", double_quoted(server.username)},
                     {"authenticator", server.by_token() ? "\n               (nnimap-authenticator xoauth2)" : ""}});
}

}  // namespace

void write_gnus(const Emission& emission, Emitted& emitted) {
  std::string text =
      ";;; homing.el --- a mail account for Gnus  -*- lexical-binding: t -*-\n\n(setq user-mail-address " + double_quoted(emission.mail()) + ")\n";
  text += token_part(emission);
  if (emission.imap()) text += server_part(imap_form, *emission.imap());
  if (emission.imap() && emission.imap()->by_token()) text.append("\n(require 'nnimap)\n").append(nnimap_form);
  if (emission.smtp()) text += server_part(smtp_form, *emission.smtp());
  emitted.note("Have your ~/.gnus.el or init file say: (load \"~/.emacs.d/homing\")");
  emitted.note_secrets(emission, "Emacs asks for the password, and offers to keep it in ~/.authinfo.gpg.");
  emitted.file("homing.el", "~/.emacs.d/homing.el", std::move(text), Readers::owner, "text/x-emacs-lisp");
}

}  // namespace homing
