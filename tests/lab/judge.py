"""What makes a case fail, and what must hold for all cases together."""
import subprocess
import time

import asking
import cases
import watch
import world

MEMORY_KB = 8 * 1024  # a hostile server may cost this much more than an ordinary look-up


def wrong(case, answer, ordinary_peak):
    """What is wrong with the answer, as sentences."""
    if answer.complaint:
        return [answer.complaint]
    found = asking.differences(answer.document, case.want)
    if answer.exit not in case.exit:
        found.append(f"exit code {answer.exit}, not {' or '.join(map(str, case.exit))}")
    if answer.peak_kb > ordinary_peak + MEMORY_KB:
        found.append(f"{answer.peak_kb / 1024:.1f} MB at the peak, an ordinary look-up {ordinary_peak / 1024:.1f} MB")
    return found


def late(case, answer, round_trip):
    """How the answer is too late, as sentences."""
    allowed, found = case.trips * round_trip * 1.1 + case.extra, []
    if answer.took_ms > allowed:
        found.append(f"{answer.took_ms:.0f} ms, not {allowed:.0f} ms")
    if answer.wall_ms > allowed + cases.SLACK:
        found.append(f"the process took {answer.wall_ms:.0f} ms, not {allowed + cases.SLACK:.0f} ms")
    return found


def ledger(asker, address="ada@customer.example"):
    """Compares the names that were really asked for with the `disclosed` list of the answer."""
    watcher = watch.Watch("lab0")
    watcher.start()
    document = asker.ask(address).document
    time.sleep(0.3)  # for packets still on their way to the watch
    watcher.stop()
    told = {entry.get("to") for entry in document.get("disclosed") or []}
    asked = {name for name, kind in watcher.names if kind in ("A", "AAAA", "HTTPS")}
    found = [] if asked else ["no name was asked for at all"]
    found += [f"{name} was asked for, and is not in {sorted(told)}" for name in sorted(asked - told)]
    if "resolver" not in told and any(kind == "MX" for _, kind in watcher.names):
        found.append(f"the resolver is not in {sorted(told)}")
    return found


def replay(asker, folder, address):
    """What was recorded by --trace must come out again when it is given by --answers, with nobody asked."""
    trace = folder / f"{address}.trace"
    recorded = asker.ask(address, more=("--trace", trace))
    replayed = asker.ask(address, more=("--answers", trace))
    found = [answer.complaint for answer in (recorded, replayed) if answer.complaint]
    if not trace.exists():
        found.append("no trace was written")
    for part in ("outcome", "mailbox", "imap", "pop3", "smtp", "advice", "disclosed"):
        first, second = recorded.document.get(part), replayed.document.get(part)
        if first != second:
            found.append(f"{part} was {first} and is {second}")
    return found


def together(asker, good):
    """Asks many addresses in one run: each must come out as by itself, and the slow must not hold up the others."""
    plain = {case.address: case for case in good if not (case.settings or case.words)}
    if not plain:
        return []
    try:
        documents, took = asker.ask_together(plain)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return [f"no answer: {error}"]
    found = [] if len(documents) == len(plain) else [f"{len(documents)} documents for {len(plain)} addresses"]
    for case, document in zip(plain.values(), documents):
        found += [f"{case.address}: {words}" for words in asking.differences(document, case.want)]
    if took > cases.DEADLINE + cases.TOLERANCE + cases.SLACK * 2:
        found.append(f"{took:.0f} ms for all")
    return found


def last_checks(chosen, watcher, requests):
    """What holds for all cases together: nothing was told, nothing was asked in clear."""
    yield "no name asked for holds the local part, no port but 53 and 443 was opened", watcher.surprises(["ada", "grace"], [world.PROXY[0]])
    yield "no request holds the local part", [line[:300] for line in requests.splitlines() if "ada" in line][:3]
    yield "no plain http arrived", [line[:300] for line in requests.splitlines() if line.startswith("http ")][:3]
    for case in chosen:
        if case.untouched:
            yield f"{case.sentence}: {case.untouched} is not asked", \
                [f"{case.untouched} was asked"] if watcher.touched(case.untouched) else []
    if "autoconfig.sender.example" in requests:
        yield "the address was told where the option allowed it", \
            [] if any("sender.example" in line and "grace" in line for line in requests.splitlines()) else ["it was not"]
