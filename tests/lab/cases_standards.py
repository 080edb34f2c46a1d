"""What domains publish by a standard, and the ways that are open only where an option says so."""
import world
from case import (DEADLINE, FOUND, GRACE, NO_SETTINGS, SLACK, TOLERANCE, UNREACHABLE, WITHOUT_SETTINGS, WORK, Case,
                  published)

# After a redirect to another address the server may name the user by that; the postmaster asked about is nobody's name.
SERVED_NAMES = {"poxaddress": ("ada@poxaddress.example", "ada@users.poxaddress.example", "")}
GUESS_TRIPS = 4 + 8  # nothing published; then DNS, TCP, greeting, EHLO, STARTTLS, TLS, EHLO, and one for Postfix's tickets


def hosted(host, imap="993 tls", pop3="995 tls", smtp="587 starttls", **more):
    return {"outcome": "found", "mailbox.kind": ("other", "unknown"), "imap": f"{host} {imap}", "pop3": f"{host} {pop3}",
            "smtp": f"{host} {smtp}", **more}


def services():
    """SRV: one round trip; nobody waits for the directory."""
    srv = {"outcome": "found", "evidence": "srv", "imap": "heavy.srv.example 993 tls", "pop3": "pop.srv.example 995 tls",
           "smtp": "smtp.srv.example 465 tls"}
    yield Case("SRV records: the best priority, and its heaviest weight first", "ada@srv.example", srv, trips=1)
    yield Case("SRV records are enough where no directory is asked", "ada@srv.example", srv, trips=1,
               settings=("directory=off",))
    yield Case("SRV records name ports, and encryption in band", "ada@srvport.example",
               {"evidence": "srv", "imap": "mail.srvport.example 1143 starttls", "pop3": None,
                "smtp": "mail.srvport.example 2587 starttls"}, trips=1)
    yield Case("an SRV target of \".\" is a service that is not there", "ada@srvpart.example",
               {"evidence": "srv", "imap": "mail.srvpart.example 993 tls", "pop3": None,
                "smtp": "mail.srvpart.example 587 starttls"}, trips=1)
    yield Case("SRV targets of \".\" only are nothing", "ada@srvnone.example", NO_SETTINGS, trips=4, exit=WITHOUT_SETTINGS)
    yield Case("an SRV target may be another domain's; the DNS alone is weak", "ada@srvfar.example",
               {"imap": "imap.hoster.example 993 tls", "smtp": "smtp.hoster.example 465 tls", "mailbox.confidence": "weak"},
               trips=1)


def signed():
    """dns.trust_ad: whoever trusts the resolver's validation has more than the DNS alone."""
    odd = f"dns.servers={world.ODD_NAME_SERVER}:53"
    want = {"imap": "imap.signed.example 993 tls", "smtp": "smtp.signed.example 465 tls"}

    def case(sentence, trust, *more):
        return Case(sentence, "ada@signed.example", {**want, "evidence trust": {"srv": trust}}, trips=4, settings=(odd, *more))
    yield case("what the resolver says it has validated is not believed by itself", "dns")
    yield case("what the resolver says it has validated is believed where the option says so", "dnssec", "dns.trust_ad=on")


def pacc():
    """PACC: four round trips for the document, its digest by the DNS meanwhile; four more for an issuer."""
    yield Case("PACC: the document whose digest is in the DNS is believed", "ada@pacc.example",
               published("pacc.example", "pacc"), trips=4)
    yield Case("PACC: a document that was changed is not believed", "ada@paccchanged.example", {**NO_SETTINGS, "nowhere": "changed"},
               trips=4, exit=WITHOUT_SETTINGS)
    yield Case("PACC: a document without a digest is not believed", "ada@paccunsigned.example", NO_SETTINGS, trips=4, exit=WITHOUT_SETTINGS)
    issuer = "https://sso.paccissuer.example"
    yield Case("PACC: the issuer says where to sign in", "ada@paccissuer.example",
               {**published("paccissuer.example", "pacc"), "oauth2.issuer": issuer, "imap.0.auth.0.method": "oauth2",
                "oauth2.authorization_endpoint": f"{issuer}/authorize", "oauth2.token_endpoint": f"{issuer}/token"}, trips=8)


