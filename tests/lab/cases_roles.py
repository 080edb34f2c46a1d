"""A dead host, a slow host, a liar in every role: none changes a right answer, and none costs more than the grace."""
import roles
import tricks
from case import (DEADLINE, GRACE, NOT_FOUND, NOWHERE, PARTIAL, SLACK, TOLERANCE, UNREACHABLE, WORK, Case, published)

PARTS_OF = {
    "website": "the mail domain's web host", "autodiscover": "the host autodiscover", "pacc": "the host ua-auto-config",
    "srvtarget": "the target of _autodiscover", "issuer": "the authorization server", "tenant": "login.microsoftonline.com",
    "mailbox": "outlook.office365.com", "realm": "getuserrealm.srf",
}


def behaviour_text(behaviour):
    trick = roles.BEHAVIOURS[behaviour]
    return trick.__doc__ if trick else "is dead"


def played():
    for role, behaviour in roles.pairs():
        honest, work = roles.domains(role, behaviour)
        sentence = f"{PARTS_OF[role]} {behaviour_text(behaviour)}"
        settings = ("microsoft.realm=on",) if role == "realm" else ()
        target = "elsewhere.example" if behaviour == "foreign" else ""
        safe = {"settings": settings, "untouched": target, "extra": GRACE + SLACK}
        if role == "issuer":
            yield Case(f"{sentence}: PACC's hosts stand", f"ada@{honest}", published(honest, "pacc"), trips=4, **safe)
        else:
            yield Case(f"{sentence}: the directory answers", f"ada@{honest}", published("honest.example", "directory"),
                       trips=5 if role in roles.MICROSOFT else 4, **safe)
        yield Case(f"{sentence}: Microsoft 365 stays Microsoft 365", f"ada@{work}", {**WORK, "nowhere": "elsewhere"}, trips=1,
                   **safe)


def views():
    """One of the hosts that everybody asks is dead for everybody."""
    for address, host in roles.VIEWS.items():
        def case(sentence, domain, want, **more):
            return Case(f"{host} is dead: {sentence}", f"ada@{domain}.example", want,
                        **{"extra": GRACE + SLACK, "settings": (f"dns.servers={address}:53",), **more})
        yield case("the MX still decides", "contoso", WORK, trips=1)
        yield case("the CNAME still decides", "behind", WORK, trips=1)
        yield case("a published configuration still holds", "auto", published("auto.example"), trips=4)
        yield case("SRV records still hold", "srv", {"imap": "heavy.srv.example 993 tls"}, trips=4)
        yield case("nothing is still nothing", "nothing", NOWHERE, extra=DEADLINE + TOLERANCE, exit=(NOT_FOUND, UNREACHABLE))
    yield Case("login.microsoftonline.com is dead: the mailbox is still found", "ada@nocname.example", WORK, trips=5,
               extra=GRACE + SLACK, settings=("dns.servers=10.77.0.56:53",))


def mail_hosts():
    """Guessing meets servers that are no mail servers."""
    for trick in tricks.BEFORE_TLS:
        yield Case(f"guessing meets a mail server that {trick.__doc__}", f"ada@guess-{tricks.name(trick)}.example", NOWHERE,
                   extra=DEADLINE + TOLERANCE, settings=("guess=on",), exit=(NOT_FOUND, PARTIAL, UNREACHABLE))


PARTS = [played, views, mail_hosts]
