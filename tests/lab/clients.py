"""Mail programs in somebody's home, each set up by `homing export` and by nothing else.

What the lab adds is outside of the files: `homing` on the PATH trusts the lab's authority and finds its sealed files, `pass` prints the
password of whoever it is asked for, and the system's certificates are the lab's.
"""
import json
import os
import pathlib
import pty
import select
import signal
import smtplib
import subprocess
import time

import mailworld
import world

SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
PATIENCE = 20
READ_MAIL = """\
(require 'gnus)
(require 'nnimap)
(setq nnimap-record-commands t)
(let ((found ""))
  (unless (nnimap-open-server "work" (cddr gnus-select-method))
    (princ (with-current-buffer "*imap log*" (buffer-string)))
    (kill-emacs 1))
  (with-current-buffer (nnimap-buffer)
    (nnimap-command "SELECT INBOX")
    (nnimap-command "FETCH 1:* BODY.PEEK[HEADER]")
    (setq found (buffer-string)))
  (princ found))
"""


def trust_lab(authority):
    """The system's certificates are the lab's, for this mount namespace alone."""
    world.mount(authority, os.path.realpath(SYSTEM_CERTIFICATES), flags=world.MS_BIND)


def move_in(house, address):
    """Puts the tools on the PATH and one message into the mailbox; returns its subject."""
    tools = house.home / "bin"
    tools.mkdir()
    password = mailworld.USERS.get(address, "")
    for name, text in (("homing", f'exec {house.homing} "$@" --set store.place=file --set tls.ca_file={house.authority}'),
                       ("pass", f'[ "$*" = "show mail/{address}" ] && echo "{password}"')):
        (tools / name).write_text(f"#!/bin/sh\n{text}\n")
        (tools / name).chmod(0o700)
    house.environment |= {"PATH": f"{tools}:/usr/bin:/bin:/usr/sbin", "SSL_CERT_FILE": str(house.authority), "TERM": "xterm"}
    subject = f"for {house.home.name}"
    with smtplib.LMTP(str(world.FOLDER / "post" / "dovecot" / "lmtp")) as post:
        post.sendmail("grace@contoso.example", [address], f"From: grace@contoso.example\r\nTo: {address}\r\nSubject: {subject}\r\n\r\nHello.\r\n")
    return subject


def lay(house, name, address):
    """What is written, where it says; what belongs to the system or into another file lies in the home by its name. The first one."""
    places = []
    for file in json.loads(call(house, "homing", "export", name, address, "--json").stdout)["files"]:
        ours = " " not in file["place"] and not file["place"].startswith("/")
        place = house.home / (file["place"].removeprefix("~/") if ours else file["name"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file["text"])
        place.chmod(int(file["mode"], 8))
        places.append(place)
    return places[0]


def call(house, *words, given=None):
    """Runs a program; what it said is searched for secrets, too. One that does not end in time has exit code 124, as timeout(1) has it."""
    process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE if given else subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, errors="replace", env=house.environment, cwd=house.home)
    try:
        out, err = process.communicate(given, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        process.returncode = 124
    house.said.append(out + err)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def watch(house, words, until, answers=()):
    """Runs a program on a terminal until `until(what it has shown)`. `answers`: what is typed where a word is shown, in this order."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(house.home)
        os.execvpe(words[0], [str(word) for word in words], house.environment)
    seen, end, waiting, status = "", time.monotonic() + PATIENCE, list(answers), None
    while time.monotonic() < end and not until(seen):
        if waiting and waiting[0][0] in seen:
            os.write(terminal, waiting.pop(0)[1].encode())
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            break
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(process, 0)
    os.close(terminal)
    house.said.append(seen)
    return seen


def fetched(done, folder, subject):
    texts = [place.read_text(errors="replace") for place in pathlib.Path(folder).rglob("*") if place.is_file()]
    if done.returncode == 0 and any(subject in text for text in texts):
        return []
    return [f"the message is not there: exit {done.returncode}, {(done.stdout + done.stderr)[-600:]!r}"]


def said_by(place):
    """A message; empty where another program has moved it meanwhile from "new" to "cur"."""
    try:
        return place.read_text(errors="replace")
    except FileNotFoundError:
        return ""


def arrived(subject, address):
    """Whether a message that a client sent is in Dovecot's folder."""
    box, end = world.FOLDER / "post" / "mail" / address / "Maildir", time.monotonic() + 8
    while time.monotonic() < end:
        for place in (*box.glob("new/*"), *box.glob("cur/*")):
            if f"Subject: {subject}" in said_by(place):
                return []
        time.sleep(0.1)
    return [f"the message {subject!r} did not arrive"]


def mail_folder(house, address, *boxes):
    """The folder that the files name for the mailbox, with these in it."""
    folder = house.home / "Mail" / address
    folder.mkdir(parents=True)
    for box in boxes:
        (folder / box).mkdir()
    return folder


def letter(address, subject):
    return f"From: {address}\nTo: {address}\nSubject: {subject}\n\nHello.\n"


def read_by_mutt(house, program, config, subject, answers=()):
    """The message with that subject is searched for and piped into a file, by keys."""
    copy = house.home / "read.txt"
    keys = f"push '<limit>~s \"{subject}\"<enter><first-entry><pipe-message>cat >{copy}<enter><exit>'"

    def read(_):
        return copy.exists() and subject in copy.read_text(errors="replace")
    seen = watch(house, [program, "-F", config, "-e", "set wait_key = no", "-e", keys], read, answers)
    return [] if read(None) else [f"{program} did not read it: {seen[-500:]!r}"]


def shown_by_aerc(house, subject):
    seen = watch(house, ["aerc"], lambda text: subject in text)
    return [] if subject in seen else [f"aerc does not show it: {seen[-500:]!r}"]


def emacs(house, config, lisp, given=None):
    script = house.home / "script.el"
    script.write_text(lisp)
    return call(house, "emacs", "--batch", "-l", config, "-l", script, given=given)


def read_by_gnus(house, config, subject):
    done = emacs(house, config, READ_MAIL)
    return [] if subject in done.stdout else [f"Gnus did not read it: {done.stdout[-900:]!r} {done.stderr[:900]!r}"]


def sent_by_emacs(house, config, address, subject):
    lisp = f"""(require 'message)
(message-mail "{address}" "{subject}")
(message-goto-body)
(insert "Hello.\\n")
(let ((message-confirm-send nil) (message-interactive t)) (message-send))
"""
    done = emacs(house, config, lisp)
    return [f"Emacs: {done.stderr[-600:]!r}"] if done.returncode else arrived(subject, address)
