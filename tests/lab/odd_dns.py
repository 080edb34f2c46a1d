#!/usr/bin/env python3
"""A name server that spoils the answers about some domains and asks the true one about all others.

    odd_dns.py OWN_ADDRESS OTHER_ADDRESS TRUE_SERVER

OTHER_ADDRESS is where the answers of wrongsource.example come from. Prints "ready" when it listens.
"""
import asyncio
import socket
import struct
import sys

import dns
import roles

LIE = [("MX", struct.pack(">H", 0) + dns.encode("lie-example.mail.protection.outlook.com"))]


class Forward(asyncio.DatagramProtocol):
    """One question to the true server; its answer goes to `deliver`."""

    def __init__(self, message, deliver):
        self.message, self.deliver = message, deliver

    def connection_made(self, transport):
        self.transport = transport
        transport.sendto(self.message)

    def datagram_received(self, data, sender):
        self.deliver(data)
        self.transport.close()


class Odd(asyncio.DatagramProtocol):
    def __init__(self, true_server, accomplice=None):
        self.true_server, self.accomplice = true_server, accomplice

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, message, asker):
        name, kind, asked = dns.question(message)
        domain = ".".join(name.split(".")[-2:])

        def send(answer):
            if domain == "signed.example":  # says that it has validated (AD, RFC 4035 section 3.2.3)
                answer = answer[:3] + bytes([answer[3] | 0x20]) + answer[4:]
            self.transport.sendto(answer, asker)
        if domain in ("silent.example", "silent-alone.example"):
            return
        if domain == "servfail.example":
            return send(dns.reply(message, dns.SERVFAIL))
        if domain == "refused.example":
            return send(dns.reply(message, dns.REFUSED))
        if domain == "cut.example":       # promises more over TCP, where cut() hangs up
            return send(dns.reply(message, truncated=True))
        if domain == "pointer.example":   # a compressed name that points at itself
            return send(dns.reply(message, records=[("MX", b"\0\0" + struct.pack(">H", 0xC000 | 12 + len(asked) + 14))]))
        if domain == "scraps.example":
            return send(message[:2] + b"\x81")
        if domain == "noedns.example" and dns.has_edns(message):
            return send(dns.reply(message, dns.FORMERR))  # RFC 6891 section 7: ask again without
        # An answer is only an answer if id, question and sender are right (RFC 5452 section 9): these lies come first.
        if domain == "wrongid.example" and kind == "MX":
            send(bytes([message[0] ^ 1]) + dns.reply(message, records=LIE)[1:])
        if domain == "wrongquestion.example" and kind == "MX":
            send(dns.reply(message, records=LIE, asked=dns.encode("another.example") + asked[-4:]))
        if domain == "wrongsource.example" and kind == "MX":
            self.accomplice.sendto(dns.reply(message, records=LIE), asker)
        asyncio.ensure_future(asyncio.get_running_loop().create_datagram_endpoint(
            lambda: Forward(message, send), remote_addr=(self.true_server, 53)))


class View(Odd):
    """The true answers, but one host is dead."""
    def __init__(self, true_server, dead):
        super().__init__(true_server)
        self.dead = dead

    def datagram_received(self, message, asker):
        name, kind, _ = dns.question(message)
        if name != self.dead:
            return super().datagram_received(message, asker)
        records = [("A", socket.inet_aton(roles.DEAD))] if kind == "A" else []
        self.transport.sendto(dns.reply(message, records=records), asker)


async def cut(reader, writer):
    """Over TCP: takes the question and hangs up."""
    await reader.read(512)
    writer.close()


async def main(own, other, true_server):
    loop = asyncio.get_running_loop()
    accomplice, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=(other, 53))
    await loop.create_datagram_endpoint(lambda: Odd(true_server, accomplice), local_addr=(own, 53))
    await asyncio.start_server(cut, own, 53)
    for address, host in roles.VIEWS.items():
        await loop.create_datagram_endpoint(lambda host=host: View(true_server, host), local_addr=(address, 53))
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
