"""What real servers must give: Dovecot and Postfix under Microsoft's names and plain ones, and hosts that are not there."""
import json
import time

import asking
import mailworld
from verify import FAILED, FINE, NOBODY, Run

ALL = ("imap", "pop3", "smtp")
ADA, PASSWORD, TOKEN = "ada@contoso.example", mailworld.PASSWORD, mailworld.TOKEN
BY_PASSWORD, BY_TOKEN = ("--method", "password", "--password-stdin"), ("--token-stdin",)
OFFICE = {"imap": ("outlook.office365.com", 993, "tls"), "pop3": ("outlook.office365.com", 995, "tls"),
          "smtp": ("smtp.office365.com", 587, "starttls")}
SHORT = 2000  # ms for hosts that never answer


def endpoints(hosts):
    """Places of the document that name these endpoints."""
    return {f"protocols.{protocol}.endpoint.{name}": value for protocol, values in hosts.items()
            for name, value in zip(("host", "port", "security"), values)}


def published(domain, incoming, smtp_port, smtp_socket):
    security = {"SSL": "tls", "STARTTLS": "starttls"}
    ports = (993, 995) if incoming == "SSL" else (143, 110)
    return endpoints({"imap": (f"imap.{domain}", ports[0], security[incoming]), "pop3": (f"pop.{domain}", ports[1], security[incoming]),
                      "smtp": (f"smtp.{domain}", smtp_port, security[smtp_socket])})


def certificate_of(answer):
    """Each report tells the certificate, for how long it is good, and each step its time."""
    found = []
    for protocol, given in answer.document["protocols"].items():
        tls, host = given.get("tls") or {}, given["endpoint"]["host"]
        certificate = tls.get("certificate") or {}
        found += [] if host in certificate.get("names", []) else [f"{protocol}: {host} is not in the certificate {certificate}"]
        found += [] if certificate.get("days_left") in (29, 30) else [f"{protocol}: {certificate.get('days_left')} days are left, not 30"]
        found += [] if str(tls.get("version")).replace("v", "").replace(" ", "").endswith("1.3") else [f"{protocol}: TLS {tls.get('version')}"]
        found += [f"{protocol}: no time for {step}" for step in given["steps"] if not isinstance(step.get("ms"), (int, float))]
        spent = sum(step.get("ms", 0) for step in given["steps"])
        if not given.get("ms", 0) - 5 <= spent <= given.get("ms", 0) + 5:
            found.append(f"{protocol}: the steps took {spent:.1f} ms, together {given.get('ms')} ms")
    return found


def without_sign_in(answer):
    return [f"{protocol} signed in" for protocol, given in answer.document["protocols"].items()
            for step in given["steps"] if step["step"] in ("sign-in", "mailbox")]


def only_imap(answer):
    return [f"{protocol} was not asked for" for protocol in answer.document["protocols"] if protocol != "imap"]


def verify(sentence, address, *words, **more):
    return Run(sentence, ("verify", address, *words), **more)


def office():
    yield verify("a named password signs in to all three at Microsoft's names", ADA, *BY_PASSWORD, secret=PASSWORD, fine=ALL, exit=(FINE,),
                 want={"outcome": "ok", "mailbox.kind": "microsoft365", **endpoints(OFFICE),
                       **{f"protocols.{protocol}.method": "password" for protocol in ALL},
                       **{f"protocols.{protocol}.next": "none" for protocol in ALL},
                       **{f"protocols.{protocol}.endpoint.username": ADA for protocol in ALL}}, more=certificate_of)
    yield verify("a token signs in to all three at Microsoft's names", ADA, *BY_TOKEN, secret=TOKEN, fine=ALL, exit=(FINE,),
                 want={"outcome": "ok", **endpoints(OFFICE), **{f"protocols.{protocol}.method": "oauth2" for protocol in ALL},
                       **{f"protocols.{protocol}.mechanism": ("XOAUTH2", "OAUTHBEARER") for protocol in ALL}})
    yield verify("a personal mailbox has its own submission host", "ada@family.example", *BY_TOKEN, secret=f"{TOKEN}.at.family.example",
                 fine=ALL, exit=(FINE,), want={"mailbox.kind": "outlook.com", "protocols.smtp.endpoint.host": "smtp-mail.outlook.com"})
    yield verify("a wrong token is a reason to sign in again", ADA, *BY_TOKEN, secret="never-a-good-token", exit=(FAILED,),
                 want={"outcome": "failed"}, failed={protocol: {"next": ("sign_in_again",)} for protocol in ALL})
    yield verify("somebody else's token is a reason to sign in again", ADA, *BY_TOKEN, secret="good-token-of-grace", exit=(FAILED,),
                 failed={protocol: {"next": ("sign_in_again",)} for protocol in ALL})
    yield verify("nothing but the servers is tried without a secret", ADA, "--no-login", fine=ALL, exit=(FINE,), more=without_sign_in)
    yield verify("one protocol alone", ADA, "--protocol", "imap", *BY_PASSWORD, secret=PASSWORD, fine=("imap",), exit=(FINE,),
                 more=only_imap)


def retired(answer):
    """At Microsoft 365 a password is retired for IMAP and POP3; for sending it still works here and there."""
    given = answer.document.get("protocols") or {}
    return [f"{protocol} signed in with a password that nobody named" for protocol in ("imap", "pop3") if (given.get(protocol) or {}).get("ok")]


