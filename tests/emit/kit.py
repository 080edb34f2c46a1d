"""Configurations, each in a home of its own, with a `homing` on the PATH that writes down how it is called.

Started as: TEST.py HOMING
"""
import contextlib
import json
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HOMING = sys.argv[1]
HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 20

OUTLOOK, MICROSOFT365, PASSWORD, POP3, STARTTLS, PLAIN, NOTHING = (
    "ada@outlook.com", "ada@contoso.example", "ada@fabrikam.example", "ada@litware.example", "ada@tailspin.example", "ada@wingtip.example",
    "ada@nowhere.example")
# A stranger publishes this user name, or somebody has this address: what shells, quotes and templates could stumble over.
EVIL_USER = "x\"y\\z%#$(touch canary)`touch canary`'; q"
EVIL_PUBLISHED = "ada@northwind.example"
EVIL_ADDRESS = "\"a'b$(touch canary)`touch canary`\\\"\\\\%#;\"@outlook.com"
EVIL_ATOM = "a'b`touch${IFS}canary`$HOME%#|&!@outlook.com"  # RFC 5322 section 3.2.3 has all of these


def export(name, address, *options):
    """The document."""
    words = [HOMING, "export", "--json", "--answers", str(HERE / "worlds.json"), *options, "--", name, address]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def formats():
    return json.loads(subprocess.run([HOMING, "export", "--list", "--json"], capture_output=True, check=True).stdout)["formats"]


class Home:
    """Where a program finds what was written for it; `calls` is what it asked of `homing`."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        tools = self.path / "bin"
        tools.mkdir()
        (tools / "homing").write_text('#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done >>"$HOME/calls"\nprintf "\\n" >>"$HOME/calls"\necho a-token\n')
        (tools / "homing").chmod(0o700)
        self.environment = {"HOME": folder, "PATH": f"{tools}:/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8"}

    def lay(self, document):
        """The files at their places; the first one's."""
        places = []
        for file in document["files"]:
            place = pathlib.Path(file["place"].replace("~", str(self.path), 1))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file["text"])
            place.chmod(int(file["mode"], 8))
            places.append(place)
        return places[0]

    def run(self, *words, given=None):
        done = subprocess.run([str(word) for word in words], input=given, capture_output=True, text=True, errors="replace", env=self.environment,
                              cwd=self.path, timeout=PATIENCE, check=False)
        done.said = done.stdout + done.stderr
        return done

    def on_terminal(self, *words, until, patience=PATIENCE):
        """Runs it on a terminal until `until(what it has shown)`; what it has shown."""
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.path)
            os.execvpe(words[0], words, self.environment)
        seen, end = "", time.monotonic() + patience
        while time.monotonic() < end and not until(seen):
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            try:
                seen += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
        return seen

    def calls(self):
        record = self.path / "calls"
        return [line.split("\0")[:-1] for line in record.read_text().splitlines()] if record.exists() else []

    def asked_by(self, command):
        """How a shell with this command asks `homing`."""
        (self.path / "calls").unlink(missing_ok=True)
        done = self.run("sh", "-c", command)
        assert done.stdout == "a-token\n", done.said
        return self.calls()


def token_call(address, access):
    return ["token", address, "--for", access]


class Case(unittest.TestCase):
    @contextlib.contextmanager
    def home(self, name, address, *options):
        """The configuration, written; afterwards nothing of it has been carried out that should not be."""
        document = export(name, address, *options)
        self.assertEqual(document["outcome"], "written", document)
        with tempfile.TemporaryDirectory() as folder:
            home = Home(folder)
            home.place = home.lay(document)
            home.document = document
            yield home
            self.assertEqual([str(place) for place in home.path.rglob("canary")], [])

    @contextlib.contextmanager
    def folder(self):
        """An empty one; afterwards nothing in it has been carried out that should not be."""
        with tempfile.TemporaryDirectory() as folder:
            yield pathlib.Path(folder)
            self.assertEqual([str(place) for place in pathlib.Path(folder).rglob("canary")], [])

    def refused(self, name, address, *options):
        """Why it cannot be written."""
        document = export(name, address, *options)
        self.assertEqual((document["outcome"], document["files"]), ("impossible", []))
        return document["why_not"]


def main():
    unittest.main(module="__main__", argv=sys.argv[:1])
