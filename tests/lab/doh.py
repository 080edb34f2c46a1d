#!/usr/bin/env python3
"""DNS over HTTPS (RFC 8484) behind nginx: hands each message to the name server.

    doh.py PORT NAME_SERVER

Speaks plain HTTP on loopback; nginx does TLS. Prints "ready" once it listens.
"""
import base64
import http.server
import socket
import sys
import urllib.parse

import listener

KIND = "application/dns-message"


class Server(http.server.BaseHTTPRequestHandler):
    def relay(self, message):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
            plug.settimeout(2)
            plug.connect((sys.argv[2], 53))
            plug.send(message)
            answer = plug.recv(65535)
        self.send_response(200)
        for name, value in (("Content-Type", KIND), ("Content-Length", len(answer)), ("Cache-Control", "max-age=300")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self):
        """Section 4.1: base64url without padding in the variable dns."""
        given = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("dns", [""])[0]
        self.relay(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))

    def do_POST(self):
        if self.headers.get("Content-Type") != KIND:
            return self.send_error(415)
        self.relay(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_):
        pass  # nginx keeps the log


if __name__ == "__main__":
    listener.serve(Server)
