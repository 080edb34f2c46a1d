"""Mail programs that people use, each set up by `homing export`, with `homing token` as its password command.

Each really signs in to Dovecot or Postfix with XOAUTH2, fetches a message or sends one.
"""
from clients import (arrived, call, fetched, lay, letter, mail_folder, move_in, read_by_gnus, read_by_mutt, sent_by_emacs, shown_by_aerc)
from household import differences
from sign_in_cases import FINE, case, granted

ADDRESS = "rosa@contoso.example"
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


def settle(house):
    """Signs in; returns what is wrong, and the subject of the message that waits in the mailbox."""
    done, _ = house.signed_in(ADDRESS)
    return differences(done, granted(ADDRESS, "graph"), FINE), move_in(house, ADDRESS)


@case("mbsync fetches with homing token")
def mbsync(house):
    found, subject = settle(house)
    lay(house, "mbsync", ADDRESS)
    folder = mail_folder(house, ADDRESS)
    return found + fetched(call(house, "mbsync", "-a"), folder, subject)


@case("msmtp sends with homing token")
def msmtp(house):
    found, subject = settle(house)
    lay(house, "msmtp", ADDRESS)
    sent = f"by msmtp, {subject}"
    done = call(house, "msmtp", "-t", given=letter(ADDRESS, sent))
    return found + ([f"msmtp: {done.stderr[-600:]!r}"] if done.returncode else arrived(sent, ADDRESS))


@case("{0} reads and sends with homing token", ("mutt",), ("neomutt",))
def mutt(house, program):
    found, subject = settle(house)
    config = lay(house, program, ADDRESS)
    sent = f"by {program}, {subject}"
    done = call(house, program, "-F", config, "-s", sent, ADDRESS, given="Hello.\n")
    found += [f"{program}: {done.stderr[-600:]!r}"] if done.returncode else arrived(sent, ADDRESS)
    return found + read_by_mutt(house, program, config, subject)


@case("getmail fetches with homing token")
def getmail(house):
    found, subject = settle(house)
    config = lay(house, "getmail", ADDRESS)
    folder = mail_folder(house, ADDRESS, "cur", "new", "tmp")
    somebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]  # getmail delivers nothing for root
    return found + fetched(call(house, *somebody, "getmail", "--getmaildir", config.parent), folder, subject)


@case("offlineimap fetches with homing token")
def offlineimap(house):
    found, subject = settle(house)
    lay(house, "offlineimap", ADDRESS)
    folder = mail_folder(house, ADDRESS)
    return found + fetched(call(house, "offlineimap", "-o", "-u", "basic"), folder, subject)


@case("aerc reads with homing token")
def aerc(house):
    found, subject = settle(house)
    lay(house, "aerc", ADDRESS)
    return found + shown_by_aerc(house, subject)


@case("Gnus reads and sends with homing token")
def gnus(house):
    found, subject = settle(house)
    config = lay(house, "gnus", ADDRESS)
    return found + read_by_gnus(house, config, subject) + sent_by_emacs(house, config, ADDRESS, f"by Emacs, {subject}")


@case("Python's imaplib reads with homing token")
def imaplib(house):
    found, subject = settle(house)
    script = house.home / "read.py"
    script.write_text(IMAPLIB)
    done = call(house, "/usr/bin/python3", script, ADDRESS)
    return found + ([] if subject in done.stdout else [f"imaplib: {done.stderr[-600:]!r} {done.stdout[-200:]!r}"])
