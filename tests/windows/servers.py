"""A name server, a web server and an IMAP server on the loopback, for programs that trust the authority of these tests."""
import contextlib
import pathlib
import socket
import ssl
import struct
import subprocess
import sys
import threading

sys.path.append(str(pathlib.Path(__file__).parent.parent / "lab"))
import dns  # noqa: E402  of the lab

PEOPLE = {"contoso.example": "contoso-example.mail.protection.outlook.com"}  # and who has their mail
HOSTS = {"imap.tailspin.example", "directory.example", "login.example"}  # all of them here
AUTOCONFIG = """<clientConfig version="1.1"><emailProvider id="tailspin.example"><domain>tailspin.example</domain>
<incomingServer type="imap"><hostname>imap.tailspin.example</hostname><port>993</port><socketType>SSL</socketType>
<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.tailspin.example</hostname><port>465</port><socketType>SSL</socketType>
<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer></emailProvider></clientConfig>"""


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], capture_output=True, check=True)


def make_certificates(folder):
    """authority.pem and authority.der are what to trust, other.pem is somebody else's; server.pem is for HOSTS, wrong.pem for another."""
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for name in ("authority", "other"):
        openssl("req", "-x509", *new_key, "-days", 2, "-subj", f"/CN={name} of a test", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
    openssl("x509", "-in", folder / "authority.pem", "-outform", "DER", "-out", folder / "authority.der")
    for name, hosts in (("server", HOSTS), ("wrong", {"elsewhere.example"})):
        request, key, extensions, leaf = (folder / f"{name}.{end}" for end in ("csr", "key", "ext", "crt"))
        openssl("req", "-new", *new_key, "-subj", "/CN=server of a test", "-keyout", key, "-out", request)
        extensions.write_text("subjectAltName=" + ",".join(f"DNS:{host}" for host in sorted(hosts)), encoding="ascii")
        openssl("x509", "-req", "-in", request, "-CA", folder / "authority.pem", "-CAkey", folder / "authority.key", "-CAcreateserial", "-days", 2,
                "-extfile", extensions, "-out", leaf)
        (folder / f"{name}.pem").write_text(key.read_text() + leaf.read_text(), encoding="ascii")


def in_background(work):
    threading.Thread(target=work, daemon=True).start()


class NameServer:
    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        in_background(self.serve)

    @property
    def option(self):
        return f"dns.servers=127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self):
        while True:
            message, peer = self.socket.recvfrom(4096)
            name, kind, _ = dns.question(message)
            records = []
            if kind == "MX" and name in PEOPLE:
                records = [("MX", struct.pack(">H", 0) + dns.encode(PEOPLE[name]))]
            if kind == "A" and name in HOSTS:
                records = [("A", socket.inet_aton("127.0.0.1"))]
            known = name in PEOPLE or name in HOSTS
            self.socket.sendto(dns.reply(message, 0 if known else 3, records), peer)


class TlsServer:
    """One connection after the other. `heard` is all that was said inside of TLS."""

    def __init__(self, certificate):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.heard = b""
        in_background(self.serve)

    def serve(self):
        while True:
            guest, _ = self.listener.accept()
            guest.settimeout(10)
            with contextlib.suppress(OSError), self.context.wrap_socket(guest, server_side=True) as channel, channel.makefile("rb") as said:
                self.talk(channel, said)

    def lines(self, said):
        for line in said:
            self.heard += line
            yield line.rstrip(b"\r\n").decode()


class WebServer(TlsServer):
    """`pages`: texts by the request for them, such as `GET /`."""

    def __init__(self, certificate, pages):
        self.pages = pages
        super().__init__(certificate)

    def talk(self, channel, said):
        lines, size = self.lines(said), 0
        request = next(lines).rpartition(" ")[0]
        for line in iter(lines.__next__, ""):
            if line.lower().startswith("content-length:"):
                size = int(line.partition(":")[2])
        self.heard += said.read(size)
        status, body = ("200 OK", self.pages[request].encode()) if request in self.pages else ("404 Not Found", b"")
        kind = "application/json" if body.startswith(b"{") else "text/xml"
        channel.sendall(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)


class ImapServer(TlsServer):
    def talk(self, channel, said):
        channel.sendall(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n")
        for line in self.lines(said):
            tag, verb, *_ = line.split(" ")
            if verb.upper() == "CAPABILITY":
                channel.sendall(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n")
            if verb.upper() == "LOGOUT":
                channel.sendall(b"* BYE\r\n")
            channel.sendall(f"{tag} OK done\r\n".encode())
