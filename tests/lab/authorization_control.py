"""How a test looks into the authorization servers and turns things: HTTP on a socket of the file system, for root alone.

    curl --unix-socket /run/lab/authorization.sock http://lab/control/log?since=0
    curl --unix-socket /run/lab/authorization.sock -d 'user=ada@contoso.example&seconds=1' http://lab/control/lifetime

GET log, secrets (all that any request or answer held), violations (what a well-behaved client does not do); POST lifetime,
expire (the access tokens of a user end now), revoke (all tokens of a user, or of everybody).
"""
import http.client
import http.server
import json
import os
import socket
import socketserver
import time
import urllib.parse


def expire(state, user):
    for access in state.access.values():
        if access.user == user:
            access.ends = 0


def turned(state, name, form):
    if name == "lifetime":
        state.lifetimes[form["user"]] = int(form["seconds"])
    elif name == "expire":
        expire(state, form["user"])
    elif name == "revoke":
        state.revoke(form.get("user", ""))
    else:
        return None
    return {"done": name, "at": time.time()}


def seen(state, name, query):
    if name == "log":
        return state.log[int(query.get("since", 0)):]
    return {"secrets": lambda: sorted(state.secrets), "violations": lambda: state.violations}.get(name, lambda: None)()


class Door(http.server.BaseHTTPRequestHandler):
    state = None

    def address_string(self):
        return "control"

    def answer(self):
        parts = urllib.parse.urlsplit(self.path)
        name = parts.path.removeprefix("/control/")
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()))
        with self.state.lock:
            found = turned(self.state, name, form) if self.command == "POST" else seen(self.state, name, dict(urllib.parse.parse_qsl(parts.query)))
            body = json.dumps(found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class Doors(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 128


def serve(place, state):
    Door.state = state
    with Doors(place, Door) as server:
        os.chmod(place, 0o600)
        server.serve_forever()


class Control(http.client.HTTPConnection):
    """The test's side."""

    def __init__(self, place):
        super().__init__("lab", timeout=10)
        self.place = str(place)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(10)
        self.sock.connect(self.place)


def ask(place, name, **form):
    """GET, or POST where there is a form."""
    door = Control(place)
    try:
        if form:
            door.request("POST", f"/control/{name}", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        else:
            door.request("GET", f"/control/{name}")
        return json.loads(door.getresponse().read())
    finally:
        door.close()
