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
    text: str = ""        # all that was printed

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
        return self.run(self.command(address, settings=settings, more=more))

    def run(self, command, given=None, patience=PATIENCE):
        """One run of the program; `given` is its standard input."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as report:
            process = subprocess.Popen([str(self.measure), str(writing), *command],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       pass_fds=[writing], env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
            os.close(writing)
            try:
                output, errors = process.communicate(given, timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return Answer({}, -1, patience * 1000, 0, f"no end after {patience} s")
            microseconds, peak, status = (int(word) for word in report.read().split())
        complaint = ""
        try:
            document = json.loads(output)
        except ValueError:
            document, complaint = {}, f"no JSON document; exit {status}, errors: {errors.decode(errors='replace')[:300]!r}"
        text = output.decode(errors="replace") + errors.decode(errors="replace")
        return Answer(document, status, microseconds / 1000, peak, complaint, text)

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
    """What stands at a path such as "mailbox.kind" or "imap.0.username"."""
    for name in path.split("."):
        if isinstance(document, list):
            document = document[int(name)] if int(name) < len(document) else None
        else:
            document = document.get(name) if isinstance(document, dict) else None
    return document


def hosts(document):
    return [str(server.get("host")) for protocol in ENDPOINTS for server in document.get(protocol) or []]


def advice_lacks(document, want):
    given = [advice for advice in document.get("advice") or [] if advice.get("id") == want["advice"]]
    if not given:
        ids = [advice.get("id") for advice in document.get("advice") or []]
        return [f"advice {ids} lacks {want['advice']}"]
    words = want.get("advice names", "")
    return [] if words in json.dumps(given) else [f"the advice does not name {words}"]


def evidence_lacks(document, want):
    evidence = document.get("evidence") or []
    sources, wanted = [piece.get("source") for piece in evidence], want.get("evidence", ())
    found = [f"evidence {sources} lacks {source}" for source in (wanted if isinstance(wanted, tuple) else (wanted,))
             if source not in sources]
    for source, trust in want.get("evidence trust", {}).items():
        given = sorted({piece.get("trust") for piece in evidence if piece.get("source") == source})
        found += [] if given == [trust] else [f"the trust in {source} is {given}, not {trust}"]
    if len(evidence) < want.get("evidence count", 0):
        says = [f"{piece.get('source')}: {piece.get('says')}" for piece in evidence]
        found.append(f"evidence has not {want['evidence count']} pieces: {says}")
    return found


def ledger_differs(document, wanted):
    told = {entry.get("to"): entry.get("what") for entry in document.get("disclosed") or []}
    return [f"{party} is said to have learned {told.get(party)}, not {what}" for party, what in wanted.items()
            if told.get(party) != what]


def differences(document, want):
    """What is not as wanted, as sentences."""
    found = advice_lacks(document, want) if "advice" in want else []
    found += evidence_lacks(document, want)
    found += ledger_differs(document, want.get("disclosed", {}))
    found += [f"host {host} contains {want['nowhere']}" for host in hosts(document) if want.get("nowhere", "\0") in host]
    for place, wanted in want.items():
        if place.split()[0] in ("advice", "evidence", "disclosed", "nowhere"):
            continue
        got = endpoint(document, place) if place in ENDPOINTS else value(document, place)
        if got not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            found.append(f"{place} is {got}, not {wanted}")
    return found
