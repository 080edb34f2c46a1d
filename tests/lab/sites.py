"""The honest web: which host answers which path with what, and the nginx configuration that serves it."""
import pathlib

import tricks

AUTOCONFIG = "/mail/config-v1.1.xml"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
DIRECTORY = "autoconfig.thunderbird.net"


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
        **{f"/v1.1/{tricks.domains(trick)[0]}": config("honest.example") for trick in tricks.TRICKS},
    },
}
REDIRECTS = {  # host -> target of every path
    "autoconfig.moved.example": f"https://config.moved.example{AUTOCONFIG}",
    "autoconfig.tofriend.example": f"https://autoconfig.fastmail.com{AUTOCONFIG}",
}
WITHOUT_PAGES = [  # hosts that answer 404
    "nothing.example", "hoster.example", "auto.example", "directoryonly.example", "contoso.example", "stale.example",
    "evil.example", "nomail.example", "outlook.office365.com", "login.microsoftonline.com", "login.microsoftonline.us",
]


def names():
    """Every host the good certificate is for."""
    return sorted({*PAGES, *REDIRECTS, *WITHOUT_PAGES, "wildcard.example", "*.wildcard.example"})


def write(folder):
    """Lays the pages out as HOST/PATH, so that nginx needs one rule for all of them."""
    for host, pages in PAGES.items():
        for path, body in pages.items():
            file = pathlib.Path(folder) / host / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body if isinstance(body, bytes) else body.encode())
    with open(pathlib.Path(folder) / "autoconfig.bigfile.example" / AUTOCONFIG.lstrip("/"), "r+b") as big:
        big.truncate(500 * 2**20)  # a hole: takes no space, and is sent as zeros


def server(addresses, certificate, key, names="_", rule="", http2=True, protocols="TLSv1.2 TLSv1.3"):
    lines = [f"listen {a}:443 ssl{' http2' if http2 else ''};" for a in addresses]
    return (f"server {{\n  {' '.join(lines)}\n  server_name {names};\n  ssl_certificate {certificate};\n"
            f"  ssl_certificate_key {key};\n  ssl_protocols {protocols};\n  {rule}\n}}\n")


def nginx(folder, certificates):
    """The configuration of one nginx that plays all web servers, told apart by address and name."""
    key = certificates.key

    def both(number):
        return [f"10.77.1.{number}", f"[fd77::1:{number}]"]
    servers = [server([*both(1), *both(2), *both(3), *both(4), *both(7)], certificates["sites"], key)]
    servers += [server(both(2), certificates["sites"], key, host, f"location / {{ return 302 {target}; }}")
                for host, target in REDIRECTS.items()]
    servers += [
        server(both(2), certificates["sites"], key, "autoconfig.packed.example", "gzip_static always;"),
        server(both(4), certificates["sites"], key, "login.microsoftonline.com login.microsoftonline.us",
               "location / { default_type application/json; return 400 '{\"error\":\"invalid_tenant\"}'; }"),
        server(both(5), certificates["sites"], key, rule="location / { default_type text/html; "
               "return 200 '<!DOCTYPE html><html><body>This domain is parked.</body></html>'; }"),
        server(both(6), certificates["sites"], key, http2=False, protocols="TLSv1.2"),
        server(["10.77.1.11"], certificates["wrongname"], key),
        server(["10.77.1.12"], certificates["expired"], key),
        server(["10.77.1.13"], certificates["selfsigned"], key),
    ]
    return (f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;\n"
            "events { worker_connections 2000; }\nhttp {\n"
            "log_format told '$time_iso8601 $scheme $host $request $status | $http_user_agent | $http_from | "
            "$http_referer | $http_cookie | $request_body';\n"
            f"access_log {folder}/web.log told;\nroot {folder}/www/$host;\ndefault_type text/xml;\n"
            f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; "
            f"uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n"
            + "".join(servers) + "}\n")
