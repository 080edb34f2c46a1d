"""The honest web: which host answers which path with what, and the nginx configuration that serves it."""
import pathlib

import microsoft
import pacc
import pox
import roles
import tricks

AUTOCONFIG = "/mail/config-v1.1.xml"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
DIRECTORY, MIRROR = "autoconfig.thunderbird.net", "live.thunderbird.net"  # Thunderbird itself asks the other name


def config(domain, host=None, smtp_port=465, smtp_socket="SSL"):
    """A complete configuration (draft-ietf-mailmaint-autoconfig) with a password for imap., pop. and smtp.<host>."""
    def server(kind, protocol, name, port, socket):
        return (f"    <{kind}Server type=\"{protocol}\">\n      <hostname>{name}</hostname>\n      <port>{port}</port>\n"
                f"      <socketType>{socket}</socketType>\n      <username>%EMAILADDRESS%</username>\n"
                f"      <authentication>password-cleartext</authentication>\n    </{kind}Server>\n")
    host = host or domain
    return (f"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n"
            f"  <emailProvider id=\"{domain}\">\n    <domain>{domain}</domain>\n"
            f"    <displayName>Mail of {domain}</displayName>\n"
            + server("incoming", "imap", f"imap.{host}", 993, "SSL")
            + server("incoming", "pop3", f"pop.{host}", 995, "SSL")
            + server("outgoing", "smtp", f"smtp.{host}", smtp_port, smtp_socket)
            + "  </emailProvider>\n</clientConfig>\n")


def control_panel(domain):
    """What a web host's control panel publishes for every domain it hosts, also when the mail is elsewhere."""
    text = config(domain, smtp_port=587, smtp_socket="STARTTLS")
    for name in ("imap", "pop", "smtp"):
        text = text.replace(f"<hostname>{name}.", "<hostname>mail.")
    return text


def laughs():
    """Entities that expand to 3 GB, in a document that is otherwise fine (CVE-2003-1564)."""
    entities = "<!ENTITY l0 \"lol\">" + "".join(f"<!ENTITY l{n} \"{f'&l{n - 1};' * 10}\">" for n in range(1, 10))
    return config("laughs.example").replace("<clientConfig", f"<!DOCTYPE c [{entities}]>\n<clientConfig", 1).replace(
        "Mail of laughs.example", "&l9;")


def deep(levels=100000):
    return ("<?xml version=\"1.0\"?><clientConfig version=\"1.1\">" + "<a>" * levels + "</a>" * levels
            + "</clientConfig>")


