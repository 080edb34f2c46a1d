#!/usr/bin/env python3
"""The lab's authorization servers, Microsoft Graph, and the pages where people sign in, behind nginx under their real names.

    authorization.py PORT CONTROL CERTIFICATE MAIL

CONTROL is a socket on which tests look inside and turn things (authorization_control.py), CERTIFICATE what proves the confidential
client, MAIL Dovecot's socket for LMTP. Prints "ready" once it listens. Which behaviour is Microsoft's and which is not says the
file that has it.
"""
import email.utils
import http.server
import json
import pathlib
import sys
import threading
import time
import urllib.parse

import authorization_accounts as accounts
import authorization_browser as browser
import authorization_control as control
import authorization_device as device
import authorization_graph as graph
import authorization_token as tokens
import listener
from authorization_state import Refusal, Request, State

FORM = "application/x-www-form-urlencoded"
METADATA = json.dumps({  # RFC 8414 section 2, RFC 9207 section 3
    "issuer": f"https://{accounts.PLAIN_ISSUER}",
    **{f"{name}_endpoint": f"https://{accounts.PLAIN_ISSUER}/{path}" for name, path in
       (("authorization", "authorize"), ("token", "token"), ("device_authorization", "device"), ("revocation", "revoke"))},
    "response_types_supported": ["code"], "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["none"],
    "scopes_supported": ["openid", "email", "offline_access", *accounts.PLAIN_SCOPES],
    "authorization_response_iss_parameter_supported": True}, indent=1)


def fields(text):
    return dict(urllib.parse.parse_qsl(text, keep_blank_values=True))


class Servers:
    def __init__(self, certificate, mail_socket):
        self.state, self.certificate, self.mail_socket = State(), pathlib.Path(certificate), mail_socket

    def json_of(self, request, work, *more):
        try:
            return 200, tokens.JSON, json.dumps(work(self.state, request, *more))
        except Refusal as refusal:
            request.note["error"] = refusal.error
            request.note["number"] = refusal.number
            return refusal.status, tokens.JSON, json.dumps(refusal.document(request.host))

    def page_of(self, name, request):
        """The endpoints by their last names; those of Microsoft stand behind /TENANT/oauth2/."""
        pages = {"authorize": browser.authorize, "sign-in": browser.sign_in, "consent": browser.consent, "deviceauth": device.page,
                 "revoke": tokens.revoke}
        if name in pages:
            return pages[name](self.state, request)
        if name == "token" and request.method == "POST":
            return self.json_of(request, tokens.token, self.certificate)
        if name in ("device", "devicecode") and request.method == "POST":
            return self.json_of(request, device.device)
        return None

    def answer(self, request):
        missing = 404, {"Content-Type": "text/plain"}, "Not here.\n"
        if request.host in accounts.GRAPH_HOSTS:
            good = request.method == "POST" and request.path.endswith("/sendMail")
            return graph.send(self.state, request, self.mail_socket) if good else missing
        if request.host in device.PAGE_HOSTS:
            return device.redirect(request) or missing
        if request.plain:
            if request.path == "/.well-known/oauth-authorization-server":
                return 200, {"Content-Type": "application/json"}, METADATA
            return self.page_of(request.path[1:], request) or missing
        place, name = request.path.rpartition("/")[::2]
        if place.endswith("/oauth2/v2.0") or (place.endswith("/oauth2") and name in ("sign-in", "consent", "deviceauth")):
            return self.page_of(name, request) or missing
        return missing

    def skew(self, request):
        client = accounts.client_of(request.host, {**request.query, **request.form}.get("client_id", ""))
        return client.skew if client else 0

    def serve(self, request):
        with self.state.lock:
            answered = self.answer(request)
            if request.path != "/.well-known/oauth-authorization-server":
                self.state.log.append({"time": time.time(), "host": request.host, "path": request.path, "method": request.method,
                                       "status": answered[0], "query": request.query, "form": request.form, **request.note})
        return answered


class Speaker(http.server.BaseHTTPRequestHandler):
    servers = None
    protocol_version = "HTTP/1.0"

    def answer(self):
        parts = urllib.parse.urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        form = fields(body.decode("latin-1")) if self.headers.get("Content-Type", "").startswith(FORM) else {}
        request = Request(self.headers.get("Host", "").lower(), self.command, parts.path, fields(parts.query), form,
                          {name.lower(): value for name, value in self.headers.items()}, body)
        if parts.path == "/introspect" and request.host.startswith("127.0.0.1"):  # Dovecot's own, not through nginx
            return self.say(200, tokens.JSON, json.dumps(self.servers.state.introspect(form.get("token", ""))), 0)
        self.say(*self.servers.serve(request), self.servers.skew(request))

    do_GET = do_POST = answer

    def say(self, status, headers, text, skew):
        body = text.encode()
        self.send_response_only(status)
        for name, value in {"Date": email.utils.formatdate(time.time() + skew, usegmt=True), **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    Speaker.servers = Servers(sys.argv[3], sys.argv[4])
    threading.Thread(target=control.serve, args=(sys.argv[2], Speaker.servers.state), daemon=True).start()
    listener.serve(Speaker)
