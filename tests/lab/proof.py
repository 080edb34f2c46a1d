"""The proof by packets: what left the client holds nothing of the local part, and whoever was asked stands in the ledger.

Each address is looked up alone, so that every packet and every line of a web server's log belongs to it. TLS hides what
is said, so there the logs of those who received it are read instead.
"""
import base64
import hashlib
import json
import time
import urllib.parse

import dns
import watch
import world

LOCAL = "zanzibar.quill"  # nothing else in the lab has a part of it
ADDRESSES = [  # domain, and the options that open a way
    ("contoso.example",), ("behind.example",), ("nocname.example",), ("tenantonly.example",), ("hybrid.example",),
    ("ownserver.example",), ("highnocname.example",), ("stale.example",), ("poxtrap.example",), ("auto.example",),
    ("tofriend.example",), ("customer.example",), ("listed.example",), ("srv.example",), ("srvfar.example",),
    ("pacc.example",), ("paccissuer.example",), ("panel.example",), ("panelroot.example",), ("onprem.example",),
    ("poxaddress.example",), ("poxurl.example",), ("poxsrv.example",), ("poxaway.example",), ("exchange.example",),
    ("nothing.example",), ("nomail.example",), ("no-such-domain.example",), ("dept.big.example",),
    ("sub.contoso.example",), ("deep.down.contoso.example",), ("httponly.example", "autoconfig.http=on"),
    ("guess.example", "guess=on"), ("guessfar.example", "guess=on"), ("tenantonly.example", "microsoft.realm=on"), ("panel.example", "privacy=strict"),
    ("nocname.example", "privacy=strict"),
]


def forms(domain):
    """The ways in which the local part could be told, by name."""
    found = {word: word.encode() for word in LOCAL.split(".")}
    for shift in range(3):  # base64 of a longer text: what stands before decides how three bytes fall together
        encoded = base64.b64encode(b"\0" * shift + LOCAL.encode())
        found[f"base64 at {shift}"] = encoded[4 if shift else 0:len(encoded) // 4 * 4 - 4]
    found["hexadecimal"] = LOCAL.encode().hex().encode()
    for text in (LOCAL, f"{LOCAL}@{domain}"):
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, text.encode())
            found[f"{name} of {text}"] = digest.hexdigest().encode()
            found[f"{name} of {text}, base64"] = base64.b64encode(digest.digest())[:-2]
    return found


def told_in(data, domain):
    """The forms in which `data` holds the local part; also within percent-encoding, and in any mix of capitals."""
    views = [data, data.lower(), urllib.parse.unquote_to_bytes(data), urllib.parse.unquote_to_bytes(data).lower()]
    return [name for name, form in forms(domain).items() if any(form in view for view in views)]


def within(name, domain):
    return f".{name}".endswith(f".{domain}")


def is_above(name, domain):
    """Whether somebody above the mail domain is asked: a parent, or the place where a parent would publish."""
    parents = [".".join(domain.split(".")[n:]) for n in range(1, domain.count(".") + 1)]
    if within(name, domain):
        return False
    return any(within(name, parent) for parent in parents[:-1]) or name in [
        prefix + parents[-1] for prefix in ("", "autodiscover.", "autoconfig.", "ua-auto-config.", "_autodiscover._tcp.")]


def look_up(asker, lab, round_trip, address, settings):
    """The document, what was seen on the wire, and what the web servers received."""
    marks, watcher = lab.marks(), watch.Watch("lab0")
    watcher.start()
    answer = asker.ask(address, settings)
    time.sleep(round_trip / 1000 + 0.1)  # for packets still on their way
    watcher.stop()
    return answer, watcher, lab.requests(marks)


def leaks(watcher, requests, domain):
    found = [f"{name} went to {flow[1]} port {flow[2:3]}" for flow, data in watcher.said() for name in told_in(data, domain)]
    return found + [f"{name} reached {request['host']}" for request in requests
                    for name in told_in(json.dumps(request).encode(), domain)]


def unlisted(watcher, requests, document, domain):
    """Whoever was asked or contacted and is neither of the mail domain nor in the ledger."""
    told = {entry.get("to") for entry in document.get("disclosed") or []}

    def known(name):
        return within(name, domain) or name in told
    asked = {name for name, _ in watcher.names}
    found = [f"{name} was asked for and is not in {sorted(told)}" for name in sorted(asked) if not known(name)]
    found += [f"{name} is above the mail domain" for name in sorted(asked) if is_above(name, domain)]
    for kind, address, port in sorted(watcher.ports):
        names = watcher.resolved.get(address, set())
        if address != world.NAME_SERVER and not any(known(name) for name in names):
            found.append(f"{kind} {address} port {port} was opened; names that lead there: {sorted(names)}")
    found += [f"{host} received a request and is not in {sorted(told)}"
              for host in sorted({request["host"] for request in requests}) if not known(host)]
    return found + ([] if "resolver" in told or not asked else [f"the resolver is not in {sorted(told)}"])


def proof(asker, lab, round_trip, domain, *settings):
    answer, watcher, requests = look_up(asker, lab, round_trip, f"{LOCAL}@{domain}", settings)
    if answer.complaint:
        return [answer.complaint]
    found = [f"the packet {packet} does not parse" for packet in watcher.odd[:3]]
    found += leaks(watcher, requests, domain) + unlisted(watcher, requests, answer.document, domain)
    return found


def control(asker, lab, round_trip):
    """The proof must see what there is to see: a name with the local part, and the address where the option tells it."""
    watcher = watch.Watch("lab0")
    watcher.start()
    for label in (LOCAL, base64.b64encode(f"x{LOCAL}y".encode()).decode().rstrip("="), LOCAL.replace("z", "%7a")):
        dns.ask(world.NAME_SERVER, f"{label}.control.example", "A")
    time.sleep(round_trip / 1000 + 0.1)
    watcher.stop()
    seen = [name for flow, data in watcher.said() for name in told_in(data, "control.example")]
    found = [] if len(set(seen)) >= 3 else [f"on the wire only {seen} was seen"]
    domain = "panel.example"
    answer, watcher, requests = look_up(asker, lab, round_trip, f"{LOCAL}@{domain}", ("privacy=address",))
    return found + ([] if leaks(watcher, requests, domain) else ["an address that was to be told was not seen"])


def proofs(asker, lab, round_trip, word):
    """Sentences and what was found; `word` chooses as --only does."""
    for domain, *settings in ADDRESSES:
        sentence = f"by packets: {domain}{' with ' + ' '.join(settings) if settings else ''} tells nothing that is not listed"
        if not word or word.lower() in sentence.lower():
            yield sentence, proof(asker, lab, round_trip, domain, *settings)
    if not word or word.lower() in "by packets":
        yield "by packets: the proof itself sees what is told", control(asker, lab, round_trip)
