"""What makes a case fail, and what must hold for all cases together."""
import json
import re
import subprocess

import asking
import mailserver
import pox
import roles
import sites
import tricks
import world
from case import DEADLINE, SLACK, TOLERANCE

LIES = ("plain.example", "elsewhere.example")  # whoever believes a liar ends there
MEMORY_KB = 8 * 1024  # a hostile server may cost this much more than an ordinary look-up


def wrong(case, answer, ordinary_peak):
    """What is wrong with the answer, as sentences."""
    if answer.complaint:
        return [answer.complaint]
    found = asking.differences(answer.document, case.want)
    found += [f"host {host} is a lie" for host in asking.hosts(answer.document) if host.endswith(LIES)]
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
    if answer.wall_ms > allowed + SLACK:
        found.append(f"the process took {answer.wall_ms:.0f} ms, not {allowed + SLACK:.0f} ms")
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


def together(asker, good, number):
    """Asks many addresses in one run: each must come out as by itself, and the slow must not hold up the others."""
    plain = list({case.address: case for case in good if not (case.settings or case.words)}.values())
    return [fault for start in range(0, len(plain), number) for fault in together_at_once(asker, plain[start:start + number])]


def together_at_once(asker, plain):
    try:
        documents, took = asker.ask_together([case.address for case in plain])
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return [f"no answer: {error}"]
    found = [] if len(documents) == len(plain) else [f"{len(documents)} documents for {len(plain)} addresses"]
    for case, document in zip(plain, documents):
        found += [f"{case.address}: {words}" for words in asking.differences(document, case.want)]
    if took > DEADLINE + TOLERANCE + SLACK * 2:
        found.append(f"{took:.0f} ms for all {len(plain)}")
    return found


def plain_http(requests):
    """Plain text may only ask the host autodiscover for its redirect; the case of the option has its own host."""
    return [f"{request['request']} at {request['host']}" for request in requests if request["scheme"] == "http"
            and request["host"] not in sites.PLAIN and not (request["host"].startswith("autodiscover.")
                                                            and request["request"].startswith(f"GET {pox.PATH} HTTP/"))]


def secrets(requests):
    """Nobody has signed in anywhere, so no request may carry anything that signs in or follows the user."""
    return [f"{header} at {request['host']}" for request in requests for header in request["headers"]
            if re.match("(cookie|authorization|referer|from): *\\S", header, re.IGNORECASE)]


def posts(requests):
    """Every Autodiscover request that reached a web server is one by its reference."""
    return [f"{request['host']} was sent {request['body']!r}" for request in requests if request["body"]
            and pox.PATH in request["request"].lower() and not pox.address_asked("text/xml", request["body"].encode())]


def last_checks(chosen, watcher, requests):
    """What holds for all cases together: nothing was told, nothing was asked in clear."""
    texts = [json.dumps(request) for request in requests]
    anywhere = [world.PROXY[0], mailserver.ADDRESS, roles.DEAD, *(tricks.address(trick) for trick in tricks.BEFORE_TLS)]
    yield "no name asked for holds the local part, no port but 53, 80 and 443 was opened", \
        watcher.surprises(["ada", "grace"], anywhere)
    yield "no request holds the local part", [text[:300] for text in texts if "ada@" in text or "ada%40" in text][:3]
    yield "plain http only looks for a redirect of Autodiscover", plain_http(requests)[:3]
    yield "no request carries a cookie, a sign-in or a trace of the user", secrets(requests)[:3]
    yield "every Autodiscover request is one by its reference", posts(requests)[:3]
    for case in chosen:
        if case.untouched:
            yield f"{case.sentence}: {case.untouched} is not asked", \
                [f"{case.untouched} was asked"] if watcher.touched(case.untouched) else []
    if any(case.address == "grace@sender.example" for case in chosen):
        told = any(request["host"] == "autoconfig.sender.example" and "grace" in request["request"] for request in requests)
        yield "the address was told where the option allowed it", [] if told else ["it was not"]
