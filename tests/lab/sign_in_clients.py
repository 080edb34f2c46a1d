"""Mail programs that people use, each set up as its manual says, with `homing token` as its password command.

Each really signs in to Dovecot or Postfix with XOAUTH2, fetches a message or sends one. The files are what a user writes; ADDRESS
stands for the address, HOME for the home. What the lab adds is outside of them: `homing` on the PATH trusts the lab's authority and
finds its sealed files, and the system's certificates are the lab's.
"""
import os
import pathlib
import pty
import select
import smtplib
import subprocess
import time

import world
from household import differences
from sign_in_cases import FINE, case, granted

ADDRESS = "rosa@contoso.example"
SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
PATIENCE = 20

MBSYNC = """\
IMAPAccount work
Host outlook.office365.com
Port 993
User ADDRESS
PassCmd "homing token ADDRESS --for imap"
AuthMechs XOAUTH2
SSLType IMAPS

IMAPStore work-remote
Account work

MaildirStore work-local
Path HOME/mail/
Inbox HOME/mail/INBOX

Channel work
Far :work-remote:
Near :work-local:
Patterns INBOX
Create Near
"""
MSMTP = """\
defaults
auth xoauth2
tls on
tls_starttls on

account work
host smtp.office365.com
port 587
from ADDRESS
user ADDRESS
passwordeval "homing token ADDRESS --for smtp"

account default : work
"""
MUTT = """\
set imap_user = "ADDRESS"
set folder = "imaps://outlook.office365.com/"
set spoolfile = "+INBOX"
set imap_authenticators = "xoauth2"
set imap_oauth_refresh_command = "homing token ADDRESS --for imap"
set from = "ADDRESS"
set smtp_url = "smtp://ADDRESS@smtp.office365.com:587/"
set smtp_authenticators = "xoauth2"
set smtp_oauth_refresh_command = "homing token ADDRESS --for smtp"
set ssl_force_tls = yes
"""
GETMAIL = """\
[retriever]
type = SimpleIMAPSSLRetriever
server = outlook.office365.com
username = ADDRESS
use_xoauth2 = true
password_command = ("homing", "token", "ADDRESS", "--for", "imap")
mailboxes = ("INBOX",)

[destination]
type = Maildir
path = HOME/getmail/

[options]
read_all = true
delete = false
"""
OFFLINEIMAP = """\
[general]
accounts = work
pythonfile = HOME/.offlineimap.py

[Account work]
localrepository = work-local
remoterepository = work-remote

[Repository work-local]
type = Maildir
localfolders = HOME/offlineimap

[Repository work-remote]
type = IMAP
remotehost = outlook.office365.com
remoteuser = ADDRESS
ssl = yes
sslcacertfile = OS-DEFAULT
auth_mechanisms = XOAUTH2
oauth2_access_token_eval = token("ADDRESS")
folderfilter = lambda folder: folder == "INBOX"
"""
OFFLINEIMAP_PYTHON = """\
import subprocess

def token(address):
    return subprocess.check_output(["homing", "token", address, "--for", "imap"], text=True).strip()
"""
IMAPLIB = """\
import imaplib, subprocess, sys

address = sys.argv[1]
token = subprocess.check_output(["homing", "token", address, "--for", "imap"], text=True).strip()
with imaplib.IMAP4_SSL("outlook.office365.com") as mail:
    mail.authenticate("XOAUTH2", lambda _: f"user={address}\\1auth=Bearer {token}\\1\\1".encode())
    mail.select("INBOX", readonly=True)
    for number in mail.search(None, "ALL")[1][0].split():
        print(mail.fetch(number, "(BODY[HEADER.FIELDS (SUBJECT)])")[1][0][1].decode())
"""


def trust_lab(authority):
    """The system's certificates are the lab's, for this mount namespace alone."""
    world.mount(authority, os.path.realpath(SYSTEM_CERTIFICATES), flags=world.MS_BIND)


def settle(house):
    """Signs in, puts `homing` on the PATH and one message into the mailbox; returns what is wrong and the message's subject."""
    done, _ = house.signed_in(ADDRESS)
    tools = house.home / "bin"
    tools.mkdir()
    (tools / "homing").write_text(f'#!/bin/sh\nexec {house.homing} "$@" --set store.place=file --set tls.ca_file={house.authority}\n')
    (tools / "homing").chmod(0o700)
    house.environment |= {"PATH": f"{tools}:/usr/bin:/bin", "SSL_CERT_FILE": str(house.authority), "TERM": "xterm"}
    subject = f"for {house.home.name}"
    with smtplib.LMTP(str(world.FOLDER / "post" / "dovecot" / "lmtp")) as post:
        post.sendmail("grace@contoso.example", [ADDRESS], f"From: grace@contoso.example\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\n\r\nHello.\r\n")
    return differences(done, granted(ADDRESS, "graph"), FINE), subject


