"""Microsoft's replies over IMAP and POP3, as exchange.py does for SMTP; and who stands at which address."""
import exchange
import mailworld
import talk
from exchange import AGAIN, ALL, LATER, LOGS, OAUTH, PERSONAL, WORK, Reply

MEASURED = "measured by public projects in September 2026; https://github.com/holon-run/uxc/issues/445"
FAIREMAIL = "https://github.com/M66B/FairEmail/blob/master/FAQ.md"
OLD = "PLAIN XOAUTH2"  # what Exchange offered until 2022, and offers wherever a password is still refused by words
EXCHANGE = {"imap": "XOAUTH2", "pop3": "XOAUTH2", "smtp": "LOGIN XOAUTH2"}
ENABLE = (("user",), ("enable_imap", "retry"))
USERS = ("developer", "user", "admin")


def imap(name, entry, text, who, then, source=MEASURED, **more):
    return Reply(name, entry, "imap", more.pop("place", "sign-in"), text, source, who, then, **more)


def pop3(name, entry, text, who, then, source=MEASURED, **more):
    return Reply(name, entry, "pop3", more.pop("place", "sign-in"), text, source, who, then, **more)


async def json_challenge(channel, tag):
    """A refusal in the form of Google's reference, which has to be answered before the final word comes."""
    prompt = "334 " if channel.protocol == "smtp" else "+ "
    await channel.say(prompt + "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiQmVhcmVyIn0=")
    await channel.line()
    final = {"smtp": "535 5.7.3 Authentication unsuccessful", "imap": f"{tag} NO AUTHENTICATE failed.",
             "pop3": "-ERR Authentication failure: unknown user name or bad password."}
    await channel.say(final[channel.protocol])


async def signs_off(channel, tag):
    await channel.say("* BYE Connection is closed. 13")
    raise talk.Hangup


REPLIES = [
    imap("imap-basic-disabled", "imap.basic_disabled", "{tag} NO Basic authentication is disabled.", USERS, AGAIN, secret="password",
         heard=ALL, mechanisms=OLD),
    imap("imap-no-password", "imap.logindisabled imap.basic_disabled", "{tag} OK", USERS, AGAIN, secret="password", heard=ALL),
    imap("imap-basic-blocked", "imap.basic_blocked_token", "{tag} NO [AUTHENTICATIONFAILED] AuthFailed:LogonDenied-BasicAuthBlocked-"
         "<UserType:OutlookCom> LogonFailed-BasicAuthBlocked", USERS, AGAIN, LOGS, secret="password", heard=(PERSONAL,), mechanisms=OLD),
    imap("imap-login-failed", "imap.login_failed", "{tag} NO LOGIN failed.", USERS, ("ask_password",),
         "https://github.com/mjs/imapclient/issues/602", secret="password", mechanisms=OLD),
    imap("imap-login-failed-office", "imap.login_failed imap.basic_disabled", "{tag} NO LOGIN failed.", USERS, AGAIN,
         "https://github.com/mjs/imapclient/issues/602", secret="password", mechanisms=OLD, heard=(WORK, PERSONAL)),
    imap("imap-token-refused", "imap.authenticate_failed", "{tag} NO AUTHENTICATE failed.", USERS, AGAIN, OAUTH, heard=ALL),
    imap("imap-not-connected", "imap.authenticated_not_connected", "{tag} BAD User is authenticated but not connected.",
         ("user", "admin", "microsoft"), ("ask_admin", "retry"), FAIREMAIL, heard=(WORK, PERSONAL), personal=ENABLE, place="mailbox"),
    imap("imap-not-connected-at-once", "imap.authenticated_not_connected", "{tag} NO User is authenticated but not connected.",
         ("user", "admin", "microsoft"), ("ask_admin", "retry"), MEASURED, heard=(WORK, PERSONAL), personal=ENABLE),
    imap("imap-throttled", "imap.throttled", "{tag} BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds",
         ("developer", "user", "microsoft"), LATER, LOGS, place="mailbox"),
    imap("imap-command-error", "imap.command_error", "{tag} BAD Command Error. 12", USERS, (*AGAIN, "none"), FAIREMAIL, place="mailbox"),
    imap("imap-signs-off", "imap.connection_reset_bye", signs_off, ("developer", "microsoft", "user"), LATER,
         "https://github.com/mjs/imapclient/issues/602"),
    imap("imap-challenge", "imap.authenticate_failed sasl.xoauth2_json_challenge", json_challenge, USERS, AGAIN,
         "https://developers.google.com/gmail/imap/xoauth2-protocol"),
    pop3("pop-basic-disabled", "pop3.basic_disabled", "-ERR Basic authentication is disabled", USERS, AGAIN, secret="password", heard=ALL,
         mechanisms=OLD),
    pop3("pop-logon-failure", "pop3.logon_failure", "-ERR Logon failure: unknown user name or bad password.", USERS,
         ("ask_password", "sign_in_again"), OAUTH, secret="password", mechanisms=OLD),
    pop3("pop-token-refused", "pop3.logon_failure", "-ERR Authentication failure: unknown user name or bad password.", USERS,
         ("sign_in_again", "ask_admin"), OAUTH, heard=ALL, personal=(("user", "developer", "admin"), ("sign_in_again", "enable_imap"))),
    pop3("pop-protocol-error", "pop3.protocol_error", "-ERR Protocol error. 14", ("developer",), ("none",)),
    pop3("pop-challenge", "pop3.logon_failure sasl.xoauth2_json_challenge", json_challenge, USERS, AGAIN,
         "https://developers.google.com/gmail/imap/xoauth2-protocol"),
    # All is well: the two-line form of POP3 is the only one that Exchange takes, and SMTP and IMAP as Exchange speaks them.
    pop3("pop-fine", "", "+OK User successfully authenticated.", (), ("none",), OAUTH, heard=ALL),
    imap("imap-fine", "", "{tag} OK AUTHENTICATE completed.", (), ("none",), OAUTH, heard=ALL),
    Reply("smtp-fine", "", "smtp", "sign-in", "235 2.7.0 Authentication successful", OAUTH, (), ("none",), heard=ALL),
    Reply("smtp-fine-password", "", "smtp", "sign-in", "235 2.7.0 Authentication successful", LOGS, (), ("none",), "password"),
]
ALL_REPLIES = [*exchange.REPLIES, *REPLIES]
CHALLENGED = {"smtp-challenge": json_challenge}  # functions that exchange.py has only words for


def address(reply):
    return f"10.77.4.{ALL_REPLIES.index(reply) + 1}"


def domain(reply):
    return f"{reply.name}.example"


def script(reply):
    return {reply.place: CHALLENGED.get(reply.name, reply.text)}


def mechanisms(reply, protocol):
    """What is offered: by the other protocols of the server what Exchange offers now."""
    return reply.mechanisms if protocol == reply.protocol and reply.mechanisms else EXCHANGE[protocol]


def zone():
    return "; ---- Microsoft's replies\n" + "".join(
        f"{domain(reply)}. MX 10 mx.{domain(reply)}.\n*.{domain(reply)}. A {address(reply)}\n" for reply in ALL_REPLIES)


def pages():
    return {domain(reply): mailworld.published(domain(reply), methods=("OAuth2", "password-cleartext")) for reply in ALL_REPLIES}


def names():
    return [f"*.{domain(reply)}" for reply in ALL_REPLIES]
