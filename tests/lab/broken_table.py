"""The broken servers, and what the program must say of each: words that name the cause, or an id of the catalogue.

A server NAME has an address of its own and a domain for each way: NAME-implicit.example publishes 993, 995 and 465 with TLS,
NAME-starttls.example 143, 110 and 587. Only those with `hears` may be told the password: they fail at the sign-in itself, or
later, over a good TLS.
"""
from dataclasses import dataclass

import broken as does
import broken_more as more
import mailworld

IMPLICIT, STARTTLS = "implicit", "starttls"
PORTS = {IMPLICIT: {993: "imap", 995: "pop3", 465: "smtp"}, STARTTLS: {143: "imap", 110: "pop3", 587: "smtp"}}
PATIENCE = 2000  # ms that the program is given for servers that never say enough
TIMEOUT = ("net.timeout", "net.silent_server")
FOREIGN = ("protocol", "greet", "not speak", "refuses to speak", "unexpected", "not an ", "not a ")
ENDLESS = ("too long", "too much", "limit", "endless", "more than", "too many", "long")
CUT = ("net.econnreset", "smtp.socket_dropped", "imap.connection_reset_bye")


@dataclass
class Broken:
    name: str
    sentence: str
    act: object
    words: tuple = ()            # any of them must be in the diagnosis
    ids: tuple = ()              # or its id is one of these
    ways: tuple = (IMPLICIT, STARTTLS)
    protocols: tuple = ("imap", "pop3", "smtp")
    certificate: str = "scripted"
    bare: bool = False           # does not begin with TLS where TLS is implicit
    old: bool = False            # TLS 1.0 only
    hears: bool = False
    works: bool | None = False   # whether the sign-in must work; None: nobody can tell
    slow: bool = False           # only the deadline ends it, which is then PATIENCE
    next: tuple = ()


