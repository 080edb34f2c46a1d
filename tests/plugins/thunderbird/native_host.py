#!/usr/bin/python3 -B
"""usage: native_host.py MANIFEST ADD_ON, started by Thunderbird

The native host as the add-on knows it: frames of JSON on standard input and output, and a responder for Account Hub on this machine. It is
here so that the add-on's half is tested against what the protocol says.
"""
import http.server
import json
import os
import pathlib
import re
import socket
import struct
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "capi/bindings/python"))
import homing  # noqa: E402

LARGEST = 1 << 20
LOCK = threading.Lock()


def say(message):
    text = json.dumps(message).encode()
    with LOCK:
        sys.stdout.buffer.write(struct.pack("=I", len(text)) + text)
        sys.stdout.buffer.flush()


def frames():
    while len(size := sys.stdin.buffer.read(4)) == 4:
        length = struct.unpack("=I", size)[0]
        if length > LARGEST:
            return
        yield json.loads(sys.stdin.buffer.read(length))


def same_user(peer):
    """Whether that end of a connection on this machine belongs to our user (proc(5), /proc/net/tcp)."""
    wanted = f"{int.from_bytes(socket.inet_aton(peer[0]), sys.byteorder):08X}:{peer[1]:04X}"
    rows = (row.split() for row in open("/proc/net/tcp"))
    return any(row[1] == wanted and row[7] == str(os.getuid()) for row in rows)


class Responder(http.server.BaseHTTPRequestHandler):
    prepared = {}  # domain -> autoconfig XML
    protocol_version = "HTTP/1.1"

    def answer(self, status, text=b""):
        self.send_response_only(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text)

    def serve(self):
        if not same_user(self.client_address):
            self.answer(403)
        elif self.command == "CONNECT":
            self.answer(502)
        else:
            match = re.match(r"http://autoconfig\.([^/]+)/mail/config-v1\.1\.xml", self.path)
            text = self.prepared.get(match[1]) if match and self.command == "GET" else None
            self.answer(200 if text else 404, (text or "").encode())

    do_GET = do_POST = do_CONNECT = serve

    def log_message(self, *_):
        pass


class Host:
    def __init__(self):
        self.session, self.jobs, self.responder = homing.Session({}), {}, None

    def listen(self):
        if not self.responder:
            self.responder = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Responder)
            threading.Thread(target=self.responder.serve_forever, daemon=True).start()
        return {"port": self.responder.server_address[1]}

    def document(self, session, number, request):
        job = self.jobs[number] = session.call(request)
        job.listen(lambda event: say({"id": number, "event": event}))
        job.run()
        return job.result().document

    def prepare(self, session, number, address):
        found = self.document(session, number, {"op": "resolve", "address": address})
        written = self.document(session, number, {"op": "export", "address": address, "format": "thunderbird"})
        if written.get("files"):
            Responder.prepared[address.partition("@")[2]] = written["files"][0]["text"]
        return {"found": bool(written.get("files")), "document": found}

    def work(self, session, message):
        number = message["id"]
        try:
            if "listen" in message:
                say({"id": number, **self.listen()})
            elif "prepare" in message:
                say({"id": number, **self.prepare(session, number, message["prepare"])})
            elif "request" in message:
                say({"id": number, "document": self.document(session, number, message["request"])})
        except homing.Error as error:
            say({"id": number, "error": {"status": error.status, "sentence": str(error), "position": error.position}})

    def serve(self):
        for message in frames():
            if "options" in message:
                self.session = homing.Session(message["options"])
            elif "cancel" in message and message["cancel"] in self.jobs:
                self.jobs[message["cancel"]].cancel()
            else:
                threading.Thread(target=self.work, args=(self.session, message), daemon=True).start()


if __name__ == "__main__":
    Host().serve()
