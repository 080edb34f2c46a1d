"""Accounts that are set up from an address, as Emacs itself tells them."""
import time

import clients
import proof
import world
from emacs import emacs, lisp, preamble, value, words
from shows import show

TELL = """(list :method (format "%S" gnus-select-method) :server smtpmail-smtp-server :service smtpmail-smtp-service :stream (format "%s" smtpmail-stream-type)
               :user smtpmail-smtp-user :mail user-mail-address :sends (format "%s" message-send-mail-function))"""
WANTED = {  # address: parts of the method of Gnus, then how mail is sent
    "ada@outlook.com": (('(nnimap-address "outlook.office365.com")', "(nnimap-server-port 993)", "(nnimap-stream ssl)", "(nnimap-authenticator xoauth2)"),
                        {"server": "smtp-mail.outlook.com", "service": 587, "stream": "starttls"}),
    "ada@contoso.example": (('(nnimap-address "outlook.office365.com")', "(nnimap-authenticator xoauth2)"), {"server": "smtp.office365.com"}),
    "ada@agency.example": (('(nnimap-address "outlook.office365.us")', "(nnimap-authenticator xoauth2)"), {"server": "smtp.office365.us"}),
    "ada@implicit.example": (('(nnimap-address "imap.implicit.example")', "(nnimap-stream ssl)"),
                             {"server": "smtp.implicit.example", "service": 465, "stream": "ssl"}),
    "ada@starts.example": (('(nnimap-address "imap.starts.example")', "(nnimap-server-port 143)", "(nnimap-stream starttls)"), {"stream": "starttls"}),
}


def setup(address, main="t", keep="nil"):
    return f"(homing-set-up-account {lisp(address)} {main} {keep})"


@show("An address becomes an account, as emacs --batch tells it")
def accounts(scene):
    found = []
    for address, (parts, sending) in WANTED.items():
        got = value(emacs(scene, scene.house(), f"(progn {setup(address)} {TELL})")) or {}
        found += [f"{address}: {part} is not in {got.get('method')}" for part in parts if part not in got.get("method", "")]
        wanted = {**sending, "user": address, "mail": address, "sends": "smtpmail-send-it"}
        found += [f"{address}: {name} is {got.get(name)}, not {one}" for name, one in wanted.items() if got.get(name) != one]
    return found


@show("It is the account that homing export gnus writes")
def as_exported(scene):
    found = []
    for address in WANTED:
        house = scene.house("ada@contoso.example")
        ours = value(emacs(scene, house, f"(progn {setup(address)} {TELL})"))
        exported = clients.lay(house, "gnus", address)
        theirs = value(emacs(scene, house, f"(progn (load {lisp(exported)}) {TELL})"))
        theirs["method"] = theirs["method"].replace('"work"', f'"{address}"')
        found += [] if ours == theirs else [f"{address}: {ours}, exported {theirs}"]
    return found


@show("A second account is beside the first, and has its own way out and its own tokens")
def second(scene):
    form = f"""(progn {setup("ada@contoso.example")} {setup("grace@agency.example", "nil")} (require 'gnus) (require 'gnus-msg)
      (append (list :second (format "%S" gnus-secondary-select-methods) :styles (format "%S" gnus-posting-styles) :tokens (format "%S" homing-tokens)
            :found (vconcat (mapcar (lambda (one) (plist-get (car (auth-source-search :host (car one) :port (cdr one))) :user))
                                    '(("outlook.office365.com" . "993") ("smtp.office365.us" . "587"))))) {TELL}))"""
    got = value(emacs(scene, scene.house(), form)) or {}
    wanted = {"second": '(nnimap-address "outlook.office365.us")', "styles": '"smtp smtp.office365.us 587 grace@agency.example"',
              "tokens": '"outlook.office365.com" "993" "ada@contoso.example"', "method": '"ada@contoso.example"', "mail": "ada@contoso.example",
              "server": "smtp.office365.com"}
    found = [f"{name}: {part} is not in {got.get(name)}" for name, part in wanted.items() if part not in (got.get(name) or "")]
    return found + ([] if got.get("found") == ["ada@contoso.example", "grace@agency.example"] else [f"auth-source finds {got.get('found')}"])


