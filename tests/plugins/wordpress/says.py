#!/usr/bin/env python3
"""A mail server that refuses every sign-in with the words it is given: says.py ADDRESS CERTIFICATE KEY WORDS HEARD [plain]

HEARD gets every line that a client said. plain: it offers no STARTTLS, and a sign-in without. Prints "ready" once it listens.
"""
import socketserver
import ssl
import sys

ABILITIES = "250-says.example\r\n250-AUTH PLAIN XOAUTH2\r\n250 8BITMIME"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.wire = self.request
        self.say("220 says.example ready")
        encrypted = False
        lines = self.wire.makefile("rb")
        while line := lines.readline():
            with open(self.server.heard, "ab") as heard:
                heard.write(line)
            verb = line.decode(errors="replace").split()[:1]
            if verb == ["STARTTLS"] and not self.server.plain:
                self.say("220 2.0.0 Ready")
                self.wire = self.server.context.wrap_socket(self.wire, server_side=True)
                lines, encrypted = self.wire.makefile("rb"), True
            elif verb == ["QUIT"]:
                return self.say("221 2.0.0 Bye")
            elif verb == ["EHLO"]:
                self.say(ABILITIES if encrypted or self.server.plain else "250-says.example\r\n250-STARTTLS\r\n250 8BITMIME")
            else:
                self.say(self.server.words)
        return None

    def say(self, text):
        self.wire.sendall(text.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def handle_error(self, *_):
        """A client that hangs up at a certificate is what is wanted."""


if __name__ == "__main__":
    address, certificate, key, words, heard, *more = sys.argv[1:]
    with Server((address, 587), Conversation) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        server.words, server.heard, server.plain = words, heard, more == ["plain"]
        print("ready", flush=True)
        server.serve_forever()
