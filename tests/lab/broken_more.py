"""More conversations: replies with bytes that do not belong there, answers before the question, and odd servers that work."""
import asyncio
import ssl

import talk
from broken import honest, until_secure

REFUSAL = {"imap": "{tag} NO ", "pop3": "-ERR ", "smtp": "535 5.7.8 "}


async def zeros(channel):
    await until_secure(channel)
    await channel.raw(talk.GREETINGS[channel.protocol].encode().replace(b"e", b"\0") + b"\0\r\n")
    await channel.rest()


async def bare_returns(channel):
    await until_secure(channel)
    await channel.raw((talk.GREETINGS[channel.protocol] + "\r").encode() * 3)
    await channel.rest()


async def early(channel):
    """Within TLS, every answer of the conversation in one piece, before anything was asked."""
    await until_secure(channel)
    answers = {"imap": ["* OK ready", "a OK", "A1 OK", "A001 OK", "1 OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN"],
               "pop3": ["+OK", "+OK", "SASL PLAIN", ".", "+OK signed in", "+OK 0 0"],
               "smtp": ["220 ready", "250-hello", "250 AUTH PLAIN LOGIN", "235 2.7.0 signed in", "221 bye"]}
    await channel.say("\r\n".join(answers[channel.protocol]))
    await channel.rest()


async def after_close(channel):
    """TLS says that it ends (RFC 8446 section 6.1), and then there is plain text."""
    await until_secure(channel)
    await channel.say(talk.GREETINGS[channel.protocol])
    await channel.hear(1000)
    plug = channel.writer.get_extra_info("socket")
    secure = channel.writer.get_extra_info("ssl_object")
    try:
        secure.unwrap()
    except ssl.SSLError:
        pass  # it waits for the other side; the alert is on its way
    channel.writer.close()
    await asyncio.sleep(0.2)
    if plug.fileno() >= 0:
        plug.close()


async def big_literal(channel):
    async def literal(channel, tag):
        await channel.raw(b"* OK [ALERT] {4294967295}\r\n" + b"x" * 100000)
        await channel.rest()
    await honest(channel, {"sign-in": literal})


async def late(channel):
    """As Exchange does for a wrong password, measured at 17 seconds by public projects in September 2026."""
    async def refuse(channel, tag):
        await asyncio.sleep(17)
        await channel.say({"imap": f"{tag} NO LOGIN failed.", "pop3": "-ERR Logon failure: unknown user name or bad password.",
                           "smtp": "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."}[channel.protocol])
    await honest(channel, {"sign-in": refuse})


async def yes_to_all(channel):
    await honest(channel)


async def pieces(channel):
    """Every byte in a packet of its own, and long greetings: nothing is wrong with that."""
    whole = channel.raw

    async def one_by_one(data):
        for byte in data:
            await whole(bytes([byte]))
            await asyncio.sleep(0)
    channel.raw = one_by_one
    greeting = {"smtp": "220-Welcome\r\n220-to the\r\n220 lab"}.get(channel.protocol, talk.GREETINGS[channel.protocol])
    await honest(channel, {"greeting": greeting})


async def chatty(channel):
    """IMAP lines without a tag wherever they may stand (RFC 9051 section 2.2.2), with a literal among them."""
    async def signed_in(channel, tag):
        await channel.say(f"* OK [ALERT] Hello\r\n* 1 EXISTS\r\n* LIST () \"/\" {{5}}\r\nINBOX\r\n{tag} OK [CAPABILITY IMAP4rev1] signed in")
    await honest(channel, {"greeting": "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN STARTTLS] ready", "sign-in": signed_in})


async def escapes(channel):
    """What would paint on a terminal."""
    await honest(channel, {"sign-in": REFUSAL[channel.protocol] + "\x1b[2J\x1b[31mYour account is \x07locked\x9b1m \xff\xfe"})


async def echoes(channel):
    """Repeats what it was told in its refusal."""
    heard, note = [], channel.note

    def keep(data):
        heard.append(data.decode("latin-1").strip())
        note(data)
    channel.note = keep

    async def refuse(channel, tag):
        await channel.say(REFUSAL[channel.protocol].replace("{tag}", tag) + f"you said {' '.join(heard[-2:])}")
    await honest(channel, {"sign-in": refuse})
