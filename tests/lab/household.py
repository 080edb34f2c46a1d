"""Somebody's home in the lab: a folder, the program in it, and all that the program said there.

What was said and written is kept, so that it can be searched for secrets when all is over.
"""
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

import asking
import authorization_accounts as accounts
import authorization_control as control
import person
import world

PATIENCE = 30           # seconds for one run
BROWSER = world.HERE / "browser" / "sign_in.mjs"
HOMES = world.FOLDER / "homes"
CLIENTS = {accounts.HIGH.login: accounts.GOVERNMENT, accounts.CHINA.login: accounts.CHINESE, accounts.PLAIN.login: accounts.PLAIN_CLIENT}


@dataclass
class Done:
    exit: int
    out: str
    err: str
    ms: float

    @property
    def document(self):
        """What --json printed: on standard output, or on standard error where that is for a token."""
        for text in (self.out, self.err):
            try:
                return json.loads(text[text.index("{"):])
            except ValueError:
                continue
        return {}

    def __str__(self):
        return f"exit {self.exit}, out {self.out[:700]!r}, err {self.err[:500]!r}"


class Household:
    everybody = []

    def __init__(self, homing, authority):
        HOMES.mkdir(exist_ok=True)
        self.homing, self.authority = homing, authority
        self.home = pathlib.Path(tempfile.mkdtemp(dir=HOMES))
        self.said, self.traces = [], 0
        self.environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm"}
        Household.everybody.append(self)

    def command(self, verb, *words, settings=(), trace=True):
        given = ["store.place=file", f"tls.ca_file={self.authority}", *settings]
        self.traces += 1
        folder = self.home / "traces"
        folder.mkdir(exist_ok=True)
        kept = ["--trace", folder / f"{self.traces}-{verb}.json"] if trace else []
        return [str(word) for word in (self.homing, verb, *words, *kept, *(word for one in given for word in ("--set", one)))]

    def start(self, *words, settings=(), trace=True, **more):
        errors = tempfile.TemporaryFile(dir=world.FOLDER)  # that can be looked into while the program goes on
        process = subprocess.Popen(self.command(*words, settings=settings, trace=trace), stdin=more.pop("stdin", subprocess.DEVNULL),
                                   stdout=subprocess.PIPE, stderr=errors, env=self.environment, text=True, **more)
        process.errors = errors
        return process

    def end(self, process, started, secret=False):
        """What the run came to. `secret`: its standard output may hold a token."""
        try:
            out, late = process.communicate(timeout=PATIENCE)[0], ""
        except subprocess.TimeoutExpired:
            process.kill()
            out, late = process.communicate()[0], f"\nno end after {PATIENCE} s"
        err = heard(process) + late
        process.errors.close()
        self.said.append(err if secret else out + err)
        return Done(process.returncode, out, err, (time.monotonic() - started) * 1000)

    def run(self, *words, settings=(), given=None, trace=True):
        started = time.monotonic()
        process = self.start(*words, settings=settings, trace=trace, stdin=subprocess.PIPE if given else subprocess.DEVNULL)
        if given:
            process.stdin.write(given)
            process.stdin.close()
            process.stdin = None
        return self.end(process, started, secret=words[0] == "token")

    def client(self, address, client=None):
        """The option that names the program, as it is registered where the address signs in."""
        cloud = accounts.cloud_of(address)
        return f"oauth.client_id={client or CLIENTS.get(cloud.login, accounts.PUBLIC)}"

    def login(self, address, *words, visit=None, client=None, settings=(), browser="", seconds=15):
        """`homing login`: `visit` is called with the page that is to be opened, in a thread of its own; with `browser`, the
        program opens it itself by that command."""
        if browser:
            self.environment["BROWSER"] = str(browser)
        started = time.monotonic()
        process = self.start("login", address, "--json", *([] if browser else ["--no-browser"]), *words,
                             settings=(self.client(address, client), f"sign_in.deadline_ms={seconds * 1000}", *settings))
        url = page_in(process)
        visitor = threading.Thread(target=visit if url and not browser else lambda _: None, args=(url,), daemon=True)
        visitor.start()
        done = self.end(process, started)
        visitor.join(PATIENCE)
        return done

    def person(self):
        return person.Person(self.authority)

    def signed_in(self, address, *words, account=None, answer="accept", **more):
        """A sign-in by the person at the forms; returns what it came to and the person."""
        someone = self.person()
        done = self.login(address, *words, visit=lambda url: someone.sign_in(url, account or address, answer), **more)
        return done, someone

    def token(self, address, access, *words, settings=(), trace=True):
        return self.run("token", address, "--for", access, *words, settings=settings, trace=trace)

    def chromium(self, account, *words):
        """A command for BROWSER that signs in with the real browser; it writes what it saw into browser.txt."""
        database = self.home / ".pki" / "nssdb"
        database.mkdir(parents=True)
        for order in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "lab", "-i", self.authority]):
            world.run("certutil", *order, "-d", f"sql:{database}")
        script = self.home / "browser"
        quoted = " ".join(f"'{word}'" for word in ("--account", account, *words))
        script.write_text(f"#!/bin/sh\nexec node {BROWSER} \"$1\" {quoted} >{self.home}/browser.txt 2>&1\n")
        script.chmod(0o700)
        return script

    def on_terminal(self, *words, settings=(), see):
        """A run whose standard error is a terminal; `see` is called with all that stands there whenever more does."""
        ours, theirs = pty.openpty()
        started = time.monotonic()
        process = subprocess.Popen(self.command(*words, settings=settings), stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
                                   env=self.environment, text=True, start_new_session=True)
        os.close(theirs)
        text = ""
        while process.poll() is None and time.monotonic() - started < PATIENCE:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    text += os.read(ours, 65536).decode(errors="replace")
                except OSError:
                    break
                see(text)
        process.poll() is None and time.monotonic() - started >= PATIENCE and process.send_signal(signal.SIGKILL)
        out = process.communicate()[0]
        os.close(ours)
        self.said.append(out + text)
        return Done(process.returncode, out, text, (time.monotonic() - started) * 1000)

    def files(self):
        return [place for place in self.home.rglob("*") if place.is_file() and not place.is_symlink()]

    def leave(self):
        shutil.rmtree(self.home, ignore_errors=True)


def heard(process):
    """What the program has said on standard error until now."""
    return os.pread(process.errors.fileno(), 2**20, 0).decode(errors="replace")


def page_in(process):
    """The page that the program wants to have opened; empty if it ends without one."""
    while True:
        over = process.poll() is not None
        if found := re.search(r"(https://\S+)\s", heard(process)):
            return found[1]
        if over:
            return ""
        time.sleep(0.02)


def asked(name, **form):
    """The authorization servers' own view."""
    return control.ask(world.SIGN_IN, name, **form)


def requests_of(user, since=0):
    return [entry for entry in asked("log")[since:] if entry.get("user") == user]


def differences(done, want, exit_code):
    """What is not as wanted; `want` maps places of the document to values, to tuples of which one is right, or to sets."""
    found = [] if done.exit in (exit_code if isinstance(exit_code, tuple) else (exit_code,)) else [f"exit code, wanted {exit_code}: {done}"]
    document = done.document
    for place, wanted in want.items():
        got = asking.value(document, place)
        good = set(got or []) == wanted if isinstance(wanted, set) else got in wanted if isinstance(wanted, tuple) else got == wanted
        if not good:
            found.append(f"{place} is {got}, not {wanted}; {json.dumps(document.get('diagnosis'))[:300]} {document.get('fault')}")
    return found


def readable_by_others(place):
    return bool(place.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
