"""Webmail: people sign in at the servers of their address, read and send, and are told why they cannot."""
import smtplib
import socketserver
import threading

import authorization_accounts as accounts
import exchange
import exchange_incoming
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


OWN_OAUTH = f"""
$config['oauth_provider'] = 'microsoft';
$config['oauth_provider_name'] = 'Microsoft';
$config['oauth_auth_uri'] = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize';
$config['oauth_token_uri'] = 'https://login.microsoftonline.com/common/oauth2/v2.0/token';
$config['oauth_client_id'] = '{accounts.WEB_MAIL}';
$config['oauth_client_secret'] = '{accounts.SECRET}';
$config['oauth_scope'] = 'openid profile email offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send';
$config['oauth_identity_fields'] = array('preferred_username', 'email');
$config['oauth_verify_peer'] = getenv('SSL_CERT_FILE');
"""


@show("6. in Roundcube with its own OAuth2 set up, its button is the way in, and hosts come from the address")
def by_button(stage):
    webmail = roundcube.Webmail(stage, more=OWN_OAUTH)
    address = "hedy@contoso.example"
    faults = lacks(webmail.visit(["refused", address, PASSWORD])["refused"], "Sign in with the button")
    return faults + reads_and_writes(stage, webmail, address, "grace@contoso.example", ["log_in_by_button", address]) + webmail.complaints()


@show("6. in Roundcube a mailbox of a plain provider is opened with its password, over TLS and over STARTTLS")
def with_password(stage):
    webmail = roundcube.Webmail(stage)
    faults = []
    for address, to in (("ada@post.example", "grace@post.example"), ("ada@starts.example", "grace@starts.example")):
        faults += reads_and_writes(stage, webmail, address, to, ["log_in", address, PASSWORD])
    return faults + webmail.complaints()


@show("6. in Roundcube a refusal is explained: a wrong password, a retired one that is not sent, an address of nobody")
def explained(stage):
    webmail = roundcube.Webmail(stage)
    before = sign_ins("ada@family.example")
    wrong = webmail.visit(["refused", "ada@post.example", "not-the-password"], ["picture", "6-wrong-password"])["refused"]
    retired = webmail.visit(["refused", "ada@family.example", PASSWORD], ["picture", "6-retired"], locale="de-DE")["refused"]
    nobody = webmail.visit(["refused", "ada@nothing-here.example", PASSWORD])["refused"]
    faults = lacks(wrong, "[AUTHENTICATIONFAILED]", "The server refused the address or the password")
    faults += lacks(retired, "nimmt von Mailprogrammen keine Passwörter mehr an", "OAuth2")
    faults += lacks(nobody, "No mail server is known for this address")
    faults += ["a retired password was sent"] if sign_ins("ada@family.example") > before else []
    return faults + webmail.complaints()


@show("6. in Roundcube Microsoft's refusals of a good sign-in are explained, and so is why a message was not sent")
def microsofts_words(stage):
    webmail = roundcube.Webmail(stage, clients=CLIENTS)
    address = "ada@contoso.example"
    here = (world.FOLDER / "hosts").read_text()
    walled = webmail.visit(["refused_at_provider", "walled@contoso.example"], ["picture", "6-walled"])["refused_at_provider"]
    reply = next(one for one in exchange_incoming.REPLIES if one.name == "imap-not-connected-at-once")
    stage.name_host("outlook.office365.com", exchange_incoming.address(reply))
    faults = lacks(walled, "AADSTS90094", "administrator")
    faults += lacks(webmail.visit(["refused_at_provider", address], ["picture", "6-not-connected"])["refused_at_provider"],
                    "NO User is authenticated but not connected.", "The sign-in was good, but the mailbox did not open")
    (world.FOLDER / "hosts").write_text(here)
    reply = next(one for one in exchange.REPLIES if one.name == "smtp-off-tenant")
    stage.name_host("smtp.office365.com", exchange_incoming.address(reply))
    unsent = webmail.visit(["log_in_at_provider", address], ["write", "grace@contoso.example", "Unsent", "Good morning"], ["unsent"],
                           ["picture", "6-unsent"])["unsent"]
    return faults + lacks(unsent, "5.7.139", "SmtpClientAuthentication is disabled for the Tenant", "The server said:") + webmail.complaints()


class Stripping(socketserver.ThreadingTCPServer):
    """What somebody in the middle makes of a server: STARTTLS is not offered, everything else is."""
    allow_reuse_address, daemon_threads = True, True

    def __init__(self, port, greeting, answers):
        self.greeting, self.answers, self.heard = greeting, answers, []
        super().__init__(("127.0.0.1", port), StrippedConversation)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class StrippedConversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.server.greeting)
        for line in self.rfile:
            self.server.heard.append(line.decode(errors="replace"))
            self.wfile.write(self.server.answers(line.split()))


def imap(words):
    return (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" if words[1].upper() == b"CAPABILITY" else b"") + words[0] + b" OK done\r\n"


def submission(words):
    return b"250-stripped.example\r\n250 AUTH PLAIN LOGIN CRAM-MD5\r\n" if words[0].upper() == b"EHLO" else b"235 2.7.0 Welcome\r\n"


def secrets(server):
    return [line for line in server.heard if any(word in line.upper() for word in ("LOGIN", "AUTH"))]


@show("6. in Roundcube nobody signs in where STARTTLS was stripped, neither to read nor to send")
def stripped(stage):
    webmail = roundcube.Webmail(stage)
    address, here = "ada@starts.example", (world.FOLDER / "hosts").read_text()
    with Stripping(143, b"* OK ready\r\n", imap) as server:
        stage.name_host("imap.starts.example", "127.0.0.1")
        faults = lacks(webmail.visit(["refused", address, PASSWORD])["refused"], "offers no encryption")
        faults += ["nobody came to the IMAP server"] if not server.heard else [f"it was told {line}" for line in secrets(server)]
    (world.FOLDER / "hosts").write_text(here)
    with Stripping(587, b"220 stripped.example ready\r\n", submission) as server:
        stage.name_host("smtp.starts.example", "127.0.0.1")
        unsent = webmail.visit(["log_in", address, PASSWORD], ["write", "grace@starts.example", "Unsent", "Good morning"], ["unsent"])["unsent"]
        faults += lacks(unsent, "offers no encryption")
        faults += ["nobody came to the SMTP server"] if not server.heard else [f"it was told {line}" for line in secrets(server)]
    return faults + webmail.complaints()


@show("6. Roundcube does not enter a private network for a visitor")
def shut(stage):
    webmail = roundcube.Webmail(stage, private_addresses="false")
    private = webmail.visit(["refused", "ada@outlook.com", PASSWORD], ["picture", "6-private"])["refused"]
    return lacks(private, "private network") + webmail.complaints()
