"""What broken mail servers do: one function for each, which is the whole conversation. Who they are stands in broken_table.py."""
import asyncio
import socket
import struct

import talk
from talk import Hangup

ENOUGH = 20000  # pieces of a kilobyte: more than anybody should read
TEMPTING = dict.fromkeys(("imap", "pop3", "smtp"), "PLAIN LOGIN XOAUTH2")  # so that a careless client would sign in


async def honest(channel, script=None, mechanisms=None):
    await talk.SPEAKERS[channel.protocol](channel, script or {}, (mechanisms or TEMPTING)[channel.protocol])


async def until_secure(channel):
    """Goes through STARTTLS in good order, if TLS does not stand yet."""
    if channel.secure:
        return
    await channel.say(talk.GREETINGS[channel.protocol])
    while True:
        line = await channel.line()
        verb = line.split(" ")[1 if channel.protocol == "imap" else 0].upper()
        tag = line.split(" ")[0]
        if verb in ("STARTTLS", "STLS"):
            await channel.say({"imap": f"{tag} OK now", "pop3": "+OK now", "smtp": "220 now"}[channel.protocol])
            return await channel.start_tls()
        capabilities = {"imap": talk.imap_capabilities, "pop3": talk.pop3_capabilities, "smtp": talk.smtp_extensions}[channel.protocol]
        await channel.say(capabilities("", False).replace("{tag}", tag))


async def stripped(channel):
    offers = {"imap": "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR\r\n{tag} OK done",
              "pop3": "+OK\r\nUSER\r\nSASL PLAIN XOAUTH2\r\n.", "smtp": "250-hello\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 8BITMIME"}
    refused = {"imap": "{tag} BAD what?", "pop3": "-ERR what?", "smtp": "502 5.5.1 what?"}
    await honest(channel, {"capabilities": offers[channel.protocol], "starttls": refused[channel.protocol]})


async def refuses(channel):
    words = {"imap": "{tag} NO TLS is not available", "pop3": "-ERR TLS is not available", "smtp": "454 4.7.0 TLS not available"}
    await honest(channel, {"starttls": words[channel.protocol]})


async def injected(channel):
    """What came before TLS must not be read as if it had come within (CVE-2011-0411, CVE-2021-38371; RFC 3207 section 6)."""
    more = {"imap": "{tag} OK now\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN", "pop3": "+OK now\r\n+OK\r\nSASL PLAIN\r\nUSER\r\n.",
            "smtp": "220 now\r\n250-evil\r\n250 AUTH PLAIN LOGIN"}

    async def inject(channel, tag):
        await channel.say(more[channel.protocol].replace("{tag}", tag))
        await channel.start_tls()
    await honest(channel, {"starttls": inject})


async def garbage(channel):
    async def nonsense(channel, tag):
        await channel.say({"imap": f"{tag} OK now", "pop3": "+OK now", "smtp": "220 now"}[channel.protocol])
        await channel.raw(b"this is not a handshake\r\n" * 20)
        await asyncio.sleep(0.5)
        raise Hangup
    await honest(channel, {"starttls": nonsense})


async def mute(channel):
    await channel.rest()


async def mute_within(channel):
    await until_secure(channel)
    await channel.rest()


async def mute_after(channel):
    await honest(channel, {"sign-in": lambda channel, tag: channel.rest()})


async def cut_greeting(channel):
    await channel.raw(talk.GREETINGS[channel.protocol].encode()[:12])


async def cut_capabilities(channel):
    async def half(channel, tag):
        await channel.raw({"imap": b"* CAPABILITY IMAP4rev1 AU", "pop3": b"+OK\r\nSASL PLA", "smtp": b"250-hello\r\n250-AU"}[channel.protocol])
        raise Hangup
    await honest(channel, {"capabilities": half, "secure capabilities": half})


