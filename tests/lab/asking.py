"""One run of the command line, and the comparison of its answer with what a case wants."""
import json
import os
import subprocess
import time
from dataclasses import dataclass

ENDPOINTS = ("imap", "pop3", "smtp")
PATIENCE = 12  # seconds after which a run is ended; three times the deadline of a look-up


@dataclass
class Answer:
    document: dict
    exit: int
    wall_ms: float
    peak_kb: int
    complaint: str = ""   # why there is no document

    @property
    def took_ms(self):
        """What the program says it took; the time of the whole process where it says nothing."""
        return self.document.get("timing", {}).get("total_ms", self.wall_ms)


class Asker:
    def __init__(self, homing, measure, authority):
        self.homing, self.measure, self.authority = homing, measure, authority

    def command(self, *addresses, settings=(), more=()):
        words = [self.homing, "resolve", *addresses, "--json", *more, "--set", f"tls.ca_file={self.authority}"]
        for setting in settings:
            words += ["--set", setting]
        return [str(word) for word in words]

    def ask(self, address, settings=(), more=()):
        reading, writing = os.pipe()
        with os.fdopen(reading) as report:
            process = subprocess.Popen([str(self.measure), str(writing), *self.command(address, settings=settings, more=more)],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       pass_fds=[writing], env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
            os.close(writing)
            try:
                output, errors = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return Answer({}, -1, PATIENCE * 1000, 0, f"no end after {PATIENCE} s")
            microseconds, peak, status = (int(word) for word in report.read().split())
        complaint = ""
        try:
            document = json.loads(output)
        except ValueError:
            document, complaint = {}, f"no JSON document; exit {status}, errors: {errors.decode(errors='replace')[:300]!r}"
        return Answer(document, status, microseconds / 1000, peak, complaint)

    def ask_together(self, addresses):
        """Several addresses in one run: their documents in order, and the milliseconds for all."""
        start = time.perf_counter()
        output = subprocess.run(self.command(*addresses), stdin=subprocess.DEVNULL, capture_output=True,
                                timeout=PATIENCE).stdout
        return [json.loads(line) for line in output.splitlines()], (time.perf_counter() - start) * 1000


def endpoint(document, protocol):
    """The first endpoint as "HOST PORT SECURITY"."""
    found = document.get(protocol) or []
    return f"{found[0].get('host')} {found[0].get('port')} {found[0].get('security')}" if found else None


def value(document, path):
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def hosts(document):
    return [str(server.get("host")) for protocol in ENDPOINTS for server in document.get(protocol) or []]


def differences(document, want):
    """What is not as wanted, as sentences."""
    found = []
    for place, wanted in want.items():
        if place == "advice":
            ids = [advice.get("id") for advice in document.get("advice") or []]
            if wanted not in ids:
                found.append(f"advice {ids} lacks {wanted}")
        elif place == "advice names":
            words = json.dumps([a for a in document.get("advice") or [] if a.get("id") == want["advice"]])
            if wanted not in words:
                found.append(f"the advice does not name {wanted}")
        elif place == "evidence":
            sources = [evidence.get("source") for evidence in document.get("evidence") or []]
            if wanted not in sources:
                found.append(f"evidence {sources} lacks {wanted}")
        elif place == "nowhere":
            found += [f"host {host} contains {wanted}" for host in hosts(document) if wanted in host]
        else:
            got = endpoint(document, place) if place in ENDPOINTS else value(document, place)
            if got not in (wanted if isinstance(wanted, tuple) else (wanted,)):
                found.append(f"{place} is {got}, not {wanted}")
    return found
