#!/usr/bin/env python3
"""Runs the servers of tricks.py, and a listener on port 80 that nobody should ever reach.

    hostile.py CERTIFICATE KEY LOG

Prints "ready" once every port is open. LOG receives every request head, so that a test can look for what was told.
"""
import asyncio
import ssl
import sys

import sites
import tricks


async def speak(trick, first, writer):
    """A client that has heard enough hangs up; that is what we want, not an error."""
    try:
        await trick(first, writer)
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


def within_tls(trick, log):
    async def serve(reader, writer):
        try:
            request = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), timeout=30)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.close()
            return
        log.write(f"https {tricks.name(trick)} {request!r}\n")
        await speak(trick, request, writer)
    return serve


def before_tls(trick):
    async def serve(reader, writer):
        await speak(trick, reader, writer)
    return serve


def port_80(log):
    """Answers with a tempting configuration: whoever believes http ends at imap.plain.example."""
    body = sites.config("plain.example").encode()

    async def answer(request, writer):
        log.write(f"http {request!r}\n")
        await tricks.send(writer, tricks.head("200 OK", "Content-Type: text/xml", f"Content-Length: {len(body)}") + body)

    async def serve(reader, writer):
        await speak(answer, await reader.read(4096), writer)
    return serve


async def main(certificate, key, log_file):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    tls.set_alpn_protocols(["http/1.1"])
    with open(log_file, "w", buffering=1) as log:
        for trick in tricks.WITHIN_TLS:
            await asyncio.start_server(within_tls(trick, log), tricks.address(trick), 443, ssl=tls)
        for trick in tricks.BEFORE_TLS:
            await asyncio.start_server(before_tls(trick), tricks.address(trick), 443)
        await asyncio.start_server(port_80(log), None, 80)
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
