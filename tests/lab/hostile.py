#!/usr/bin/env python3
"""Runs the servers of tricks.py: on the ports of the web, and those that speak before TLS on the ports of mail too.

    hostile.py CERTIFICATE KEY LOG

Prints "ready" once every port is open. LOG receives every request, so that a test can look for what was told.
"""
import asyncio
import json
import ssl
import sys

import tricks
import world

MAIL_PORTS = [110, 143, 465, 587, 993, 995]


async def speak(trick, first, writer):
    """A client that has heard enough hangs up; that is what we want, not an error."""
    try:
        await trick(first, writer)
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


def entry(scheme, request):
    """A line of the log, with the names that nginx uses in sites.py."""
    line, *headers = request.decode("latin-1").split("\r\n")
    host = next((header[5:].strip() for header in headers if header.lower().startswith("host:")), "")
    return json.dumps({"scheme": scheme, "host": host.lower(), "request": line, "headers": headers, "body": ""}) + "\n"


def scheme_of(writer):
    """Of the connection the client made: nginx takes https for some of us and comes here in plain text."""
    from_client = writer.get_extra_info("peername")[0] in world.CLIENT
    return "http" if from_client and not writer.get_extra_info("ssl_object") else "https"


def after_request(trick, log):
    async def serve(reader, writer):
        try:
            request = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), timeout=30)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.close()
            return
        log.write(entry(scheme_of(writer), request))
        await speak(trick, request, writer)
    return serve


def at_once(trick):
    async def serve(reader, writer):
        await speak(trick, reader, writer)
    return serve


async def main(certificate, key, log_file):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    tls.set_alpn_protocols(["http/1.1"])
    with open(log_file, "w", buffering=1) as log:
        for trick in tricks.WITHIN_TLS:
            await asyncio.start_server(after_request(trick, log), tricks.address(trick), 443, ssl=tls)
            await asyncio.start_server(after_request(trick, log), tricks.address(trick), 80)
        for trick in tricks.BEFORE_TLS:
            for port in [80, 443, *MAIL_PORTS]:
                await asyncio.start_server(at_once(trick), tricks.address(trick), port)
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
