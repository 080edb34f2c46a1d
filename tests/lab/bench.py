"""How near the answers come to what the distance allows: round trips on the critical path against measured time."""
import statistics
import time

import asking
import dns
import world
from case import DEADLINE, EYEBALLS, GRACE, NOWHERE, PERSONAL, TOLERANCE, WORK, published

RUNS = 7
NEAR = 1.10      # a single source: at most a tenth over its round trips
PROCESSING = 15  # ms, on top of a grace or a dead address: what is left then is not the distance

# kind of domain, address, answer, round trips on the critical path, waiting by design in ms, runs
ROWS = [
    ("Microsoft 365 by MX", "ada@contoso.example", WORK, 1, 0, RUNS),
    ("personal, own domain", "ada@family.example", PERSONAL, 1, 0, RUNS),
    ("https autoconfig", "ada@auto.example", published("auto.example"), 4, 0, RUNS),
    ("directory only", "ada@directoryonly.example", published("directoryonly.example"), 4, 0, RUNS),
    (".well-known only", "ada@wellknown.example", published("wellknown.example"), 4, 0, RUNS),
    ("nothing published", "ada@nothing.example", NOWHERE, 4, 0, RUNS),
    ("dead web server, directory", "ada@slowweb.example", published("slowweb.example"), 4, GRACE, RUNS),
    ("Microsoft 365, dead autoconfig", "ada@deadweb.example", WORK, 1, GRACE, RUNS),
    ("first address dead (AAAA)", "ada@sixdead.example", published("sixdead.example"), 4, EYEBALLS, RUNS),
    ("every host dead", "ada@dead.example", NOWHERE, 0, DEADLINE, 3),
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
    print(f"One round trip of {round_trip} ms takes {measured_round_trip():.1f} ms to the name server.\n")
    print(f"{'kind of domain':<32} {'critical path':<16} {'floor':>7} {'answer':>8} {'process':>8} {'ratio':>6} "
          f"{'limit':>7}")
    kept = True
    for name, address, want, trips, waiting, runs in ROWS:
        answers = [asker.ask(address) for _ in range(runs)]
        took = statistics.median(answer.took_ms for answer in answers)
        wall = statistics.median(answer.wall_ms for answer in answers)
        floor, allowed = trips * round_trip + waiting, limit(trips, waiting, round_trip)
        complaint = next((words for answer in answers
                          for words in [answer.complaint, *asking.differences(answer.document, want)] if words), "")
        fine = not complaint and took <= allowed
        kept = kept and fine
        path = " + ".join(part for part in (f"{trips} RTT" if trips else "", f"{waiting} ms" if waiting else "") if part)
        print(f"{name:<32} {path:<16} {floor:>7.0f} {took:>8.1f} {wall:>8.1f} {took / floor if floor else 0:>6.2f} "
              f"{allowed:>7.0f}{'' if fine else '  MISSED ' + complaint}")
    return kept
