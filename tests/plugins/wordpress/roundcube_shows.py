"""Webmail: people sign in at the servers of their address, read and send, and are told why they cannot."""
import authorization_accounts as accounts
import exchange_incoming
import smtplib
import mailworld
import roundcube
import world
from stage import lacks, show

CLIENTS = f"array('login.microsoftonline.com' => array('id' => '{accounts.WEB_MAIL}', 'secret' => '{accounts.SECRET}'))"
PASSWORD = "test-password-of-ada"


def deliver(address, subject, body):
    """As another mail server hands it over."""
    message = f"From: grace@contoso.example\r\nTo: {address}\r\nSubject: {subject}\r\n\r\n{body}\r\n"
    with smtplib.LMTP(str(world.FOLDER / "post/dovecot/lmtp")) as post:
        post.sendmail("grace@contoso.example", [address], message)


def sign_ins(address):
    """What Dovecot has logged of tries to sign in by IMAP, good and bad."""
    return sum("imap-login" in line and address in line for line in (world.FOLDER / "post-dovecot.log").read_text().splitlines())


def reads_and_writes(stage, webmail, address, to, sign_in):
    deliver(address, f"Hello {address}", "A letter for you.")
    name = address.partition("@")[2].partition(".")[0]
    seen = webmail.visit(sign_in, ["picture", f"6-{name}"], ["read", f"Hello {address}"], ["write", to, f"From {address}", "Good morning"], ["sent"])
    faults = lacks(seen["read"], "A letter for you.")
    message = stage.arrives(to, f"From {address}")
    return faults + ([] if message and address in message["From"] else [f"what {address} sent did not arrive"])


@show("6. in Roundcube a personal and a work mailbox are signed in to at Microsoft, mail is read, and what is sent arrives")
def at_microsoft(stage):
    webmail = roundcube.Webmail(stage, clients=CLIENTS)
    faults = []
    for address, to in (("ada@family.example", "grace@family.example"), ("ada@contoso.example", "grace@contoso.example")):
        faults += reads_and_writes(stage, webmail, address, to, ["log_in_at_provider", address])
    return faults + webmail.complaints()


@show("6. in Roundcube a mailbox of a plain provider is opened with its password, over TLS and over STARTTLS")
def with_password(stage):
    webmail = roundcube.Webmail(stage)
    faults = []
    for address, to in (("ada@post.example", "grace@post.example"), ("ada@starts.example", "grace@starts.example")):
        faults += reads_and_writes(stage, webmail, address, to, ["log_in", address, PASSWORD])
    return faults + webmail.complaints()


@show("6. in Roundcube each refusal is explained: a wrong password, a retired one, Microsoft's words, an address of nobody")
def explained(stage):
    webmail = roundcube.Webmail(stage)
    before = sign_ins("ada@family.example")
    wrong = webmail.visit(["refused", "ada@post.example", "not-the-password"], ["picture", "6-wrong-password"])["refused"]
    retired = webmail.visit(["refused", "ada@family.example", PASSWORD], ["picture", "6-retired"], locale="de-DE")["refused"]
    nobody = webmail.visit(["refused", "ada@nothing-here.example", PASSWORD])["refused"]
    faults = lacks(wrong, "[AUTHENTICATIONFAILED]", "The server refused the password") + lacks(retired, "nimmt von Mailprogrammen keine Passwörter mehr an", "OAuth2")
    faults += lacks(nobody, "No mail server is known for this address")
    faults += ["a retired password was sent"] if sign_ins("ada@family.example") > before else []
    return faults + webmail.complaints()


@show("6. in Roundcube Microsoft's refusals of a good sign-in are explained, and so is a message that cannot be sent")
def microsofts_words(stage):
    webmail = roundcube.Webmail(stage, clients=CLIENTS)
    reply = next(one for one in exchange_incoming.REPLIES if one.name == "imap-not-connected-at-once")
    stage.name_host("outlook.office365.com", exchange_incoming.address(reply))
    seen = webmail.visit(["refused_at_provider", "ada@contoso.example"], ["picture", "6-not-connected"])["refused_at_provider"]
    faults = lacks(seen, "User is authenticated but not connected", "IMAP")
    world.FOLDER.joinpath("hosts").write_text(f"{stage.hosts}127.0.0.1 webmail.example\n")
    return faults + webmail.complaints()


@show("6. Roundcube does not enter a private network for a visitor, and goes on with nothing that is not encrypted")
def shut(stage):
    webmail = roundcube.Webmail(stage, private_addresses="false")
    private = webmail.visit(["refused", "ada@outlook.com", PASSWORD], ["picture", "6-private"])["refused"]
    return lacks(private, "private network") + webmail.complaints()