PAGES = {  # host -> path -> body
    "autoconfig.hoster.example": {AUTOCONFIG: config("hoster.example")},
    "autoconfig.auto.example": {AUTOCONFIG: config("auto.example")},
    "autoconfig.sender.example": {AUTOCONFIG: config("sender.example")},
    "autoconfig.both.example": {AUTOCONFIG: config("both.example", "first.example")},
    "both.example": {WELL_KNOWN: config("both.example", "second.example")},
    "wellknown.example": {WELL_KNOWN: config("wellknown.example")},
    "autoconfig.stale.example": {AUTOCONFIG: control_panel("stale.example")},
    "autoconfig.panelbehind.example": {AUTOCONFIG: control_panel("panelbehind.example")},
    **{f"autoconfig.{above}": {AUTOCONFIG: config("elsewhere.example")} for above in ("big.example", "example")},
    "autoconfig.xn--bcher-kva.example": {AUTOCONFIG: config("xn--bcher-kva.example")},
    "autoconfig.oldweb.example": {AUTOCONFIG: config("oldweb.example")},
    "autoconfig.chain.example": {AUTOCONFIG: config("chain.example")},
    "autoconfig.sixdead.example": {AUTOCONFIG: config("sixdead.example")},
    "autoconfig.sixclosed.example": {AUTOCONFIG: config("sixclosed.example")},
    "autoconfig.sixonly.example": {AUTOCONFIG: config("sixonly.example")},
    "autoconfig.firstdead.example": {AUTOCONFIG: config("firstdead.example")},
    "config.moved.example": {AUTOCONFIG: config("moved.example")},
    "autoconfig.fastmail.com": {AUTOCONFIG: config("tofriend.example", "fastmail.com")},
    "autoconfig.wrongname.example": {AUTOCONFIG: config("wrongname.example")},
    "autoconfig.expired.example": {AUTOCONFIG: config("expired.example")},
    "autoconfig.selfsigned.example": {AUTOCONFIG: config("selfsigned.example")},
    "autoconfig.elsewhere.example": {AUTOCONFIG: config("elsewhere.example")},
    "autoconfig.inner.example": {AUTOCONFIG: config("inner.example")},
    "directory.hoster.example": {"/v1.1/nothing.example": config("nothing.example")},
    "autoconfig.laughs.example": {AUTOCONFIG: laughs()},
    "autoconfig.deep.example": {AUTOCONFIG: deep()},
    "autoconfig.bigfile.example": {AUTOCONFIG: config("bigfile.example")},     # made 500 MB long below
    "autoconfig.packed.example": {AUTOCONFIG + ".gz": tricks.bomb(2**19)},     # sent as it is, over HTTP/2
    DIRECTORY: {
        **{f"/v1.1/{domain}": config(domain) for domain in ("directoryonly.example", "slowweb.example", "silent.example")},
        **{f"/v1.1/{domain}": config("elsewhere.example") for domain in ("conflict.example", "conflictwaits.example",
                                                                        "big.example", "example")},
        **{f"/v1.1/{tricks.domains(trick)[0]}": config("honest.example") for trick in tricks.TRICKS},
        **{f"/v1.1/{domain}": config("honest.example") for domain in roles.directory_entries()},
    },
    **pacc.pages(roles.issuers()),
}
PAGES[MIRROR] = {f"/autoconfig{path}": page for path, page in PAGES[DIRECTORY].items()}
PLAIN = {"autoconfig.httponly.example": {AUTOCONFIG: config("httponly.example")}}  # at port 80, for whoever allows it
TEMPTING = {  # at every other port 80: whoever believes plain http ends at plain.example
    AUTOCONFIG: config("plain.example"), WELL_KNOWN: config("plain.example"),
    pox.PATH: pox.panel("mail.plain.example")("postmaster@plain.example"),
}
REDIRECTS = {  # host -> target of every path
    "autoconfig.moved.example": f"https://config.moved.example{AUTOCONFIG}",
    "autoconfig.tofriend.example": f"https://autoconfig.fastmail.com{AUTOCONFIG}",
}
PLAIN_REDIRECTS = {  # the only answer of plain http that may be used
    "autodiscover.onprem.example": f"https://mail.onprem.example{pox.PATH}",
    "autodiscover.httpaway.example": f"https://autodiscover.elsewhere.example{pox.PATH}",
}
WITHOUT_PAGES = [  # hosts that answer 404
    "nothing.example", "hoster.example", "auto.example", "directoryonly.example", "contoso.example", "stale.example",
    "evil.example", "nomail.example", "dns.hoster.example", "panelbehind.example", "ua-auto-config.big.example", "mail.big.example",
]


def names():
    """Every host the good certificate is for."""
    pages = {*PAGES, *REDIRECTS, *WITHOUT_PAGES, *pox.ANSWERS, *pox.EXCHANGE}
    return sorted({*pages, "wildcard.example", "*.wildcard.example"} - set(microsoft.names()))


def write(folder, more):
    """Lays the pages, and `more` of them, out as HOST/PATH, so that nginx needs one rule for all of them."""
    for host, pages in {**PAGES, **PLAIN, **more, "tempting": TEMPTING}.items():
        for path, body in pages.items():
            file = pathlib.Path(folder) / host / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body if isinstance(body, bytes) else body.encode())
    with open(pathlib.Path(folder) / "autoconfig.bigfile.example" / AUTOCONFIG.lstrip("/"), "r+b") as big:
        big.truncate(500 * 2**20)  # a hole: takes no space, and is sent as zeros
