#!/usr/bin/env python3
"""A mail server on a bad day: it hands on to a real one, and at times refuses for now, or is cut off, at any point of a conversation.

    flaky.py ADDRESS PORT UPSTREAM CERTIFICATE KEY IMAP LOG SEED SHARE

Of the conversations, SHARE (0 to 1) go wrong. Where the connection is cut at the end of a message, the real server has it in one half of the cases.
What the real server takes, the sender's mailbox gets a copy of, as Microsoft does it
(https://learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements). Each fault is a line of LOG. Prints "ready" once it listens.
"""
import imaplib
import random
import smtplib
import socket
import socketserver
import ssl
import struct
import sys
import threading

PLACES = ["greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "body", "dot before", "dot after"]
CUT, REFUSED = "cut", "refused"
PASSWORD = "test-password-of-{}"
ONE_AT_A_TIME = threading.Lock()


class Cut(Exception):
    pass


def given(upstream, code, text):
    return f"{code} {text.decode(errors='replace')}".replace("\n", " ").replace("\r", " ")


class Conversation(socketserver.BaseRequestHandler):
    def handle(self):
        with ONE_AT_A_TIME:
            goes_wrong = self.server.chance.random() < self.server.share
            self.place = self.server.chance.choice(PLACES) if goes_wrong else None
            self.how = self.server.chance.choice([CUT, REFUSED]) if self.place not in ("body", "dot before", "dot after") else CUT
        self.wire, self.buffer, self.upstream, self.user = self.request, b"", None, ""
        try:
            self.converse()
        except (Cut, OSError, smtplib.SMTPException):
            pass
        finally:
            if self.upstream:
                self.upstream.close()

    def here(self, place):
        """Whether a refusal is due; a cut happens here."""
        if place != self.place:
            return False
        self.place = None
        with ONE_AT_A_TIME, open(self.server.log, "a") as log:
            log.write(f"{place} {self.how}\n")
        if self.how == CUT:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.wire.close()
            raise Cut
        return True

    def line(self):
        while b"\r\n" not in self.buffer:
            part = self.wire.recv(65536)
            if not part:
                raise Cut
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def say(self, text):
        self.wire.sendall(text.encode() + b"\r\n")

    def converse(self):
        if self.here("greeting"):
            return self.say("421 4.3.2 Service not available")
        self.say("220 flaky.example ready")
        tls = False
        while True:
            words = self.line().decode()
            verb = words.split(" ")[0].upper()
            if verb == "QUIT":
                return self.say("221 2.0.0 Bye")
            if verb in ("EHLO", "AUTH", "MAIL", "RCPT", "DATA") and (tls or verb == "EHLO") and self.here(verb):
                self.say("451 4.7.0 Temporary server error. Please try again later. PRX4")
                if verb in ("EHLO", "AUTH"):
                    return None
            elif verb == "EHLO":
                self.say("250-flaky.example\r\n250-STARTTLS\r\n250 8BITMIME" if not tls else "250-flaky.example\r\n250-AUTH PLAIN\r\n250 8BITMIME")
            elif verb == "STARTTLS":
                self.say("220 2.0.0 Ready")
                self.wire = self.server.context.wrap_socket(self.wire, server_side=True)
                tls = True
                self.upstream = smtplib.SMTP(self.server.upstream, 587, timeout=20)
                self.upstream.starttls()
                self.upstream.ehlo()
            elif verb == "DATA":
                self.message()
            else:
                self.say(given(self.upstream, *self.upstream.docmd(words)))
                if words == "AUTH PLAIN":
                    self.say(given(self.upstream, *self.upstream.docmd(self.line().decode())))
                if verb == "MAIL":
                    self.user = words.split("<")[1].split(">")[0]

    def message(self):
        code, text = self.upstream.docmd("DATA")
        self.say(given(self.upstream, code, text))
        if code != 354:
            return
        lines = []
        while (line := self.line()) != b".":
            lines.append(line)
            if len(lines) == 3:
                self.here("body")
        self.here("dot before")
        body = b"\r\n".join(lines)
        self.upstream.send(body + b"\r\n.\r\n")
        code, text = self.upstream.getreply()
        if code == 250:
            self.keep_copy(body)
        self.here("dot after")
        self.say(given(self.upstream, code, text))

    def keep_copy(self, body):
        with imaplib.IMAP4_SSL(self.server.imap, 993, ssl_context=ssl._create_unverified_context()) as box:
            box.login(self.user, PASSWORD.format(self.user.partition("@")[0]))
            box.create("Sent")
            box.append("Sent", None, None, body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 100


if __name__ == "__main__":
    address, port, upstream, certificate, key, imap, log, seed, share = sys.argv[1:]
    with Server((address, int(port)), Conversation) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        server.upstream, server.imap, server.log, server.share, server.chance = upstream, imap, log, float(share), random.Random(int(seed))
        print("ready", flush=True)
        server.serve_forever()
