"""How near a verification comes to what the distance allows, beside curl, swaks and Python's own libraries in the same run."""
import imaplib
import poplib
import smtplib
import ssl
import statistics
import subprocess
import time
from dataclasses import dataclass

import mailworld
from verify import Run

RUNS = 7
ADA, PASSWORD = "ada@contoso.example", mailworld.PASSWORD
IMAP, POP3, SMTP = "outlook.office365.com", "outlook.office365.com", "smtp.office365.com"
TOGETHER = 1.05  # all three: at most a twentieth over the slowest
# protocol -> round trips until it is signed in, and how much over them is allowed. SMTP: DNS, TCP and the banner (2), EHLO, STARTTLS,
# TLS, EHLO, AUTH; Postfix holds its next answer back until its two TLS tickets are acknowledged. IMAP and POP3: DNS, TCP, TLS, greeting,
# sign-in; a token over POP3 takes two lines, because Exchange knows no other form.
TRIPS = {"smtp": (8, 1.20), "imap": (5, 1.10), "pop3": (5, 1.10)}
METHODS = {"password": (("--method", "password", "--password-stdin"), PASSWORD), "token": (("--token-stdin",), mailworld.TOKEN)}


@dataclass
class Line:
    kind: str
    times: list
    trips: int = 0
    floor: float = 0
    allowed: float = 0

    def show(self):
        """Prints the line; true if it is within its limit."""
        took = statistics.median(self.times) if self.times else 0
        fine = bool(self.times) and (not self.allowed or took <= self.allowed)
        limits = f"{took / self.floor:>6.2f} {self.allowed:>7.0f}" if self.floor and self.allowed else f"{took / self.floor:>6.2f}" \
            if self.floor else ""
        print(f"{self.kind:<42} {self.trips or '':>4} {self.floor:>7.0f} {took:>8.1f} {limits}{'' if fine else '  MISSED'}", flush=True)
        return fine


def signed_in(given, round_trip):
    """Milliseconds until the sign-in was answered. The name of the host costs a round trip also where it was asked for together with
    the MX, before this protocol's turn."""
    steps = given.get("steps") or []
    names = [step["step"] for step in steps]
    if not given.get("ok") or "sign-in" not in names:
        return None
    return round_trip + sum(step["ms"] for step in steps[1:names.index("sign-in") + 1])


def ask(asker, method, *words):
    options, secret = METHODS[method]
    return asker.run(Run("", ("verify", ADA, *options, *words)).command(asker), f"{secret}\n".encode(), 35)


def own(asker, method, round_trip):
    """The lines of the program: each protocol, all together, and the whole process."""
    answers = [ask(asker, method) for _ in range(RUNS)]
    protocols = [answer.document.get("protocols") or {} for answer in answers]
    lines = []
    for protocol, (trips, over) in TRIPS.items():
        trips += (protocol, method) == ("pop3", "token")
        times = [took for given in protocols if (took := signed_in(given.get(protocol) or {}, round_trip)) is not None]
        lines.append(Line(f"{protocol}, {method}: until signed in", times, trips, trips * round_trip, trips * round_trip * over))
    floor = slowest(protocols, round_trip)
    total = [answer.document["timing"]["total_ms"] for answer in answers if answer.document.get("timing")]
    lines.append(Line(f"all three and the MX, {method}", total, 0, floor, floor * TOGETHER))
    lines.append(Line(f"the whole process, {method}", [answer.wall_ms for answer in answers]))
    return lines


def slowest(protocols, round_trip):
    """What the slowest protocol took. The MX and the names of the hosts are asked for at once: together they are one round trip."""
    times = [max(given[protocol]["ms"] - given[protocol]["steps"][0]["ms"] for protocol in TRIPS) for given in protocols
             if all(given.get(protocol, {}).get("ok") for protocol in TRIPS)]
    return statistics.median(times) + round_trip if times else 0


def timed(work):
    """Median-ready times of something that raises if it fails."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def smtp_library(context):
    """Without a name of its own it would look one up."""
    talk = smtplib.SMTP(SMTP, 587, local_hostname="lab.example", timeout=20)
    talk.starttls(context=context)
    talk.login(ADA, PASSWORD)
    talk.sock.close()


def imap_library(context):
    talk = imaplib.IMAP4_SSL(IMAP, 993, ssl_context=context, timeout=20)
    talk.login(ADA, PASSWORD)
    talk.shutdown()


def pop3_library(context):
    talk = poplib.POP3_SSL(POP3, 995, context=context, timeout=20)
    talk.user(ADA)
    talk.pass_(PASSWORD)
    talk.sock.close()


def curl(authority, address, *words):
    subprocess.run(["curl", "-sS", "--cacert", authority, "--user", f"{ADA}:{PASSWORD}", "--ssl-reqd", "--sasl-ir", "--max-time", "20",
                    *words, address], check=True, capture_output=True)


def swaks(authority):
    subprocess.run(["swaks", "--server", f"{SMTP}:587", "--tls", "--tls-verify", "--tls-ca-path", authority, "--tls-sni", SMTP,
                    "--auth", "PLAIN", "--auth-user", ADA, "--auth-password", PASSWORD, "--helo", "lab.example", "--from", ADA, "--quit-after", "AUTH"],
                   check=True, capture_output=True, timeout=20)


def others(authority, round_trip):
    """The same sign-ins by other programs; curl and swaks are whole processes that also say good-bye."""
    context = ssl.create_default_context(cafile=authority)
    for kind, protocol, work in [
        ("Python smtplib", "smtp", lambda: smtp_library(context)), ("curl, SMTP (process)", "smtp",
                                                                    lambda: curl(authority, f"smtp://{SMTP}:587", "--request", "NOOP")),
        ("swaks (process)", "smtp", lambda: swaks(authority)), ("Python imaplib", "imap", lambda: imap_library(context)),
        ("curl, IMAP (process)", "imap", lambda: curl(authority, f"imaps://{IMAP}", "--request", "NOOP")),
        ("Python poplib", "pop3", lambda: pop3_library(context)),
        ("curl, POP3 (process)", "pop3", lambda: curl(authority, f"pop3s://{POP3}", "--request", "NOOP", "--head")),
    ]:
        trips = TRIPS[protocol][0]
        try:
            yield Line(kind, timed(work), trips, trips * round_trip)
        except (OSError, subprocess.SubprocessError, imaplib.IMAP4.error, poplib.error_proto, smtplib.SMTPException) as error:
            words = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
            print(f"{kind:<42} does not work: {words or error}", flush=True)


def bench(asker, round_trip):
    """Prints the table; true if the program kept every limit."""
    print(f"\n{'sign-in':<42} {'RTT':>4} {'floor':>7} {'ms':>8} {'ratio':>6} {'limit':>7}")
    fine = [line.show() for method in METHODS for line in own(asker, method, round_trip)]
    for line in others(str(asker.authority), round_trip):
        line.show()
    return all(fine)
