"""What must not happen: Lisp and commands from addresses and user names, a library of another ABI, memory that grows."""
import clients
from account_shows import setup
from emacs import emacs, lisp, value
from shows import MEGABYTE, show

EVIL = "o'b`touch${IFS}pwned`|touch${IFS}pwned|$HOME"  # all of it may stand in a mail address (RFC 5322 section 3.2.3)
WORSE = 'a" (write-region "" nil "pwned") "b\\ \'#.(write-region "" nil "pwned") `touch pwned`;$(touch pwned)'


def traces(house):
    return [f"{place} was made" for place in house.home.rglob("pwned*")]


@show("A hostile address runs nothing, neither when it is set up nor when it is used")
def address(scene):
    house, one = scene.house("ada@contoso.example"), f"{EVIL}@contoso.example"
    form = f"""(progn {setup(one, "t", "t")}
      (list :user smtpmail-smtp-user
            :token (let ((entry (car (auth-source-search :host "outlook.office365.com" :port "993"))))
                     (condition-case fault (format "%s" (funcall (plist-get entry :secret))) (error (error-message-string fault))))))"""
    got = value(emacs(scene, house, form)) or {}
    found = [] if got.get("user") == one else [f"the user is {got}"]
    found += [] if "homing exited with status" in got.get("token", "") else [f"homing token was not asked: {got}"]
    emacs(scene, house, "(progn (homing-load-accounts) t)")
    names = [file.name for file in (house.home / ".emacs.d/homing").iterdir()]
    return found + traces(house) + ([] if len(names) == 1 and "/" not in names[0] else [f"kept as {names}"])


@show("A hostile user name runs nothing, also when it is kept and loaded")
def user_name(scene):
    house = scene.house("ada@contoso.example")
    wish = f"(setq homing-wishes '((\"username\" . {lisp(WORSE)})))"
    found = []
    for main in ("t", "nil"):
        got = value(emacs(scene, house, f"(progn {wish} {setup('ada@implicit.example', main, 't')} (list :user smtpmail-smtp-user))")) or {}
        found += [] if main == "nil" or got.get("user") == WORSE else [f"the user is {got}"]
        emacs(scene, house, "(progn (homing-load-accounts) (require 'gnus) (require 'gnus-msg) t)")
    return found + traces(house)


@show("A library of another ABI is refused with a sentence")
def foreign(scene):
    house = scene.house("ada@contoso.example")
    house.environment["LD_LIBRARY_PATH"] = str(scene.foreign_library())
    done = clients.call(house, "emacs", "-Q", "--batch", "-L", scene.module, "--eval",
                        "(condition-case fault (require 'homing) (error (princ (error-message-string fault))))")
    return [] if done.stdout == "libhoming 99.0.0 has ABI version 99; this module needs 1." else [f"it says {done.stdout!r} {done.stderr!r}"]


@show("A hundred uses leave nothing behind")
def uses(scene):
    form = """(cl-flet ((memory () (garbage-collect)
                         (with-temp-buffer (insert-file-contents "/proc/self/statm") (string-to-number (nth 1 (split-string (buffer-string))))))
               (files () (length (directory-files "/proc/self/fd"))))
      (let ((module (locate-file "homing-module.so" load-path)) early open)
        (dotimes (turn 110)
          (module-load module)
          (setq homing--session nil)
          (homing-set-up-account "ada@outlook.com" t)
          (homing-explain "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant")
          (condition-case nil (homing-set-up-account "a b" t) (homing-error nil))
          (when (= turn 10) (setq early (memory) open (files))))
        (list :grown (* 4096 (- (memory) early)) :files (- (files) open))))"""
    house = scene.house("ada@contoso.example")
    got = value(emacs(scene, house, f"(progn (require 'cl-lib) {form})", ("offline", "on"))) or {}
    return [] if "grown" in got and got["grown"] < 4 * MEGABYTE and got["files"] <= 0 else [f"it came to {got}"]


@show("What is no session and no job is refused")
def handles(scene):
    form = """(vconcat (mapcar (lambda (form) (condition-case fault (progn (eval form t) "taken") (error (error-message-string fault))))
       '((homing-module-resolve 7 "a@b.example") (homing-module-run (homing-module-session nil) 1) (homing-module-cancel "x")
         (homing-module-session '(("no.such" . "x"))) (homing-module-session '(3))
         (homing-module-document (homing-module-resolve (homing-module-session nil) "a@b.example")))))"""
    got = value(emacs(scene, scene.house(), form)) or []
    return [] if len(got) == 6 and "taken" not in got and "no.such" in got[3] else [f"it came to {got}"]
