"""Sign-ins under stress, and sending by Microsoft Graph: many renewals at once, ends at any moment, and the way out of a closed SMTP."""
import random
import signal
import time

import asking
import authorization_accounts as accounts
import exchange_incoming
from household import asked, differences, requests_of
from sign_in_cases import FAILED, FINE, case, failed, granted

AT_ONCE, KILLS = 8, 100
UNREACHABLE = 3


def strictly(house, address):
    """A sign-in at the provider that ends it when a refresh token is used again."""
    asked("lifetime", user=address, seconds=1)
    done, _ = house.signed_in(address)
    time.sleep(1.1)
    return differences(done, granted(address), FINE)


def misused(address):
    return [violation for violation in asked("violations") if violation.startswith(f"{address}:")]


@case("eight renewals at once lose nothing")
def at_once(house):
    address = "joan@plainauth.example"
    found = strictly(house, address)
    started = time.monotonic()
    runs = [house.start("token", address, "--for", "imap") for _ in range(AT_ONCE)]
    for done in [house.end(run, started, secret=True) for run in runs]:
        found += [] if done.exit == FINE and done.out.strip() else [f"one of them: {done}"]
    time.sleep(1.1)
    last = house.token(address, "smtp")
    return found + misused(address) + ([] if last.exit == FINE else [f"afterwards: {last}"])


@case("a hundred renewals that are killed at any moment lose nothing")
def killed(house):
    address = "mary@plainauth.example"
    found = strictly(house, address)
    span, chance = house.token(address, "imap").ms / 1000, random.Random(5)
    lived, before = 0, len(requests_of(address))
    for _ in range(KILLS):
        started = time.monotonic()
        run = house.start("token", address, "--for", "imap", trace=False)
        time.sleep(chance.random() * span)
        ended = run.poll() is not None
        lived += ended
        span *= 0.8 if ended else 1.1  # a busy machine is slower: the span follows what a whole run takes
        run.send_signal(signal.SIGKILL)
        house.end(run, started, secret=True)
    answered = len(requests_of(address)) - before
    found += [] if answered > 10 and lived < KILLS - 10 else [f"{answered} requests were answered and {lived} runs came to their end"]
    time.sleep(1.1)
    last = house.token(address, "imap")
    found += [] if last.exit == FINE and last.out.strip() else [f"after {KILLS} kills, of which {lived} came late: {last}"]
    return found + misused(address)


def found_by_imap(house, address, number):
    end = time.monotonic() + 5
    while True:
        done = house.run("verify", address, "--json", "--protocol", "imap", "--find", str(number))
        if asking.value(done.document, "message.found") is True:
            return []
        if time.monotonic() > end:
            return [f"{number} is not in the mailbox: {done}"]
        time.sleep(0.2)


@case("a message goes by Microsoft Graph when that is asked for")
def by_graph(house):
    address = "ida@contoso.example"
    done, _ = house.signed_in(address)
    sent = house.run("send-test", address, "--to", address, "--via", "graph", "--json")
    found = differences(done, granted(address, "graph"), FINE)
    found += differences(sent, {"sent": True, "via": "graph", "graph.ok": True, "graph.status": 202}, FINE)
    return found + found_by_imap(house, address, sent.document.get("message_id"))


GRAPH = [("throttled", "graph.throttled", ("wait", "retry")), ("forbidden", "graph.access_denied", ("sign_in_again", "ask_admin", "none")),
         ("unwanted", "graph.invalid_token", ("sign_in_again",))]


@case("Microsoft Graph says no, and that is explained: {0}", *GRAPH)
def graph_refuses(house, name, entry, following):
    address = f"{name}@contoso.example"
    done, _ = house.signed_in(address)
    sent = house.run("send-test", address, "--to", address, "--via", "graph", "--json")
    found = differences(done, granted(address, "graph"), FINE)
    found += differences(sent, {"sent": (False, None), "via": "graph", "graph.ok": False, "graph.diagnosis.id": entry, "graph.next": following},
                         (FAILED, UNREACHABLE))
    if name == "throttled":
        found += differences(sent, {"graph.wait_s": accounts.RETRY_AFTER}, sent.exit)
    return found


@case("where SMTP is closed for the mailbox {0}, the message goes by Microsoft Graph, and that is said",
      ("ada@contoso.example", "ask_admin"), ("ada@family.example", "use_graph"))
def way_out(house, address, following):
    reply = next(reply for reply in exchange_incoming.ALL_REPLIES if reply.name == "smtp-off-mailbox")
    done, _ = house.signed_in(address)
    closed = (f"dns.servers={exchange_incoming.address(reply)}",)
    sent = house.run("send-test", address, "--to", address, "--via", "auto", "--json", settings=closed)
    found = differences(done, granted(address, "graph"), FINE)
    found += differences(sent, {"sent": True, "via": "graph", "graph.ok": True,
                                "protocols.smtp.diagnosis.id": "smtp.auth.disabled_mailbox"}, FINE)
    plain = house.run("send-test", address, "--to", address, "--via", "auto", settings=closed)
    found += [] if "Graph" in plain.out and plain.exit == FINE else [f"the words for people do not name Graph: {plain}"]
    only = house.run("send-test", address, "--to", address, "--via", "smtp", "--json", settings=closed)
    found += differences(only, {"sent": (False, None), "protocols.smtp.diagnosis.id": "smtp.auth.disabled_mailbox", "protocols.smtp.next": following},
                         FAILED)
    return found + found_by_imap(house, address, sent.document.get("message_id"))


@case("without a sign-in that is kept, a token is not to be had")
def nobody(house):
    done = house.token("emmy@family.example", "imap", "--json")
    return failed(done, "oauth.not_signed_in") + ([f"something was printed: {done.out}"] if done.out else [])