async def cut_sign_in(channel):
    async def half(channel, tag):
        await channel.raw({"imap": f"{tag} OK sig".encode(), "pop3": b"+OK sig", "smtp": b"235 2.7"}[channel.protocol])
        raise Hangup
    await honest(channel, {"sign-in": half})


async def drip(channel):
    for byte in (talk.GREETINGS[channel.protocol] * 20).encode():
        await channel.raw(bytes([byte]))
        await asyncio.sleep(1)


async def drip_within(channel):
    await until_secure(channel)
    await drip(channel)


async def banner(channel):
    piece = {"imap": b"x" * 1000, "pop3": b"x" * 1000, "smtp": b"220-" + b"x" * 400 + b"\r\n"}[channel.protocol]
    for _ in range(ENOUGH):
        await channel.raw(piece)
    await channel.rest()


async def flood(channel):
    async def many(channel, tag):
        start = {"imap": "* CAPABILITY IMAP4rev1\r\n", "pop3": "+OK\r\n", "smtp": ""}[channel.protocol]
        line = {"imap": "* CAPABILITY IMAP4rev1 X-{}\r\n", "pop3": "X-{}\r\n", "smtp": "250-X-{}\r\n"}[channel.protocol]
        await channel.raw((start + "".join(line.format(n) for n in range(100000))).encode())
        await channel.rest()
    await honest(channel, {"capabilities": many, "secure capabilities": many})


async def untagged(channel):
    async def for_ever(channel, tag):
        for _ in range(ENOUGH):
            await channel.raw(b"* OK still here\r\n" * 100)
        await channel.rest()
    await honest(channel, {"sign-in": for_ever})


async def leaves(channel):
    await channel.say({"imap": "* BYE Too many connections", "pop3": "-ERR [SYS/TEMP] Too many connections",
                       "smtp": "421 4.3.2 Too many connections"}[channel.protocol])


async def leaves_later(channel):
    goes = {"imap": "* BYE Shutting down", "pop3": "-ERR [SYS/TEMP] Shutting down", "smtp": "421 4.3.2 Shutting down"}[channel.protocol]

    async def go(channel, tag):
        await channel.say(goes)
        raise Hangup
    await honest(channel, {"secure capabilities": go, "capabilities": go})


async def preauth(channel):
    """In plain text it takes STARTTLS away (RFC 9051 section 11.1)."""
    await honest(channel, {"greeting": "* PREAUTH You are signed in already"})


async def no_mechanism(channel):
    await honest(channel, {}, {"imap": "", "pop3": "", "smtp": ""})


async def strange_mechanisms(channel):
    strange = "GSSAPI NTLM CRAM-MD5"
    await honest(channel, {}, dict.fromkeys(TEMPTING, strange))


async def liar(channel):
    """Offers ways to sign in that it refuses."""
    await honest(channel, {"sign-in": {"imap": "{tag} NO [CANNOT] Mechanism is not supported", "pop3": "-ERR Mechanism is not supported",
                                       "smtp": "504 5.5.4 Unrecognized authentication type"}[channel.protocol]})


async def endless_challenge(channel):
    async def ask(channel, tag):
        while True:
            await channel.say({"smtp": "334 eHh4"}.get(channel.protocol, "+ eHh4"))
            await channel.line()
    await honest(channel, {"sign-in": ask})


async def resets(channel):
    plug = channel.writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    channel.writer.transport.abort()


async def resets_later(channel):
    async def reset(channel, tag):
        await resets(channel)
        raise Hangup
    await honest(channel, {"sign-in": reset})


async def plain_text(channel):
    await channel.say(talk.GREETINGS[channel.protocol])
    await channel.hear(1000)


async def web_page(channel):
    await until_secure(channel)
    await channel.raw(b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html><body>400</body></html>\r\n")


async def another_protocol(channel):
    other = {"imap": "smtp", "pop3": "imap", "smtp": "pop3"}[channel.protocol]
    await channel.say(talk.GREETINGS[other])
    await channel.rest()