def plain():
    for domain, ways in mailworld.PUBLISHED.items():
        user = f"ada@{domain}"
        yield verify(f"a password signs in where it is published ({', '.join(map(str, ways))})", user, "--password-stdin", secret=PASSWORD,
                     fine=ALL, exit=(FINE,), want={"outcome": "ok", "mailbox.kind": "other", **published(domain, *ways)}, more=certificate_of)
        yield verify(f"a token signs in where it is published ({', '.join(map(str, ways))})", user, *BY_TOKEN,
                     secret=f"{TOKEN}.at.{domain}", fine=ALL, exit=(FINE,), want={"outcome": "ok"})
        yield verify(f"a wrong password is asked for again ({', '.join(map(str, ways))})", user, "--password-stdin",
                     secret="never-a-good-password", exit=(FAILED,), want={"outcome": "failed"}, told=True,
                     failed={protocol: {"next": ("ask_password",), "words": ("password",)} for protocol in ALL})
    yield verify("a server can be named", "ada@nowhere.example", "--server", "imaps://imap.post.example:993", "--username", "ada@post.example",
                 "--protocol", "imap", *BY_PASSWORD, secret=PASSWORD, fine=("imap",), exit=(FINE,),
                 want={"protocols.imap.endpoint.username": "ada@post.example"})
    yield verify("a retired method is not tried unless it is named", ADA, "--password-stdin", secret=PASSWORD, more=retired)


def absent():
    """Nobody is there: closed port, dead host, no such name."""
    for what, host, entry, words in [("a closed port", "autoconfig.closed.example", "net.refused", ("refuse", "closed", "nobody")),
                                     ("a dead host", "autoconfig.dead.example", "net.timeout", ("time", "answer")),
                                     ("a name that does not exist", "imap.no-such-domain.example", "net.dns", ("name", "exist", "no host"))]:
        yield verify(f"{what} is told as such", "ada@nothing.example", "--server", f"imaps://{host}:993", "--protocol", "imap", *BY_PASSWORD, secret=PASSWORD,
                     deadline=SHORT, exit=(NOBODY, FAILED), told=True, failed={"imap": {"id": (entry,), "words": words}})


def recipients(answer):
    """One of two recipients is unknown to Postfix."""
    given = {entry["address"]: entry for entry in answer.document.get("to") or []}
    found = [] if given.get("ada@post.example", {}).get("ok") is True else [f"ada is not among {given}"]
    unknown = given.get("nobody@post.example", {})
    return found + ([] if unknown.get("ok") is False and "550" in str(unknown.get("reply")) else [f"the unknown one is {unknown}"])


def sending():
    yield Run("an unknown recipient is named", ("send-test", "ada@post.example", "--to", "ada@post.example,nobody@post.example",
                                                "--password-stdin"), secret=PASSWORD, more=recipients)
    yield Run("a sender that is somebody else is refused", ("send-test", "ada@post.example", "--to", "ada@post.example", "--from",
                                                            "grace@post.example", "--password-stdin"), secret=PASSWORD, exit=(FAILED,),
              failed={"smtp": {"id": ("smtp.sender_not_owned",), "next": ("change_from",)}}, want={"sent": (False, None)})
    yield Run("a delivery report is asked for where the server offers that", ("send-test", "ada@post.example", "--to", "ada@post.example",
                                                                              "--dsn", "success,failure", "--password-stdin"),
              secret=PASSWORD, want={"sent": (True, None), "protocols.smtp.warnings": ([], None)})
    yield verify("a message that is not there is not found", "ada@post.example", "--password-stdin", "--protocol", "imap", "--find",
                 "<none@post.example>", secret=PASSWORD, fine=("imap",), want={"message.found": False})


def read_back(asker, address, method, secret):
    """Sends a message to oneself, and looks for it until Postfix and Dovecot have delivered it."""
    given = f"{secret}\n".encode()
    sent = asker.run(Run("", ("send-test", address, "--to", address, *method)).command(asker), given, 35)
    number = sent.document.get("message_id")
    if not (sent.document.get("sent") and number):
        return [sent.complaint or f"not sent: {json.dumps(sent.document)[:600]}"]
    found = [] if sent.exit == FINE else [f"exit code {sent.exit}"]
    end, look = time.monotonic() + 5, Run("", ("verify", address, "--protocol", "imap", *method, "--find", number)).command(asker)
    while True:
        answer = asker.run(look, given, 35)
        if asking.value(answer.document, "message.found") is True:
            return found
        if time.monotonic() > end:
            return [*found, f"{number} is not found: {answer.complaint or answer.document.get('message')}"]
        time.sleep(0.2)


def reading(asker):
    """Pairs of a sentence and what was found."""
    for address, method, secret in [(ADA, BY_PASSWORD, PASSWORD), (ADA, BY_TOKEN, TOKEN), ("ada@post.example", ("--password-stdin",), PASSWORD),
                                    ("ada@starts.example", ("--password-stdin",), PASSWORD)]:
        yield f"a test message is delivered and read back ({address}, {' '.join(method)})", read_back(asker, address, method, secret)


def runs():
    return [run for part in (office, plain, absent, sending) for run in part()]
