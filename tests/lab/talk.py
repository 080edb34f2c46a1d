"""One conversation of a scripted mail server: Microsoft's manners, and a script that says something else at some places.

A script maps a place to what is said there instead: a text, of which the lines are ended and {tag} is filled in, or a
function that is given the talk and the tag. The places: "greeting", "capabilities" (before TLS where there is STARTTLS),
"secure capabilities" (within TLS), "starttls", "challenge" (to a sign-in without its first answer), "sign-in", "mailbox",
"mail", "rcpt", "data", "message". Hanging up is a Hangup.
"""
import asyncio
import re

GREETINGS = {  # as Exchange Online greets; the text in brackets is its host, in base64
    "imap": "* OK The Microsoft Exchange IMAP4 service is ready. [TABPADQAUAAyADYANQBDAEEAMAAwADAAMQA=]",
    "pop3": "+OK The Microsoft Exchange POP3 service is ready. [TABPADQAUAAyADYANQBDAEEAMAAwADAAMQA=]",
    "smtp": "220 LO4P265CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready at Wed, 25 Nov 2026 10:00:00 +0000 "
            "[08DE2C0112233445]",
}
SMTP_EXTENSIONS = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES"]
SMTP_MORE = ["8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"]


class Hangup(Exception):
    """Either side has ended the conversation."""


class Talk:
    def __init__(self, protocol, streams, context, note):
        self.protocol, self.context, self.note = protocol, context, note
        self.reader, self.writer = streams

    async def raw(self, data):
        if self.writer.is_closing():
            raise Hangup
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0)  # so that a flood leaves the others their turn

    async def say(self, text):
        await self.raw("".join(f"{line}\r\n" for line in text.split("\r\n")).encode("latin-1"))

    async def hear(self, size):
        data = await self.reader.read(size)
        self.note(data)
        if not data:
            raise Hangup
        return data

    async def line(self):
        data = await self.reader.readline()
        self.note(data)
        if not data.endswith(b"\n"):
            raise Hangup
        return data.decode("latin-1").rstrip("\r\n")

    async def rest(self):
        """Says nothing more, and hears until the client hangs up."""
        while True:
            await self.hear(65536)

    async def start_tls(self):
        await self.writer.start_tls(self.context)

    @property
    def secure(self):
        return self.writer.get_extra_info("ssl_object") is not None


async def speak(talk, script, place, usual, tag=""):
    said = script.get(place, usual)
    if callable(said):
        await said(talk, tag)
    else:
        await talk.say(said.replace("{tag}", tag))
        if said.startswith("421"):  # RFC 5321 section 4.2.3: and the channel closes
            raise Hangup


def smtp_extensions(mechanisms, secure):
    """The reply to EHLO: AUTH only within TLS, STARTTLS only without."""
    way = [f"AUTH {mechanisms}"] if secure and mechanisms else [] if secure else ["STARTTLS"]
    lines = ["LO4P265CA0001.outlook.office365.com Hello [10.78.0.1]", *SMTP_EXTENSIONS, *way, *SMTP_MORE]
    return "\r\n".join(f"250{'-' if line is not lines[-1] else ' '}{line}" for line in lines)


def imap_capabilities(mechanisms, secure):
    ways = "".join(f" AUTH={name}" for name in mechanisms.split()) if secure else " STARTTLS"
    login = "" if secure and "PLAIN" in mechanisms else " LOGINDISABLED"
    return (f"* CAPABILITY IMAP4 IMAP4rev1{ways}{login} SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+\r\n"
            "{tag} OK CAPABILITY completed.")


def pop3_capabilities(mechanisms, secure):
    ways = [f"SASL {mechanisms}"] + (["USER"] if "PLAIN" in mechanisms else []) if secure else ["STLS"]
    return "\r\n".join(["+OK", "TOP", "UIDL", *ways, "."])


async def upgrade(talk, script, ready, tag=""):
    await speak(talk, script, "starttls", ready, tag)
    if not talk.secure and "starttls" not in script:
        await talk.start_tls()


def capability_place(talk, implicit):
    return "secure capabilities" if talk.secure and not implicit else "capabilities"


async def literals(talk, line):
    """A command line with its literals (RFC 9051 section 4.3), which the client may send without being asked."""
    while found := re.search(r"\{(\d+)(\+?)\}$", line):
        if not found[2]:
            await talk.say("+ Ready")
        data = await talk.reader.readexactly(int(found[1]))
        talk.note(data)
        line += data.decode("latin-1") + await talk.line()
    return line


