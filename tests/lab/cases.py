"""What the lab asks about plain domains, and what must come out: one exchanger, one publication, no tricks but old ones."""
import cases_microsoft
import cases_roles
import cases_standards
import tricks
import world
from case import (CHINA, DEADLINE, DEFENCE, EYEBALLS, FOUND, GOVERNMENT, GRACE, NOT_FOUND, NOWHERE, PARTIAL, PERSONAL,
                  SLACK, TOLERANCE, UNREACHABLE, WORK, Case, published)


def exchangers():
    """Microsoft by mail exchanger: one question, one round trip."""
    for sentence, address, want in [
        ("an MX at mail.protection.outlook.com is Microsoft 365", "ada@contoso.example", WORK),
        ("an MX at a-v1.mx.microsoft is Microsoft 365", "ada@newform.example", WORK),
        ("an MX at mail.eo.outlook.com is Microsoft 365", "ada@oldform.example", WORK),
        ("an MX in capitals is the same MX", "ada@capitals.example", WORK),
        ("an MX at protection.apps.mil is the US defence cloud", "ada@base.example", DEFENCE),
        ("an MX at partner.outlook.cn is the cloud in China", "ada@pagoda.example", CHINA),
        ("an MX at olc.protection.outlook.com is a personal mailbox", "ada@family.example", PERSONAL),
        ("an MX at pamx1.hotmail.com is a personal mailbox", "ada@premium.example", PERSONAL),
    ]:
        yield Case(sentence, address, {**want, "evidence": "mx"}, trips=1)
    yield Case("an MX at office365.us is the US government cloud, mostly GCC High", "ada@agency.example",
               {**GOVERNMENT, "evidence": "mx"}, trips=4, extra=GRACE + SLACK)
    yield Case("an MX that two US government clouds share: the tenant says which", "ada@navy.example", DEFENCE, trips=4,
               extra=GRACE + SLACK)
    yield Case("an MX set too large for a datagram is read over TCP", "ada@large.example", WORK, trips=3)
    for domain in ("spoof.example", "suffix.example"):
        yield Case(f"{domain}: an MX that only looks like Microsoft's is not believed", f"ada@{domain}",
                   {**NOWHERE, "mailbox.kind": ("unknown", "other"), "nowhere": "outlook"}, trips=6, exit=(NOT_FOUND,))
    yield Case("a web host's stale configuration loses against Microsoft's MX", "ada@stale.example",
               {**WORK, "advice": "published-settings-contradict-mx", "advice names": "mail.stale.example",
                "nowhere": "stale.example"}, trips=4, extra=GRACE + SLACK)
    yield Case("a dead autoconfig host holds Microsoft's MX up for no more than the grace", "ada@deadweb.example", WORK,
               trips=1, extra=GRACE + SLACK)
    yield Case("nobody waits for contradictions when the option says so", "ada@deadweb.example", WORK, trips=1,
               settings=("contradictions=off",))
    yield Case("a security gateway's MX proves nothing", "ada@gateway.example",
               {"mailbox.kind": "unknown", "imap": None, "smtp": None}, trips=8, exit=(NOT_FOUND, 5))
    yield Case("the best MX decides, not a spare one at Microsoft", "ada@customer.example",
               {**published("hoster.example", "mx-autoconfig"), "nowhere": "office365"}, trips=5, extra=GRACE + SLACK)
    yield Case("a spare MX at Microsoft is at most a weak hint, also where the best one's provider is silent",
               "ada@spare.example", {"mailbox.confidence": "weak"}, trips=8, extra=DEADLINE + TOLERANCE,
               exit=(FOUND, NOT_FOUND, UNREACHABLE, PARTIAL))


