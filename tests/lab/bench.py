"""How near the answers come to what the distance allows: round trips on the critical path against measured time."""
import os
import statistics
import time
from dataclasses import dataclass

import asking
import dns
import world
from case import (CHINA, DEADLINE, DEFENCE, EYEBALLS, GOVERNMENT, GRACE, NO_SETTINGS, NOWHERE, PERSONAL, TOLERANCE, WORK,
                  published)

RUNS = 7
NEAR = 1.10      # a single source: at most a tenth over its round trips
PROCESSING = 15  # ms, on top of a grace or a dead address: what is left then is not the distance

GREETED = 6        # DNS, TCP, TLS, greeting, EHLO; and Postfix holds an answer back until its TLS tickets are acknowledged
HOST_KNOWN = 1 + 3  # MX, with Microsoft's host resolved meanwhile; then TCP, TLS 1.3 and HTTP
AUTHORITY = 1 + 4   # the same, but only the MX tells whose host it is to be


@dataclass
class Row:
    kind: str
    address: str
    want: dict
    trips: int           # round trips on the critical path
    waiting: int = 0     # milliseconds of waiting by design
    settings: tuple = ()
    runs: int = RUNS


ROWS = [
    Row("Microsoft 365 by MX", "ada@contoso.example", WORK, 1),
    Row("GCC High by MX, told by the tenant", "ada@agency.example", GOVERNMENT, AUTHORITY),
    Row("DoD by a shared MX, told by the tenant", "ada@navy.example", DEFENCE, AUTHORITY),
    Row("Microsoft 365 DoD by MX", "ada@base.example", DEFENCE, 1),
    Row("Microsoft 365 in China by MX", "ada@pagoda.example", CHINA, 1),
    Row("personal, own domain", "ada@family.example", PERSONAL, 1),
    Row("gateway, CNAME and more", "ada@behind.example", WORK, 1),
    Row("gateway, CNAME only", "ada@cnameonly.example", WORK, 1),
    Row("gateway, no record", "ada@nocname.example", WORK, HOST_KNOWN),
    Row("gateway, GCC High, no record", "ada@highnocname.example", GOVERNMENT, 2 * HOST_KNOWN),
    Row("gateway, no Microsoft", "ada@gateway.example", NO_SETTINGS, HOST_KNOWN),
    Row("hybrid", "ada@hybrid.example", {**WORK, "advice": "hybrid"}, 4),
    Row("stale panel file beside the MX", "ada@stale.example", WORK, 4),
    Row("https autoconfig", "ada@auto.example", published("auto.example"), 4),
    Row("directory only", "ada@directoryonly.example", published("directoryonly.example"), 4),
    Row(".well-known only", "ada@wellknown.example", published("wellknown.example"), 4),
    Row("SRV only", "ada@srv.example", {"imap": "heavy.srv.example 993 tls"}, 1),
    Row("PACC only", "ada@pacc.example", published("pacc.example", "pacc"), 4),
    Row("PACC with an issuer", "ada@paccissuer.example", published("paccissuer.example", "pacc"), 8),
    Row("Autodiscover of a panel", "ada@panel.example", {"imap": "mail.panel.example 993 tls"}, 4),
    Row("Autodiscover, redirect of plain http", "ada@onprem.example", {"imap": "mail.onprem.example 993 tls"}, 7),
    Row("guess, a real server", "ada@guess.example", {"imap": "imap.guess.example 993 tls"}, 4 + GREETED,
        settings=("guess=on",)),
    Row("nothing published", "ada@nothing.example", NOWHERE, 4),
    Row("dead web server, directory", "ada@slowweb.example", published("slowweb.example"), 4, GRACE),
    Row("Microsoft 365, dead autoconfig", "ada@deadweb.example", WORK, 1, GRACE),
    Row("first address dead (AAAA)", "ada@sixdead.example", published("sixdead.example"), 4, EYEBALLS),
    Row("every host dead", "ada@dead.example", NOWHERE, 0, DEADLINE, runs=3),
]


def measured_round_trip():
    """The wire as it is: the best of some questions, in ms."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        dns.ask(world.NAME_SERVER, "contoso.example", "MX")
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def limit(trips, waiting, round_trip):
    if waiting == DEADLINE:
        return DEADLINE + TOLERANCE
    return NEAR * trips * round_trip + waiting + (PROCESSING if waiting else 0)


def bench(asker, round_trip):
    """Prints the table; true if every limit was kept."""
    print(f"One round trip of {round_trip} ms takes {measured_round_trip():.1f} ms to the name server; "
          f"load {os.getloadavg()[0]:.1f}.\n")
    print(f"{'kind of domain':<38} {'critical path':<16} {'floor':>7} {'answer':>8} {'process':>8} {'ratio':>6} "
          f"{'limit':>7}")
    missed = [row for row in ROWS if not measure(row, asker, round_trip)]
    if missed:
        print("\nOnce more, because another program may have had the processor:")
    return all([measure(row, asker, round_trip) for row in missed])


def measure(row, asker, round_trip):
    """Prints the line of one kind of domain; true if its answer was right and in time."""
    answers = [asker.ask(row.address, row.settings) for _ in range(row.runs)]
    took = statistics.median(answer.took_ms for answer in answers)
    wall = statistics.median(answer.wall_ms for answer in answers)
    floor, allowed = row.trips * round_trip + row.waiting, limit(row.trips, row.waiting, round_trip)
    complaint = next((words for answer in answers
                      for words in [answer.complaint, *asking.differences(answer.document, row.want)] if words), "")
    fine = not complaint and took <= allowed
    parts = (f"{row.trips} RTT" if row.trips else "", f"{row.waiting} ms" if row.waiting else "")
    print(f"{row.kind:<38} {' + '.join(filter(None, parts)):<16} {floor:>7.0f} {took:>8.1f} {wall:>8.1f} "
          f"{took / floor if floor else 0:>6.2f} {allowed:>7.0f}{'' if fine else '  MISSED ' + complaint}", flush=True)
    return fine