def autodiscover():
    """POX: four round trips; plain http and its redirect seven; a redirect within the answer eight."""
    for sentence, domain, trips in [
        ("at the host autodiscover", "panel", 4), ("at the domain itself", "panelroot", 4),
        ("after the redirect of plain http", "onprem", 7), ("at the target of an SRV record", "poxsrv", 5),
        ("after a redirect to another address", "poxaddress", 8), ("after a redirect to another URL", "poxurl", 8),
    ]:
        name = f"{domain}.example"
        yield Case(f"Autodiscover {sentence}", f"ada@{name}",
                   hosted(f"mail.{name}", evidence="autodiscover", **{"imap.0.username": SERVED_NAMES.get(domain, f"ada@{name}")}), trips=trips,
                   extra=GRACE + SLACK)
    for sentence, domain in [
        ("that redirects in a ring", "poxring"), ("that redirects to itself", "poxself"),
        ("that redirects to a stranger's URL", "poxaway"), ("that redirects to a stranger's address", "poxawayaddress"),
        ("that redirects to a stranger by plain http", "httpaway"), ("that wants a sign-in first", "exchange"),
    ]:
        yield Case(f"Autodiscover {sentence} gives no settings", f"ada@{domain}.example", {**NO_SETTINGS, "nowhere": "elsewhere"},
                   trips=40 if domain == "poxring" else 12, exit=WITHOUT_SETTINGS, untouched="autodiscover.elsewhere.example")


def options():
    """Ways that are closed unless the caller opens them."""
    yield Case("plain http is not believed", "ada@httponly.example", NO_SETTINGS, trips=5, exit=WITHOUT_SETTINGS)
    yield Case("plain http is read where the option says so", "ada@httponly.example",
               {**published("httponly.example", "autoconfig-http"), "mailbox.confidence": "weak"}, trips=5,
               settings=("autoconfig.http=on",))
    guess = {"imap": "imap.guess.example 993 tls", "pop3": "pop.guess.example 995 tls", "smtp": "smtp.guess.example 465 tls"}
    yield Case("nobody guesses unless told to", "ada@guess.example", NO_SETTINGS, trips=5, exit=WITHOUT_SETTINGS)
    yield Case("guessing finds a real mail server", "ada@guess.example",
               {**guess, "evidence": "guess", "mailbox.confidence": "weak"}, trips=GUESS_TRIPS, extra=2 * SLACK,
               settings=("guess=on",))
    yield Case("guessing does not find a server whose certificate does not fit", "ada@guesswrong.example", NO_SETTINGS,
               trips=GUESS_TRIPS, extra=2 * SLACK, settings=("guess=on",), exit=WITHOUT_SETTINGS)
    yield Case("guessing dead hosts ends", "ada@guessdead.example", NO_SETTINGS, extra=DEADLINE + TOLERANCE, settings=("guess=on",),
               exit=(*WITHOUT_SETTINGS, UNREACHABLE))
    doh = ("dns.doh=https://dns.hoster.example/dns-query",)
    yield Case("the DNS may be asked over https", "ada@contoso.example", WORK, trips=4, settings=doh)
    yield Case("a whole search over https", "ada@auto.example", published("auto.example", "autoconfig"), trips=8,
               settings=doh)
    yield Case("at strict privacy no mail exchanger of somebody else is tried", "ada@guessfar.example", NO_SETTINGS,
               trips=GUESS_TRIPS, settings=("guess=on", "privacy=strict"), exit=WITHOUT_SETTINGS,
               untouched="mx.faraway.example")


def privacy():
    """Who learns the address: nobody, unless the option says so."""
    host = "autodiscover.panel.example"
    want = hosted("mail.panel.example")
    yield Case("Autodiscover is asked about the postmaster", "ada@panel.example", {**want, "disclosed": {host: "domain"}},
               trips=4, extra=GRACE + SLACK, settings=("privacy=domain",))
    yield Case("Autodiscover learns the address where the option says so", "grace@panel.example",
               {**want, "disclosed": {host: "address"}, "imap.0.username": "grace@panel.example"}, trips=4,
               extra=GRACE + SLACK, settings=("privacy=address",))
    yield Case("at strict privacy nobody but the domain's own hosts and the resolver is told", "ada@nocname.example",
               {"disclosed": {"login.microsoftonline.com": None, "outlook.office365.com": None,
                              "autoconfig.thunderbird.net": None}},
               trips=5, extra=GRACE + SLACK, settings=("privacy=strict",), exit=(*WITHOUT_SETTINGS, FOUND))


def above():
    """Never above the mail domain."""
    yield Case("nothing above the mail domain is asked", "ada@dept.big.example", {**NO_SETTINGS, "nowhere": "elsewhere"}, trips=5,
               exit=WITHOUT_SETTINGS)


PARTS = [services, signed, pacc, autodiscover, options, privacy, above]