TABLE = [
    Broken("stripped", "STARTTLS is taken away, and a sign-in in plain text is offered", does.stripped, ("starttls", "encrypt"),
           ("tls.no_starttls",), (STARTTLS,)),
    Broken("refuses", "STARTTLS is offered and refused", does.refuses, ("starttls", "encrypt", "tls is not available"), ("tls.no_starttls",),
           (STARTTLS,)),
    Broken("injected", "plain text comes along with the word to start TLS", does.injected, ("before tls", "before the tls", "inject",
           "plain text", "unencrypted", "in clear"), (), (STARTTLS,)),
    Broken("garbage", "something else than a handshake follows STARTTLS", does.garbage, ("not tls", "handshake", "tls"),
           ("tls.wrong_version",), (STARTTLS,)),
    Broken("preauth", "PREAUTH, which takes STARTTLS away", does.preauth, ("preauth", "starttls", "encrypt", "signed in"),
           ("tls.no_starttls",), (STARTTLS,), ("imap",)),
    Broken("wrongcert", "a certificate for another name", does.honest, ("name", "host"), ("tls.cert_name",), certificate="wrongname"),
    Broken("oldcert", "an expired certificate", does.honest, ("expired",), ("tls.cert_verify",), certificate="oldcert"),
    Broken("owncert", "a certificate signed by itself", does.honest, ("self-signed", "self signed", "trusted", "authority"),
           ("tls.cert_verify",), certificate="owncert"),
    Broken("oldtls", "TLS 1.0 only", does.honest, ("version", "1.0", "1.2"), ("tls.protocol_version",), old=True),
    Broken("notls", "plain text where TLS should begin", does.plain_text, ("not tls", "starttls", "plain"), ("tls.wrong_version",),
           (IMPLICIT,), bare=True),
    Broken("silent", "is silent after the connection", does.mute, ("time", "answer", "silent"), TIMEOUT, bare=True, slow=True),
    Broken("silenttls", "is silent after TLS", does.mute_within, ("time", "answer", "silent"), TIMEOUT, slow=True),
    Broken("silentend", "is silent after the sign-in", does.mute_after, ("time", "answer", "silent"), TIMEOUT, slow=True, hears=True),
    Broken("drips", "sends a byte a second", does.drip_within, ("time", "slow", "answer"), TIMEOUT, slow=True),
    Broken("dripsplain", "sends a byte a second, without TLS", does.drip, ("time", "slow", "answer"), TIMEOUT, (STARTTLS,), slow=True),
    Broken("resets", "resets the connection", does.resets, ("reset", "closed", "cut"),
           (*CUT, "net.refused"), bare=True),  # a reset that comes with the acceptance cannot be told from a refusal
    Broken("resetslater", "resets the connection at the sign-in", does.resets_later, ("reset", "closed", "cut", "ended"), CUT, hears=True),
    Broken("cutgreeting", "closes in the middle of its greeting", does.cut_greeting, ("closed", "ended", "cut", "hung up"), CUT),
    Broken("cutoffer", "closes in the middle of its capabilities", does.cut_capabilities, ("closed", "ended", "cut", "hung up"), CUT),
    Broken("cutreply", "closes in the middle of the reply to the sign-in", does.cut_sign_in, ("closed", "ended", "cut", "hung up"), CUT,
           hears=True),
    Broken("banner", "greets without end", does.banner, ENDLESS),
    Broken("flood", "has 100 000 capabilities", does.flood, ENDLESS),
    Broken("untagged", "sends lines without a tag for ever", does.untagged, ENDLESS, protocols=("imap",), hears=True),
    Broken("leaves", "says good-bye instead of hello", does.leaves, ("busy", "connections", "overload", "closed", "later", "temporar"),
           ("smtp.service_unavailable", "imap.connection_reset_bye"), next=("wait", "retry")),
    Broken("leaveslater", "says good-bye instead of its capabilities", does.leaves_later, ("busy", "shut", "overload", "closed", "later",
           "temporar"), ("smtp.service_unavailable", "imap.connection_reset_bye"), next=("wait", "retry")),
    Broken("nooffer", "offers no way to sign in", does.no_mechanism, ("no way", "offer", "password", "sign-in", "method"),
           ("imap.logindisabled", "smtp.auth.unrecognized_type")),
    Broken("strange", "offers only ways to sign in that cannot be used", does.strange_mechanisms, ("offer", "way", "mechanism", "method"),
           ("imap.logindisabled", "smtp.auth.unrecognized_type")),
    Broken("liar", "offers ways to sign in that it refuses", does.liar, ("mechanism", "method", "way", "offer", "refus"),
           ("smtp.auth.unrecognized_type",), hears=True),
    Broken("asks", "asks and asks", does.endless_challenge, ("challenge", "asks", "question", "unexpected", "refus"), (), hears=True,
           slow=True),
    Broken("webpage", "answers as a web server", does.web_page, ("http", "web", *FOREIGN)),
    Broken("another", "speaks another protocol", does.another_protocol, FOREIGN),
    Broken("zeros", "sends NUL bytes", more.zeros, slow=True, works=None),
    Broken("returns", "ends its lines with CR alone", more.bare_returns, slow=True),
    Broken("early", "answers before it is asked", more.early, slow=True),
    Broken("afterclose", "ends TLS after its greeting", more.after_close, ("closed", "ended", "cut", "hung up"), CUT, works=None),
    Broken("literal", "announces a literal of 4 GB", more.big_literal, protocols=("imap",), slow=True, hears=True, works=None),
    Broken("late", "refuses after 17 seconds", more.late, ids=("smtp.auth.bad_credentials", "imap.login_failed", "pop3.logon_failure"),
           hears=True, next=("ask_password",)),
    Broken("escapes", "paints on terminals", more.escapes, ("password", "refus", "credentials", "sign"), hears=True),
    Broken("echoes", "repeats what it was told", more.echoes, ("password", "refus", "credentials", "sign"), hears=True),
    Broken("yes", "accepts whatever it is told", more.yes_to_all, hears=True, works=True),
    Broken("pieces", "sends every byte alone and greets at length", more.pieces, hears=True, works=True),
    Broken("chatty", "says much that it need not", more.chatty, hears=True, works=True, protocols=("imap",)),
]


def address(server):
    return f"10.77.5.{TABLE.index(server) + 1}"


def domain(server, way):
    return f"{server.name}-{way}.example"


def zone():
    return "; ---- Broken mail servers\n" + "".join(
        f"{domain(server, way)}. MX 10 mx.{domain(server, way)}.\n*.{domain(server, way)}. A {address(server)}\n"
        for server in TABLE for way in server.ways)


def pages():
    found = {}
    for server in TABLE:
        for way in server.ways:
            ports = ("SSL", 465, "SSL") if way == IMPLICIT else ("STARTTLS", 587, "STARTTLS")
            found[domain(server, way)] = mailworld.published(domain(server, way), *ports)
    return found


def names():
    return [f"*.{domain(server, way)}" for server in TABLE for way in server.ways]