def publications():
    """Configurations on the web: DNS, TCP, TLS 1.3 and HTTP are four round trips."""
    yield Case("the domain's autoconfig host is believed", "ada@auto.example",
               published("auto.example", "autoconfig"), trips=4)
    yield Case("the domain's .well-known page is believed", "ada@wellknown.example",
               published("wellknown.example", "autoconfig"), trips=4)
    yield Case("the autoconfig host wins over .well-known", "ada@both.example", published("first.example"), trips=4,
               extra=GRACE + SLACK)
    yield Case("the directory knows the domain", "ada@directoryonly.example",
               published("directoryonly.example", "directory"), trips=4, extra=GRACE + SLACK)
    yield Case("a dead web server holds the directory up for no more than the grace", "ada@slowweb.example",
               published("slowweb.example", "directory"), trips=4, extra=GRACE + SLACK)
    yield Case("the directory knows the domain of the MX", "ada@listed.example", published("directoryonly.example"),
               trips=6, extra=GRACE + SLACK)
    yield Case("another directory can be named", "ada@nothing.example", published("nothing.example", "directory"),
               trips=4, extra=GRACE + SLACK, settings=("directory.url=https://directory.hoster.example/v1.1/",))
    yield Case("the directory is not asked when the option says so", "ada@nothing.example", NOWHERE, trips=4,
               settings=("directory=off", "directory.url=https://unasked.hoster.example/"),
               untouched="unasked.hoster.example", exit=(NOT_FOUND,))
    yield Case("a domain in its own script is looked up as A-labels (RFC 5891)", "ada@bücher.example",
               {"outcome": "found", "imap": "imap.xn--bcher-kva.example 993 tls"}, trips=4)
    yield Case("an old web server with TLS 1.2 and HTTP/1.1 still serves", "ada@oldweb.example",
               published("oldweb.example"), trips=5)
    yield Case("a redirect within the registrable domain is followed", "ada@moved.example", published("moved.example"),
               trips=8)
    yield Case("a redirect to a known provider is followed", "ada@tofriend.example", published("fastmail.com"), trips=8)
    yield Case("the address is told when the option says so", "grace@sender.example", published("sender.example"),
               trips=4, settings=("autoconfig.send_address=on",))


def offline():
    """What the program knows by itself: no packet leaves."""
    yield Case("offline, a personal domain is known", "ada@msn.com", {**PERSONAL, "evidence": "catalogue"},
               words=("--offline",), untouched="msn.com")
    yield Case("offline, an unknown domain is not asked for", "ada@offline.example", {**NOWHERE, "outcome": "not_found"},
               words=("--offline",), untouched="offline.example", exit=(NOT_FOUND,))
    yield Case("online, a personal domain needs no question", "ada@hotmail.co.uk", {**PERSONAL, "evidence": "catalogue"},
               untouched="hotmail.co.uk")


def ways():
    """Roads to the host of a configuration."""
    def case(sentence, domain, **more):
        return Case(sentence, f"ada@{domain}", more.pop("want", published(domain)), **{"trips": 4, **more})
    yield case("a chain of three CNAMEs is followed", "chain.example")
    yield case("a ring of CNAMEs ends", "ring.example", want=NOWHERE, exit=(NOT_FOUND, UNREACHABLE))
    yield case("a dead IPv6 address costs one attempt's delay", "sixdead.example", extra=EYEBALLS + SLACK)
    yield case("a closed IPv6 port costs one round trip", "sixclosed.example", trips=5)
    yield case("a host with IPv6 only is reached", "sixonly.example")
    yield case("two dead addresses do not hide the living third", "firstdead.example", extra=2 * EYEBALLS + SLACK)
    yield case("a closed port ends the search at once", "closed.example", want=NOWHERE, exit=(NOT_FOUND, UNREACHABLE))
    yield case("localhost as MX is nothing to go by", "loopback.example", want=NOWHERE, exit=(NOT_FOUND, UNREACHABLE))
    through = f"net.proxy=http://proxy.hoster.example:{world.PROXY[1]}"
    yield case("everything over https goes through the proxy that is named", "auto.example", trips=6, settings=(through,))
    yield case("a proxy that is not there leaves nobody to ask", "auto.example", want=NOWHERE, trips=6,
               settings=("net.proxy=http://proxy.hoster.example:3129",), exit=(NOT_FOUND, UNREACHABLE))
    yield case("private addresses are refused when the option says so", "inner.example",
               want=NOWHERE, settings=("net.private_addresses=refuse",), untouched="10.77.1.7",
               exit=(NOT_FOUND, UNREACHABLE))


def nothing():
    absent = {"outcome": "not_found", "imap": None, "pop3": None, "smtp": None}
    yield Case("nothing is published", "ada@nothing.example", absent, trips=4, exit=(NOT_FOUND,))
    yield Case("the domain does not exist", "ada@no-such-domain.example", absent, trips=4, exit=(NOT_FOUND,))
    yield Case("the domain takes no mail (RFC 7505)", "ada@nomail.example", absent, trips=4, exit=(NOT_FOUND,))
    yield Case("every host is dead", "ada@dead.example", {"outcome": ("not_found", "unreachable"), "imap": None},
               extra=DEADLINE + TOLERANCE, exit=(NOT_FOUND, UNREACHABLE))
    yield Case("the deadline can be set", "ada@dead.example", {"imap": None}, extra=1000 + TOLERANCE,
               settings=("deadline_ms=1000",), exit=(NOT_FOUND, UNREACHABLE))


