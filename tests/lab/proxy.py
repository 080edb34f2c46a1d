#!/usr/bin/env python3
"""An https proxy (CONNECT, RFC 9110 section 9.3.6) for the case in which nothing else leads out.

    proxy.py ADDRESS PORT

Prints "ready" once it listens.
"""
import asyncio
import sys


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def serve(reader, writer):
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), timeout=10)
        method, target, _ = head.split(b"\r\n", 1)[0].split(b" ")
        host, port = target.decode().rsplit(":", 1)
        if method != b"CONNECT":
            raise ValueError("only CONNECT")
        up_reader, up_writer = await asyncio.open_connection(host, int(port))
    except (OSError, ValueError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        writer.close()
        return
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await asyncio.gather(pump(reader, up_writer), pump(up_reader, writer))


async def main(address, port):
    await asyncio.start_server(serve, address, int(port))
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
