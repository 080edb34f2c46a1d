#!/usr/bin/env python3
"""Runs the scripted mail servers: Microsoft's replies (exchange.py, exchange_incoming.py) and the broken ones (broken_table.py).

    scripted.py CERTIFICATES LOG NAME_SERVER

At every address of a reply there is a name server, too, for which Microsoft's mail hosts are at that address. LOG receives what
each server has heard, on every connection, as a line of JSON. Prints "ready" once every port is open.
"""
import asyncio
import functools
import json
import pathlib
import socket
import ssl
import sys

import broken_table
import dns
import exchange_incoming
import mailworld
import odd_dns
import talk

PATIENCE = 65  # seconds; longer than any of the servers is silent


def context(folder, certificate, old=False):
    """`old`: as a server of 2005, which answers TLS 1.0 to whoever asks for more."""
    found = ssl.SSLContext(ssl.PROTOCOL_TLSv1 if old else ssl.PROTOCOL_TLS_SERVER)
    if old:
        found.set_ciphers("ALL:@SECLEVEL=0")
    found.load_cert_chain(folder / f"{certificate}.pem", folder / "server.key")
    return found


class Office(odd_dns.View):
    """The true answers, but Microsoft's mail hosts are here."""

    def __init__(self, true_server, own):
        super().__init__(true_server, None)
        self.own = own

    def datagram_received(self, message, asker):
        name, kind, _ = dns.question(message)
        if name not in mailworld.MICROSOFT_HOSTS:
            return super().datagram_received(message, asker)
        records = [("A", socket.inet_aton(self.own))] if kind == "A" else []
        self.transport.sendto(dns.reply(message, records=records), asker)


async def left_over(reader):
    """What has come and nobody has read: a server that does not listen has been told it all the same."""
    try:
        return await asyncio.wait_for(reader.read(2**20), 0.2)
    except (OSError, asyncio.TimeoutError):
        return b""


async def converse(act, protocol, tls, log, streams):
    """A client that has heard enough hangs up; that is what we want, not an error."""
    reader, writer = streams
    heard = []
    own, port = writer.get_extra_info("sockname")[:2]
    try:
        await asyncio.wait_for(act(talk.Talk(protocol, streams, tls, heard.append)), PATIENCE)
    except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError, talk.Hangup):
        pass
    finally:
        heard.append(await left_over(reader))
        writer.close()
        log.write(json.dumps({"address": own, "port": port, "heard": b"".join(heard).decode("latin-1")}) + "\n")


async def listen(act, own, port, protocol, tls, log, implicit):
    async def serve(reader, writer):
        await converse(act, protocol, tls, log, (reader, writer))
    await asyncio.start_server(serve, own, port, ssl=tls if implicit else None, backlog=128)


def exchange_act(reply):
    def act(channel):
        protocol = channel.protocol
        script = exchange_incoming.script(reply) if protocol == reply.protocol else {}
        return talk.SPEAKERS[protocol](channel, script, exchange_incoming.mechanisms(reply, protocol))
    return act


async def serve_exchange(folder, log, true_server):
    loop, tls = asyncio.get_running_loop(), context(folder, "exchange")
    for reply in exchange_incoming.ALL_REPLIES:
        own = exchange_incoming.address(reply)
        for port, protocol, implicit in ((993, "imap", True), (995, "pop3", True), (587, "smtp", False)):
            await listen(exchange_act(reply), own, port, protocol, tls, log, implicit)
        await loop.create_datagram_endpoint(functools.partial(Office, true_server, own), local_addr=(own, 53))


async def serve_broken(folder, log):
    for server in broken_table.TABLE:
        tls = context(folder, server.certificate, server.old)
        for way in server.ways:
            for port, protocol in broken_table.PORTS[way].items():
                implicit = way == broken_table.IMPLICIT and not server.bare
                await listen(server.act, broken_table.address(server), port, protocol, tls, log, implicit)


async def main(folder, log_file, true_server):
    with open(log_file, "w", buffering=1) as log:
        await serve_exchange(pathlib.Path(folder), log, true_server)
        await serve_broken(pathlib.Path(folder), log)
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