def bad_documents():
    for domain, what in {"wrongname": "a certificate for another name", "expired": "an expired certificate",
                         "selfsigned": "a certificate signed by itself"}.items():
        yield Case(f"{what} is refused", f"ada@{domain}.example", NOWHERE, trips=4, exit=(NOT_FOUND, UNREACHABLE))
    yield Case("entities that expand to 3 GB do no harm", "ada@laughs.example", {}, trips=4,
               exit=(FOUND, NOT_FOUND, UNREACHABLE))
    yield Case("an element of depth 100 000 does no harm", "ada@deep.example", NOWHERE, trips=6,
               exit=(NOT_FOUND, UNREACHABLE))
    yield Case("a parked domain that answers 200 to everything publishes nothing", "ada@wildcard.example", NOWHERE,
               trips=5, exit=(NOT_FOUND,))
    yield Case("500 MB over HTTP/2 are not read", "ada@bigfile.example", NOWHERE, trips=20, extra=DEADLINE + TOLERANCE,
               exit=(NOT_FOUND, UNREACHABLE))
    yield Case("a compressed body over HTTP/2 is not blown up", "ada@packed.example", NOWHERE, trips=20,
               extra=DEADLINE + TOLERANCE, exit=(NOT_FOUND, UNREACHABLE))


def name_servers():
    odd = (f"dns.servers={world.ODD_NAME_SERVER}:53",)
    honest = {**published("hoster.example"), "nowhere": "office365"}
    last = DEADLINE + TOLERANCE

    def case(sentence, domain, want, **more):
        return Case(sentence, f"ada@{domain}", want, **{"settings": odd, "trips": 5, **more})
    for domain, what in {"wrongid": "id", "wrongquestion": "question", "wrongsource": "sender"}.items():
        yield case(f"an answer with the wrong {what} is not an answer (RFC 5452)", f"{domain}.example", honest,
                   extra=GRACE + SLACK)
    yield case("a name server without EDNS is asked again without (RFC 6891)", "noedns.example", honest,
               trips=10, extra=GRACE + SLACK)
    for code in ("SERVFAIL", "REFUSED"):
        yield case(f"{code} ends the search", f"{code.lower()}.example", NOWHERE, extra=last, exit=(NOT_FOUND, UNREACHABLE))
    for domain, what in {"cut": "a truncated answer with nothing over TCP", "pointer": "a name that points at itself",
                         "scraps": "an answer of three bytes"}.items():
        yield case(f"{what} does no harm", f"{domain}.example", NOWHERE, extra=last, exit=(NOT_FOUND, UNREACHABLE))
    yield case("silence about the domain does not silence the directory", "silent.example", published("silent.example"),
               trips=4, extra=GRACE + SLACK)
    yield case("silence about the domain ends at the deadline", "silent-alone.example", NOWHERE, extra=last,
               exit=(NOT_FOUND, UNREACHABLE))
    yield case("a silent name server ends at the deadline", "contoso.example", {**NOWHERE, "outcome": "unreachable"},
               settings=(f"dns.servers={world.DEAD_NAME_SERVER}:53",), extra=last, exit=(UNREACHABLE,))
    yield case("a second name server stands in for a silent one", "contoso.example", WORK, extra=3000,
               settings=(f"dns.servers={world.DEAD_NAME_SERVER}:53,{world.NAME_SERVER}:53",))
    yield case("a second name server stands in for a closed one", "contoso.example", WORK, extra=1000,
               settings=(f"dns.servers=10.77.1.9:53,{world.NAME_SERVER}:53",))
    yield case("a name server may have an IPv6 address", "contoso.example", WORK, trips=1,
               settings=("dns.servers=[fd77::0:53]:53",))
    yield case("the system's name server is the default", "contoso.example", WORK, trips=1, settings=())


def hostile():
    for trick in tricks.TRICKS:
        honest, alone = tricks.domains(trick)
        safe = {"nowhere": "elsewhere.example"}
        target = "autoconfig.elsewhere.example" if trick is tricks.foreign else ""
        yield Case(f"a server that {trick.__doc__}: the directory answers", f"ada@{honest}",
                   {**published("honest.example", "directory"), **safe}, trips=4, extra=GRACE + SLACK, untouched=target)
        yield Case(f"a server that {trick.__doc__}: the search ends", f"ada@{alone}", {**NOWHERE, **safe},
                   extra=DEADLINE + TOLERANCE, exit=(NOT_FOUND, UNREACHABLE))


def all_cases():
    parts = [exchangers, publications, offline, ways, nothing, bad_documents, name_servers, hostile]
    for more in (cases_microsoft, cases_standards, cases_roles):
        parts += more.PARTS
    return [case for part in parts for case in part()]
