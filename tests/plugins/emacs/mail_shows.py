"""Mail that is really sent and read, and accounts that are really checked, with an account that was set up from its address."""
import time

import clients
import mailworld
from account_shows import setup, typed
from emacs import emacs, lisp, preamble, value
from shows import show

TOKEN, PASSWORD, ENDED = "rosa@contoso.example", "ada@implicit.example", "expired@contoso.example"
WAIT = '(while homing-report--timer (accept-process-output nil 0.05))'


def authinfo(house, address, password=None):
    domain = address.partition("@")[2]
    (house.home / ".authinfo").write_text("".join(f"machine {host}.{domain} login {address} password {password or mailworld.USERS[address]}\n"
                                                  for host in ("imap", "smtp")))


def reads_and_sends(scene, house, address):
    (house.home / ".emacs.d").mkdir()  # as whoever has used it has
    config = house.home / "init.el"
    config.write_text(preamble(scene, house) + setup(address) + "\n(setcar (cdr gnus-select-method) \"work\")\n")
    return clients.read_by_gnus(house, config, house.subject) + clients.sent_by_emacs(house, config, address, f"by Emacs and Homing, {house.subject}")


@show("Gnus reads and Message sends with OAuth2 and homing token")
def with_token(scene):
    return reads_and_sends(scene, scene.signed_in(TOKEN), TOKEN)


@show("Gnus reads and Message sends with a password of auth-source")
def with_password(scene):
    house = scene.house(PASSWORD)
    authinfo(house, PASSWORD)
    return reads_and_sends(scene, house, PASSWORD)


@show("Mail from a second account goes through its own server")
def second(scene):
    house, other = scene.signed_in(TOKEN), "ada@starts.example"
    authinfo(house, other)
    (house.home / ".emacs.d").mkdir()
    sent = f"from the second, {house.subject}"
    form = f"""(progn {setup(TOKEN)} {setup(other, "nil")} (require 'gnus) (require 'gnus-msg) (require 'message)
      (setq gnus-newsrc-hashtb (gnus-make-hashtable) gnus-active-hashtb (gnus-make-hashtable) ; as if Gnus had been started
            gnus-message-highlight-citation nil)
      (let ((gnus-newsgroup-name "nnimap+{other}:INBOX") (message-confirm-send nil) (message-interactive t) from)
        (gnus-setup-message 'message (message-mail "{TOKEN}" {lisp(sent)}))
        (setq from (message-field-value "From"))
        (message-goto-body) (insert "Hello.\n") (message-send)
        (list :from from)))"""
    done = emacs(scene, house, form)
    got = value(done) or {}
    return clients.arrived(sent, TOKEN) + ([] if other in got.get("from", "") else [f"it came to {got} {done.stderr[:900]}"])


@show("A check with a server that is silent ends by its deadline")
def deadline(scene):
    started = time.monotonic()
    told = checked(scene, scene.house(), "ada@silent-implicit.example", ("verify.deadline_ms", "1000"))
    took = time.monotonic() - started
    return [] if 1 <= took < 3 and "Outcome    failed" in told else [f"after {took:.1f} s: {told}"]


@show("An account that was kept reads and sends without the module")
def kept(scene):
    house = scene.signed_in(TOKEN)
    emacs(scene, house, f"(vconcat {setup(TOKEN, 't', 't')})")
    config = house.home / "init.el"
    config.write_text(f"""(load {lisp(scene.module / 'homing-account.el')} nil t)
(homing-load-accounts)
(setcar (cdr gnus-select-method) "work")
""")
    return clients.read_by_gnus(house, config, house.subject) + clients.sent_by_emacs(house, config, TOKEN, f"by Emacs alone, {house.subject}")


def checked(scene, house, address, *options):
    form = f"(with-current-buffer (homing-verify {lisp(address)}) {WAIT} (buffer-string))"
    return value(emacs(scene, house, form, *options)) or ""


