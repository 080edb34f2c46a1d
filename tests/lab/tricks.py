"""The hostile servers: what each does to whoever asks it for a configuration.

Every trick NAME stands behind two domains. trick-NAME.example is also in the directory, so that the honest answer
must win in spite of the trick; trick-NAME-alone.example is nowhere else, so that the search must end by itself.
Tricks of BEFORE_TLS get a bare connection, those of WITHIN_TLS a request that has come through TLS, as HTTP/1.1, or in
plain text at port 80. roles.py lets some of them play other parts than that of the autoconfig host.
"""
import asyncio
import os
import socket
import struct
import zlib

XML = b'<?xml version="1.0"?>\n<clientConfig version="1.1"><emailProvider id="trick">'
ROOM = b" " * 65536


def head(status, *lines):
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *lines, "", ""]).encode()


def redirect(target):
    return head("302 Found", f"Location: {target}", "Content-Length: 0")


def bomb(size):
    """`size` bytes of gzip that expand about a thousand times: one deflate block over and over (RFC 1951 section 3.2.3)."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    blanks = block.compress(b" " * 2**20) + block.flush(zlib.Z_FULL_FLUSH)
    return bytes.fromhex("1f8b0800000000000003") + blanks * (size // len(blanks) + 1) + b"\x03\x00"


async def send(writer, data):
    writer.write(data)
    await writer.drain()


async def repeat(writer, data, times=None, pause=0.0):
    while times is None or times > 0:
        await send(writer, data)
        times = times and times - 1
        await asyncio.sleep(pause)


async def big(request, writer):
    "sends 500 MB"
    await send(writer, head("200 OK", "Content-Type: text/xml", f"Content-Length: {500 * 2**20}") + XML)
    await repeat(writer, ROOM, times=8000)


async def endless(request, writer):
    "sends a body without end"
    await send(writer, head("200 OK", "Content-Type: text/xml", "Transfer-Encoding: chunked"))
    await repeat(writer, b"10000\r\n" + ROOM + b"\r\n")


async def packed(request, writer):
    "sends 0.5 MB of gzip that expands to 500 MB"
    body = bomb(2**19)
    await send(writer, head("200 OK", "Content-Type: text/xml", "Content-Encoding: gzip",
                            f"Content-Length: {len(body)}") + body)


async def headers(request, writer):
    "sends header lines without end"
    await send(writer, b"HTTP/1.1 200 OK\r\n")
    await repeat(writer, b"X-Line: " + b"x" * 1000 + b"\r\n")


async def longline(request, writer):
    "sends one header line without end"
    await send(writer, b"HTTP/1.1 200 OK\r\nX-Line: ")
    await repeat(writer, b"x" * 10000)


async def continues(request, writer):
    "says 100 Continue for ever"
    await repeat(writer, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


async def drip(request, writer):
    "sends one byte a second"
    await send(writer, head("200 OK", "Content-Type: text/xml", "Content-Length: 4000") + XML)
    await repeat(writer, b" ", pause=1.0)


async def late(request, writer):
    "answers after 20 seconds"
    await asyncio.sleep(20)
    await send(writer, head("404 Not Found", "Content-Length: 0"))


async def cut(request, writer):
    "closes in the middle of the body"
    await send(writer, head("200 OK", "Content-Type: text/xml", "Content-Length: 4000") + XML)


async def nonsense(request, writer):
    "answers something that is not HTTP"
    await send(writer, bytes(range(256)) * 8)


async def ring(request, writer):
    "redirects in a ring"
    await send(writer, redirect("/a?" + ("b" if b"/a?a" in request else "a")))


async def maze(request, writer):
    "redirects to a new path every time"
    await send(writer, redirect(f"/{int.from_bytes(os.urandom(8), 'big')}"))


async def downgrade(request, writer):
    "redirects from https to http"
    await send(writer, redirect("http://autoconfig.trick-downgrade.example/mail/config-v1.1.xml"))


async def foreign(request, writer):
    "redirects to somebody else's domain"
    path = request.split(b" ")[1].split(b"?")[0].decode("ascii", "replace")  # there it would find what it looks for
    await send(writer, redirect(f"https://autoconfig.elsewhere.example{path}"))


async def file(request, writer):
    "redirects to a file of the reader's machine"
    await send(writer, redirect("file:///etc/passwd"))


async def page(request, writer):
    "answers 200 and a web page to everything"
    await send(writer, head("200 OK", "Content-Type: text/html") + b"<!DOCTYPE html><html><body>Welcome!<br></body></html>")


async def wrongxml(request, writer):
    "answers XML that is about something else"
    await send(writer, head("200 OK", "Content-Type: text/xml") + b'<?xml version="1.0"?>\n<rss version="2.0"><channel>'
               b"<title>imap.elsewhere.example</title><link>https://elsewhere.example/</link></channel></rss>\n")


async def mute(reader, writer):
    "accepts the connection and says nothing"
    await asyncio.sleep(60)


async def handshake(reader, writer):
    "begins the TLS handshake and never ends it"
    await reader.read(4096)
    await send(writer, bytes.fromhex("1603034000" "02003ffc0303"))  # a ServerHello of 16 kB ... (RFC 8446 section 5.1)
    await repeat(writer, b"\0", pause=1.0)


async def resets(reader, writer):
    "resets the connection at once"
    plug = writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def plain(reader, writer):
    "speaks http without TLS on port 443"
    await send(writer, head("400 Bad Request", "Content-Length: 0"))


WITHIN_TLS = [big, endless, packed, headers, longline, continues, drip, late, cut, nonsense, ring, maze, downgrade,
              foreign, file, page, wrongxml]
BEFORE_TLS = [mute, handshake, resets, plain]
TRICKS = WITHIN_TLS + BEFORE_TLS


def name(trick):
    return trick.__name__


def address(trick):
    return f"10.77.2.{TRICKS.index(trick) + 1}"


def domains(trick):
    return [f"trick-{name(trick)}.example", f"trick-{name(trick)}-alone.example"]


def zone():
    """The records of all these domains. They have no web host of their own: only the trick answers."""
    lines = []
    for trick in TRICKS:
        for domain in domains(trick):
            lines.append(f"{domain}. MX 10 {domain}.\nautoconfig.{domain}. A {address(trick)}\n")
    return "; ---- Tricks\n" + "".join(lines)