@show("Two accounts at the same servers have each their own token")
def same_host(scene):
    form = f"""(progn {setup("ada@contoso.example")} {setup("grace@family.example", "nil")}
      (vconcat (mapcar (lambda (user) (plist-get (car (auth-source-search :host '("x" "outlook.office365.com") :port '("993" "imaps") :user user)) :user))
                       '("ada@contoso.example" "grace@family.example" "nobody@family.example"))))"""
    got = value(emacs(scene, scene.house(), form))
    return [] if got == ["ada@contoso.example", "grace@family.example", {}] else [f"auth-source finds {got}"]


@show("A kept account is loaded the next time, from a file for its owner alone")
def kept(scene):
    house = scene.house()
    emacs(scene, house, f"(vconcat {setup('ada@contoso.example', 't', 't')})")
    files = list((house.home / ".emacs.d/homing").glob("*"))
    got = value(emacs(scene, house, f"(progn (require 'homing-account) (homing-load-accounts) {TELL})")) or {}
    return ([] if [file.stat().st_mode & 0o777 for file in files] == [0o600] else [f"the files are {files}"]) + \
        ([] if "outlook.office365.com" in got.get("method", "") and got.get("server") == "smtp.office365.com" else [f"then it is {got}"])


@show("Nothing found and a malformed address are told, and leave Emacs as it was")
def nothing(scene):
    found = []
    for address, sentence in (("ada@nothing.example", "Nobody"), ("ada lovelace@x.example", "must not contain a space")):
        got = value(emacs(scene, scene.house(), f"(condition-case fault {setup(address)} (homing-error (list :said (error-message-string fault) "
                                                ":bound (if (boundp 'smtpmail-smtp-user) t :false))))")) or {}
        found += [] if sentence in got.get("said", "") and got.get("bound") is False else [f"{address}: {got}"]
    return found


@show("A name server that never answers holds Emacs up until the deadline and no longer")
def deadline(scene):
    started = time.monotonic()
    done = emacs(scene, scene.house(), f"(condition-case fault {setup('ada@contoso.example')} (homing-error (list :said (error-message-string fault))))",
                 ("dns.servers", world.DEAD_NAME_SERVER), ("deadline_ms", "1000"))
    took = time.monotonic() - started
    return ([] if 1 <= took < 2 else [f"it took {took:.1f} s"]) + ([] if (value(done) or {}).get("said") else [f"nothing was said: {done}"])


@show("The wire tells no address, and nothing goes over plain http")
def wire(scene):
    house = scene.house()

    def work():
        got = value(emacs(scene, house, f"(progn {setup(proof.LOCAL + '@auto.example')} {TELL})")) or {}
        return [] if "auto.example" in got.get("method", "") else [f"nothing was set up: {got}"]
    return scene.wire("auto.example", work)


def typed(scene, house, keys, until, *options, more=""):
    return clients.watch(house, words(house, preamble(scene, house, *options) + more), until, keys)


@show("M-x homing-setup shows what was found, asks, and sets up, on a terminal")
def on_terminal(scene):
    house = scene.house()
    keys = [("*scratch*", "\x1bxhoming-setup\r"), ("Mail address:", "\x01\x0bada@contoso.example\r"), ("Set up Gnus and Message", "y"), ("Keep it in", "y")]
    seen = typed(scene, house, keys, lambda text: "Homing has set up ada@contoso.example" in text)
    kept_there = list((house.home / ".emacs.d/homing").glob("*.el"))
    return [f"{part!r} was not shown: {seen[-1500:]!r}" for part in ("Microsoft 365, strong", "outlook.office365.com:993", "Homing has set up")
            if part not in seen] + ([] if kept_there else ["nothing was kept"])


@show("C-g ends a search, and Emacs goes on itself")
def quit_search(scene):
    house, started = scene.house(), time.monotonic()
    alive = house.home / "alive"
    keys = [("*scratch*", "\x1bxhoming-setup\r"), ("Mail address:", "\x01\x0bada@contoso.example\r"), ("Homing looks for", "\x07"),
            ("Quit", f"\x1b:(write-region 1 1 {lisp(alive)})\r")]
    seen = typed(scene, house, keys, lambda _: alive.exists(), ("dns.servers", world.DEAD_NAME_SERVER), ("deadline_ms", "60000"), ("dns.timeout_ms", "20000"))
    took = time.monotonic() - started
    return [] if alive.exists() and took < 5 else [f"after {took:.1f} s: {seen[-900:]!r}"]
