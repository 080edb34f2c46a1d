#!/usr/bin/env python3
"""Says whose a token is (RFC 7662), to Dovecot alone, and tells nobody else.

    introspection.py PORT

A token opens one mailbox: good-token-of-NAME that of the first domain, good-token-of-NAME.at.DOMAIN another. What any other text
opens knows the authorization server (authorization.py). Prints "ready" once it listens.
"""
import http.server
import json
import urllib.parse
import urllib.request

import authorization_sites
import listener
import mailworld


def answer(token):
    """A token is "good-token-of-NAME", and, where the mailbox matters, "good-token-of-NAME.at.DOMAIN"."""
    if not token.startswith("good-token-of-"):
        return issued(token)
    name, _, domain = token.removeprefix("good-token-of-").partition(".at.")
    user = f"{name}@{domain or mailworld.DOMAINS[0]}"
    if user not in mailworld.USERS:
        return {"active": False}
    return {"active": True, "username": user, "shared": user, "scope": "IMAP.AccessAsUser.All POP.AccessAsUser.All SMTP.Send"}


def issued(token):
    try:
        body = urllib.parse.urlencode({"token": token}).encode()
        with urllib.request.urlopen(f"http://127.0.0.1:{authorization_sites.PORT}/introspect", body, timeout=5) as answer:
            found = json.load(answer)
    except OSError:
        return {"active": False}
    if found.get("scope"):  # the plain provider's scopes open the same protocols
        words = {"imap": "IMAP.AccessAsUser.All", "pop": "POP.AccessAsUser.All", "smtp": "SMTP.Send"}
        found["scope"] = " ".join(words.get(scope, scope) for scope in found["scope"].split())
    return found


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        body = json.dumps(answer(form.get("token", [""])[0])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    listener.serve(Server)
