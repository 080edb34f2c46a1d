#!/usr/bin/env python3
"""A mail server that refuses every sign-in with the words it is given: says.py ADDRESS CERTIFICATE KEY WORDS. Prints "ready" once it listens."""
import socketserver
import ssl
import sys


class Conversation(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wire.sendall(text.encode() + b"\r\n")

    def handle(self):
        self.wire = self.request
        self.say("220 says.example ready")
        lines = self.wire.makefile("rb")
        for line in iter(lines.readline, b""):
            verb = line.decode().split()[0].upper() if line.strip() else ""
            if verb == "EHLO":
                self.say("250-says.example\r\n250-STARTTLS\r\n250-AUTH PLAIN XOAUTH2\r\n250 8BITMIME")
            elif verb == "STARTTLS":
                self.say("220 2.0.0 Ready")
                self.wire = self.server.context.wrap_socket(self.wire, server_side=True)
                lines = self.wire.makefile("rb")
                return self.encrypted(lines)
            else:
                self.say(self.server.words if verb in ("AUTH", "") else "221 2.0.0 Bye")
                if verb == "QUIT":
                    return None
        return None

    def encrypted(self, lines):
        for line in iter(lines.readline, b""):
            verb = line.decode().split()[0].upper() if line.strip() else ""
            self.say({"EHLO": "250-says.example\r\n250-AUTH PLAIN XOAUTH2\r\n250 8BITMIME", "QUIT": "221 2.0.0 Bye"}.get(verb, self.server.words))
            if verb == "QUIT":
                return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


if __name__ == "__main__":
    address, certificate, key, words = sys.argv[1:]
    with Server((address, 587), Conversation) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        server.words = words
        print("ready", flush=True)
        server.serve_forever()