def lay(house, name, text):
    place = house.home / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text.replace("ADDRESS", ADDRESS).replace("HOME", str(house.home)))
    place.chmod(0o600)
    return place


def call(house, *words, given=None):
    """Runs a client; what it said is searched for secrets, too."""
    done = subprocess.run([str(word) for word in words], input=given, capture_output=True, text=True, env=house.environment, timeout=PATIENCE,
                          cwd=house.home)
    house.said.append(done.stdout + done.stderr)
    return done


def fetched(done, folder, subject):
    texts = [place.read_text(errors="replace") for place in pathlib.Path(folder).rglob("*") if place.is_file()]
    if done.returncode == 0 and any(subject in text for text in texts):
        return []
    return [f"the message is not there: exit {done.returncode}, {(done.stdout + done.stderr)[-600:]!r}"]


def arrived(subject):
    """Whether a message that a client sent is in Dovecot's folder."""
    box, end = world.FOLDER / "post" / "mail" / ADDRESS / "Maildir", time.monotonic() + 8
    while time.monotonic() < end:
        for place in (*box.glob("new/*"), *box.glob("cur/*")):
            if f"Subject: {subject}" in place.read_text(errors="replace"):
                return []
        time.sleep(0.1)
    return [f"the message {subject!r} did not arrive"]


@case("mbsync fetches with homing token")
def mbsync(house):
    found, subject = settle(house)
    config = lay(house, ".mbsyncrc", MBSYNC)
    (house.home / "mail").mkdir()
    return found + fetched(call(house, "mbsync", "-c", config, "-a"), house.home / "mail", subject)


@case("msmtp sends with homing token")
def msmtp(house):
    found, subject = settle(house)
    lay(house, ".msmtprc", MSMTP)
    sent = f"by msmtp, {subject}"
    done = call(house, "msmtp", "-t", given=f"From: {ADDRESS}\nTo: {ADDRESS}\nSubject: {sent}\n\nHello.\n")
    return found + ([f"msmtp: {done.stderr[-600:]!r}"] if done.returncode else arrived(sent))


@case("{0} reads and sends with homing token", ("mutt",), ("neomutt",))
def mutt(house, program):
    found, subject = settle(house)
    config = lay(house, ".muttrc", MUTT)
    sent = f"by {program}, {subject}"
    done = call(house, program, "-F", config, "-s", sent, ADDRESS, given="Hello.\n")
    found += [f"{program}: {done.stderr[-600:]!r}"] if done.returncode else arrived(sent)
    return found + read_on_terminal(house, program, config, subject)


def read_on_terminal(house, program, config, subject):
    """The message with that subject is searched for and piped into a file, by keys."""
    copy = house.home / "read.txt"
    keys = f"push '<limit>~s \"{subject}\"<enter><first-entry><pipe-message>cat >{copy}<enter><exit>'"
    ours, theirs = pty.openpty()
    process = subprocess.Popen([program, "-F", config, "-e", "set wait_key = no", "-e", keys], stdin=theirs, stdout=theirs, stderr=theirs,
                               env=house.environment, cwd=house.home, start_new_session=True)
    os.close(theirs)
    seen, end = "", time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None and not (copy.exists() and subject in copy.read_text(errors="replace")):
        if select.select([ours], [], [], 0.1)[0]:
            try:
                seen += os.read(ours, 65536).decode(errors="replace")
            except OSError:
                break
    process.kill()
    process.wait()
    os.close(ours)
    house.said.append(seen)
    return [] if copy.exists() and subject in copy.read_text(errors="replace") else [f"{program} did not read it: {seen[-500:]!r}"]


@case("getmail fetches with homing token")
def getmail(house):
    found, subject = settle(house)
    lay(house, ".getmail/getmailrc", GETMAIL)
    for folder in ("cur", "new", "tmp"):
        (house.home / "getmail" / folder).mkdir(parents=True)
    somebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]  # getmail delivers nothing for root
    done = call(house, *somebody, "getmail", "--getmaildir", house.home / ".getmail")
    return found + fetched(done, house.home / "getmail", subject)


@case("offlineimap fetches with homing token")
def offlineimap(house):
    found, subject = settle(house)
    config = lay(house, ".offlineimaprc", OFFLINEIMAP)
    lay(house, ".offlineimap.py", OFFLINEIMAP_PYTHON)
    return found + fetched(call(house, "offlineimap", "-c", config, "-o", "-u", "basic"), house.home / "offlineimap", subject)


@case("Python's imaplib reads with homing token")
def imaplib(house):
    found, subject = settle(house)
    script = lay(house, "read.py", IMAPLIB)
    done = call(house, "/usr/bin/python3", script, ADDRESS)
    return found + ([] if subject in done.stdout else [f"imaplib: {done.stderr[-600:]!r} {done.stdout[-200:]!r}"])