@show("An account with OAuth2 is checked with its live servers")
def verified_by_token(scene):
    told = checked(scene, scene.signed_in(TOKEN), TOKEN)
    wanted = ("IMAP  sign-in: ok", "SMTP  capabilities: ok", "outlook.office365.com:993  signed in (XOAUTH2)", "smtp.office365.com:587  signed in",
              "Outcome    ok")
    return [f"{part!r} is not in {told!r}" for part in wanted if part not in told] + (["POP3 was asked, too"] if "POP3  tls" in told else [])


@show("A sign-in that has ended at the server is told, and what is next")
def ended(scene):
    told = checked(scene, scene.signed_in(ENDED, lifetime_s=1), ENDED)
    return [f"{part!r} is not in {told!r}" for part in ("aadsts.700082", "Next: sign_in_again", "Outcome    failed") if part not in told]


@show("An account with a password is checked with that of auth-source, and a wrong one is explained")
def verified_by_password(scene):
    house, found = scene.house(PASSWORD), []
    for password, wanted in ((None, ("signed in (PLAIN)", "Outcome    ok")),
                             ("wrong-password", ("The server said: ", "Next: ask_password", "Outcome    failed"))):
        authinfo(house, PASSWORD, password)
        told = checked(scene, house, PASSWORD)
        found += [f"{part!r} is not in {told!r}" for part in wanted if part not in told]
        found += ["the password is told"] if (password or mailworld.USERS[PASSWORD]) in told else []
    return found


@show("Emacs can be used while a check waits for a silent server, and killing the buffer ends it")
def silent(scene):
    form = """(let* ((buffer (homing-verify "ada@silent-implicit.example")) (ticks 0) number)
      (run-with-timer 0 0.05 (lambda () (setq ticks (1+ ticks))))
      (while (not (with-current-buffer buffer (string-match-p "IMAP  connect: ok" (buffer-string)))) (accept-process-output nil 0.05))
      (dotimes (_ 20) (accept-process-output nil 0.05))
      (setq number (homing-module-number (buffer-local-value 'homing-report--job buffer)))
      (kill-buffer buffer)
      (list :ticks ticks :again (if (homing-module-cancel number) t :false)
            :working (if (seq-find (lambda (one) (eq (timer--function one) #'homing-report--turn)) timer-list) t :false)))"""
    got = value(emacs(scene, scene.house(), form)) or {}
    return [] if got.get("ticks", 0) >= 10 and got.get("again") is False and got.get("working") is False else [f"it came to {got}"]


@show("C-g in the buffer of a check ends it, on a terminal")
def quit_check(scene):
    keys = [("*scratch*", "\x1bxhoming-verify\r"), ("Mail address:", "\x01\x0bada@silent-implicit.example\r"), ("dns: ok", "\x18o"), ("tls: failed", "\x07")]
    seen = typed(scene, scene.house(), keys, lambda text: "Stopped." in text, ("verify.patience_ms", "1000"))
    return [] if "Stopped." in seen else [f"it goes on: {seen[-900:]!r}"]


@show("An error text is explained: what it means, who can mend it, and how")
def explained(scene):
    form = """(with-current-buffer (homing-explain "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant")
      (buffer-string))"""
    told = value(emacs(scene, scene.house(), form)) or ""
    wanted = ("Meaning    ", "Who        admin", "1. In the Microsoft 365 admin center", "Next       ask_admin")
    return [f"{part!r} is not in {told!r}" for part in wanted if part not in told]


@show("A marked text is explained on a terminal")
def region(scene):
    more = '(with-current-buffer "*scratch*" (insert "AADSTS50126 invalid username or password"))\n'
    seen = typed(scene, scene.house(), [("AADSTS50126", "\x18h\x1bxhoming-explain\r")], lambda text: "Meaning" in text and "Next" in text, more=more)
    return [] if "Meaning" in seen and "Next" in seen else [f"it shows {seen[-900:]!r}"]
