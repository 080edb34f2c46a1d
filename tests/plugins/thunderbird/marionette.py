"""The wire of Marionette, by which a running Thunderbird is looked into (firefox-source-docs.mozilla.org/testing/marionette)."""
import json
import socket

PATIENCE = 120
ASYNC = """const told = arguments[arguments.length - 1], given = Array.from(arguments).slice(0, -1);
(async (...args) => {%s})(...given).then(value => told({ value: value ?? null }), error => told({ error: `${error}\\n${error?.stack ?? ""}` }));"""


class Refused(Exception):
    pass


class Marionette:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.rest, self.number = b"", 0
        self.receive()  # who it is
        self.command("WebDriver:NewSession", {})
        self.command("Marionette:SetContext", {"value": "chrome"})
        self.command("WebDriver:SetTimeouts", {"script": PATIENCE * 1000})

    def read(self):
        more = self.socket.recv(65536)
        if not more:
            raise Refused("Thunderbird has hung up")
        self.rest += more

    def receive(self):
        while b":" not in self.rest:
            self.read()
        size, _, self.rest = self.rest.partition(b":")
        while len(self.rest) < int(size):
            self.read()
        text, self.rest = self.rest[:int(size)], self.rest[int(size):]
        return json.loads(text)

    def command(self, name, parameters):
        self.number += 1
        text = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self.receive()
        if error:
            raise Refused(f"{name}: {error.get('message')}\n{error.get('stacktrace', '')}")
        return result

    def run(self, script, *given):
        """The value of a script's `return`, in Thunderbird's own context; it may await. What is given is in `args`."""
        answer = self.command("WebDriver:ExecuteAsyncScript", {"script": ASYNC % script, "args": list(given), "sandbox": "system",
                                                               "newSandbox": False})["value"]
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["value"]
