"""The nginx configuration that serves the pages of sites.py and Microsoft's answers, told apart by address and name."""
import authorization_sites
import mailboxes
import microsoft
import pox
import roles
import sites

POX_PORT, DOH_PORT = 8001, 8002  # on loopback: pox.py and doh.py
PARKED = ("location / { default_type text/html; "
          "return 200 '<!DOCTYPE html><html><body>This domain is parked.</body></html>'; }")
POX = f"location ~* ^{pox.PATH}$ {{ proxy_pass http://127.0.0.1:{POX_PORT}; }}"
ORDINARY = "\n  ".join([
    POX,
    f"location = /dns-query {{ proxy_pass http://127.0.0.1:{DOH_PORT}; }}",
    "location ~ (\\.json|/oauth-authorization-server)$ { default_type application/json; }",
])
LOG = ('{"time":"$time_iso8601","scheme":"$scheme","host":"$host","request":"$request","status":"$status",'
       '"headers":["user-agent: $http_user_agent","from: $http_from","referer: $http_referer","cookie: $http_cookie",'
       '"authorization: $http_authorization","content-type: $http_content_type"],"body":"$request_body"}')


def at(*numbers):
    return [address for number in numbers for address in (f"10.77.1.{number}", f"[fd77::1:{number}]")]


def secure(addresses, certificate, key, names="_", rule=ORDINARY, http2=True, protocols="TLSv1.2 TLSv1.3"):
    lines = [f"listen {a}:443 ssl{' http2' if http2 else ''};" for a in addresses]
    return (f"server {{\n  {' '.join(lines)}\n  server_name {names};\n  ssl_certificate {certificate};\n"
            f"  ssl_certificate_key {key};\n  ssl_protocols {protocols};\n  {rule}\n}}\n")


def plain(addresses, names="_", rule=""):
    lines = [f"listen {address}:80;" for address in addresses]
    return f"server {{\n  {' '.join(lines)}\n  server_name {names};\n  {rule}\n}}\n"


def redirect(target):
    return f"location / {{ return 302 {target}; }}"


def microsoft_servers(certificate, key):
    for host, locations in microsoft.sites(roles.at_microsoft()):
        rule = "\n  ".join(["default_type application/json;", *locations, authorization_sites.LOGIN_RULE, POX, "location / { return 404; }"])
        yield secure(at(4), certificate, key, host, rule)
    for hosts, target in microsoft.plain_redirects():
        yield plain(at(4), hosts, redirect(target))


def plain_servers(folder):
    yield plain(at(1, 2, 3, 6, 7), rule=f"root {folder}/www/tempting;")
    yield plain(at(5), rule=PARKED)
    yield plain(at(14))
    yield from (plain(at(14), host, redirect(target)) for host, target in sites.PLAIN_REDIRECTS.items())


def servers(folder, certificates):
    key, good = certificates.key, certificates["sites"]
    yield secure(at(1, 2, 3, 7, 20), good, key)
    yield from (secure(at(2, 20), good, key, host, redirect(target)) for host, target in sites.REDIRECTS.items())
    yield secure(at(2), good, key, "autoconfig.packed.example", "gzip_static always;")
    yield secure(at(mailboxes.WEB), certificates["published"], key)
    yield secure(at(5), good, key, rule=PARKED)
    yield secure(at(6), good, key, http2=False, protocols="TLSv1.2")
    for number, bad in ((11, "wrongname"), (12, "expired"), (13, "selfsigned")):
        yield secure([f"10.77.1.{number}"], certificates[bad], key)
    yield from microsoft_servers(certificates["microsoft"], key)
    yield from authorization_sites.servers(at, secure, certificates["signing"], key)
    yield from plain_servers(folder)


def configuration(folder, certificates):
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    return (f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;\n"
            "events { worker_connections 2000; }\nhttp {\n"
            f"log_format told escape=json '{LOG}';\naccess_log {folder}/web.log told;\n"
            f"root {folder}/www/$host;\ndefault_type text/xml;\nserver_names_hash_bucket_size 128;\n"
            "proxy_set_header Host $host; proxy_buffering off; client_body_in_single_buffer on;\n"
            f"client_body_temp_path {folder}/body; {temporary}\n" + "".join(servers(folder, certificates)) + "}\n")
