"""Mail programs with a password account, each set up by `homing export`: with implicit TLS (implicit.example) and with STARTTLS
(starts.example). The password is typed, or comes from where the notes of the export say: a command, or the program's own store.
"""
import mailworld
from clients import (arrived, call, fetched, lay, letter, mail_folder, move_in, read_by_gnus, read_by_mutt, sent_by_emacs, shown_by_aerc,
                     watch)
from sign_in_cases import case

IMPLICIT, STARTTLS = ("ada@implicit.example",), ("ada@starts.example",)
BOTH = (IMPLICIT, STARTTLS)


def password_of(address):
    return mailworld.USERS[address]


def add_command(place, line, after):
    """The line that a note tells of, behind the line that begins so."""
    text = place.read_text()
    start = text.index("\n" + after) + 1
    end = text.index("\n", start) + 1
    place.write_text(text[:end] + line + "\n" + text[end:])


@case("msmtp sends with the password of {0}", *BOTH)
def msmtp(house, address):
    subject = f"by msmtp, {move_in(house, address)}"
    add_command(lay(house, "msmtp", address), f'passwordeval "pass show mail/{address}"', "user ")
    done = call(house, "msmtp", "-t", given=letter(address, subject))
    return [f"msmtp: {done.stderr[-600:]!r}"] if done.returncode else arrived(subject, address)


@case("mbsync fetches with the password of {0}", *BOTH)
def mbsync(house, address):
    subject = move_in(house, address)
    add_command(lay(house, "mbsync", address), f'PassCmd "pass show mail/{address}"', "User ")
    folder = mail_folder(house, address)
    return fetched(call(house, "mbsync", "-a"), folder, subject)


@case("fetchmail fetches with the password of {0}", *BOTH)
def fetchmail(house, address):
    """It asks on the terminal, and hands the messages to a program that keeps them."""
    subject, kept = move_in(house, address), house.home / "fetched"
    place = lay(house, "fetchmail", address)
    place.write_text(place.read_text() + f'  mda "tee -a {kept}"\n')
    seen = watch(house, ["fetchmail", "--nosyslog", "--pidfile", house.home / "fetchmail.pid"], lambda _: kept.exists() and subject in kept.read_text(),
                 [("Enter password for", password_of(address) + "\n")])
    return [] if kept.exists() and subject in kept.read_text() else [f"fetchmail: {seen[-600:]!r}"]


@case("getmail fetches with the password of {0}", IMPLICIT)
def getmail(house, address):
    subject = move_in(house, address)
    config = lay(house, "getmail", address)
    folder = mail_folder(house, address, "cur", "new", "tmp")

    def there(_):
        return any(subject in place.read_text(errors="replace") for place in folder.rglob("*") if place.is_file())
    words = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "getmail", "--getmaildir", config.parent]
    seen = watch(house, words, there, [("assword", password_of(address) + "\n")])
    return [] if there(None) else [f"getmail: {seen[-600:]!r}"]


@case("offlineimap fetches with the password of {0}", IMPLICIT)
def offlineimap(house, address):
    subject = move_in(house, address)
    lay(house, "offlineimap", address)
    folder = mail_folder(house, address)

    def there(_):
        return any(subject in place.read_text(errors="replace") for place in folder.rglob("*") if place.is_file())
    seen = watch(house, ["offlineimap", "-o", "-u", "ttyui"], there, [("assword", password_of(address) + "\n")])
    return [] if there(None) else [f"offlineimap: {seen[-600:]!r}"]


@case("mutt reads with the password of {0}", *BOTH)
def mutt(house, address):
    subject = move_in(house, address)
    return read_by_mutt(house, "mutt", lay(house, "mutt", address), subject, [("Password for", password_of(address) + "\n")])


@case("aerc reads with the password of {0}", *BOTH)
def aerc(house, address):
    subject = move_in(house, address)
    lay(house, "aerc", address)
    return shown_by_aerc(house, subject)


@case("Gnus reads and sends with the password of {0}", *BOTH)
def gnus(house, address):
    subject = move_in(house, address)
    config = lay(house, "gnus", address)
    (house.home / ".authinfo").write_text(f"machine imap.{address.split('@')[1]} login {address} password {password_of(address)}\n"
                                          f"machine smtp.{address.split('@')[1]} login {address} password {password_of(address)}\n")
    return read_by_gnus(house, config, subject) + sent_by_emacs(house, config, address, f"by Emacs, {subject}")