async def imap(talk, script, mechanisms):
    implicit = talk.secure
    await speak(talk, script, "greeting", GREETINGS["imap"])
    while True:
        tag, _, rest = (await literals(talk, await talk.line())).partition(" ")
        verb, *words = rest.split(" ")
        verb = verb.upper()
        if verb == "CAPABILITY":
            place = capability_place(talk, implicit)
            await speak(talk, script, place, imap_capabilities(mechanisms, talk.secure), tag)
        elif verb == "STARTTLS":
            await upgrade(talk, script, "{tag} OK Begin TLS negotiation now.", tag)
        elif verb in ("LOGIN", "AUTHENTICATE"):
            if verb == "AUTHENTICATE" and len(words) == 1:
                await speak(talk, script, "challenge", "+ ")
                await talk.line()
            await speak(talk, script, "sign-in", f"{{tag}} OK {verb} completed.", tag)
        elif verb in ("SELECT", "EXAMINE", "STATUS", "LIST"):
            await speak(talk, script, "mailbox", f"* 0 EXISTS\r\n* 0 RECENT\r\n{{tag}} OK {verb} completed.", tag)
        elif verb == "LOGOUT":
            await talk.say(f"* BYE Microsoft Exchange Server IMAP4 server signing off.\r\n{tag} OK LOGOUT completed.")
            raise Hangup
        else:
            await talk.say(f"{tag} OK {verb} completed.")


async def pop3_sign_in(talk, script, verb, words):
    """The two-line form of AUTH only: Exchange hangs up on the one-line form (catalogue: pop3.protocol_error)."""
    if verb == "AUTH" and len(words) > 1 and words[0].upper() == "XOAUTH2":
        await talk.say("-ERR Protocol error. Connection is closed. 10")
        raise Hangup
    if verb == "USER":
        return await talk.say("+OK")
    if verb == "AUTH" and len(words) == 1:
        await speak(talk, script, "challenge", "+ ")
        await talk.line()
    await speak(talk, script, "sign-in", "+OK User successfully authenticated.")


async def pop3(talk, script, mechanisms):
    implicit = talk.secure
    await speak(talk, script, "greeting", GREETINGS["pop3"])
    while True:
        verb, *words = (await talk.line()).split(" ")
        verb = verb.upper()
        if verb == "CAPA":
            await speak(talk, script, capability_place(talk, implicit), pop3_capabilities(mechanisms, talk.secure))
        elif verb == "STLS":
            await upgrade(talk, script, "+OK Begin TLS negotiation.")
        elif verb in ("USER", "PASS", "AUTH"):
            await pop3_sign_in(talk, script, verb, words)
        elif verb == "STAT":
            await speak(talk, script, "mailbox", "+OK 0 0")
        elif verb == "QUIT":
            await talk.say("+OK Microsoft Exchange Server POP3 server signing off.")
            raise Hangup
        else:
            await talk.say("+OK\r\n." if verb in ("UIDL", "LIST") and not words else "+OK")


async def smtp_sign_in(talk, script, words):
    if words[0].upper() == "LOGIN":  # two questions, "Username:" and "Password:"
        if len(words) == 1:
            await speak(talk, script, "challenge", "334 VXNlcm5hbWU6")
            await talk.line()
        await talk.say("334 UGFzc3dvcmQ6")
        await talk.line()
    elif len(words) == 1:
        await speak(talk, script, "challenge", "334 ")
        await talk.line()
    await speak(talk, script, "sign-in", "235 2.7.0 Authentication successful")


async def message(talk, script):
    await speak(talk, script, "data", "354 Start mail input; end with <CRLF>.<CRLF>")
    if "data" in script:
        return
    while await talk.line() != ".":
        pass
    await speak(talk, script, "message", "250 2.0.0 OK <test@outlook.office365.com> [Hostname=LO4P265MB0001.GBRP265.PROD.OUTLOOK.COM]")


async def smtp(talk, script, mechanisms):
    implicit = talk.secure
    await speak(talk, script, "greeting", GREETINGS["smtp"])
    while True:
        verb, *words = (await talk.line()).split(" ")
        verb = verb.upper()
        if verb == "EHLO":
            await speak(talk, script, capability_place(talk, implicit), smtp_extensions(mechanisms, talk.secure))
        elif verb == "STARTTLS":
            await upgrade(talk, script, "220 2.0.0 SMTP server ready")
        elif verb == "AUTH":
            await smtp_sign_in(talk, script, words)
        elif verb == "DATA":
            await message(talk, script)
        elif verb == "QUIT":
            await talk.say("221 2.0.0 Service closing transmission channel")
            raise Hangup
        else:
            usual = {"MAIL": "250 2.1.0 Sender OK", "RCPT": "250 2.1.5 Recipient OK"}
            await speak(talk, script, verb.lower(), usual.get(verb, "250 2.0.0 OK"))


SPEAKERS = {"imap": imap, "pop3": pop3, "smtp": smtp}
