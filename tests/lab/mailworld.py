"""Mailboxes that can be signed in to: Dovecot (IMAP, POP3, LMTP) and Postfix (submission), under Microsoft's names and plain ones.

Postfix asks Dovecot whether a sign-in is right (SASL) and hands it what is for one of DOMAINS (LMTP), so that a message
that was sent can be read. A token opens what introspection.py says: its user's mailbox or the shared one, and only by a protocol
that its scope names. Deviations from Microsoft, all of them:
  "other software": the greetings and replies are Dovecot's and Postfix's; Microsoft's own words are those of exchange.py
  "passwords": a password still works here; Microsoft has retired it
  "all mechanisms": PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER are offered everywhere
  "no penalty": a client with many wrong passwords does not wait longer and longer, because here all clients are one
"""
import shutil

import authorization_accounts as accounts

OFFICE, PLAIN = "10.77.1.4", "10.77.3.2"
OFFICE_SIX = "fd77::1:4"
INTROSPECTION_PORT = 8003
PASSWORD, TOKEN = "test-password-of-ada", "good-token-of-ada"
MICROSOFT_HOSTS = ["outlook.office365.com", "smtp.office365.com", "smtp-mail.outlook.com"]
OTHER_CLOUDS = ["outlook.office365.us", "smtp.office365.us", "outlook-dod.office365.us", "partner.outlook.cn", "smtp.partner.outlook.cn"]
NOWHERE_ELSE = ["smtp.office365.us", "smtp.partner.outlook.cn"]  # that microsoft.zone does not have
MICROSOFT_DOMAINS = ["contoso.example", "family.example"]
# domain -> socket type of IMAP and POP3, port and socket type of SMTP: what its autoconfig file says
PUBLISHED = {"post.example": ("SSL", 587, "STARTTLS"), "starts.example": ("STARTTLS", 587, "STARTTLS"),
             "implicit.example": ("SSL", 465, "SSL")}
DOMAINS = [*MICROSOFT_DOMAINS, *PUBLISHED, *(domain for domain in accounts.DOMAINS if domain not in MICROSOFT_DOMAINS)]
USERS = {f"{name}@{domain}": f"test-password-of-{name}" for domain in DOMAINS for name in ("ada", "grace")}
USERS |= {address: f"test-password-of-{address.partition('@')[0]}" for address in accounts.mailboxes()}
NAMES = [*MICROSOFT_HOSTS, *OTHER_CLOUDS, *(f"{host}.{domain}" for domain in (*PUBLISHED, accounts.PLAIN_DOMAIN) for host in ("imap", "pop", "smtp"))]

DOVECOT = """\
base_dir = {folder}/post/dovecot
state_dir = {folder}/post/dovecot-state
log_path = {folder}/post-dovecot.log
instance_name = post
protocols = imap pop3 lmtp
listen = {office}, {office_six}, {plain}
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
auth_mechanisms = plain login xoauth2 oauthbearer
mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
{tokens}passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {folder}/post/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/post/users
  default_fields = uid=nobody gid=nogroup home={folder}/post/mail/%u
}}
service auth {{
  unix_listener auth-submission {{
    mode = 0666
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
service imap-login {{
  process_min_avail = 2
}}
service pop3-login {{
  process_min_avail = 2
}}
service imap {{
  process_min_avail = 1
}}
service pop3 {{
  process_min_avail = 1
}}
"""
TOKENS = """\
protocol {protocol} {{
  passdb {{
    driver = oauth2
    mechanisms = xoauth2 oauthbearer
    args = {folder}/post/oauth2-{protocol}-username.conf
  }}
  passdb {{
    driver = oauth2
    mechanisms = xoauth2 oauthbearer
    args = {folder}/post/oauth2-{protocol}-shared.conf
  }}
}}
"""
SCOPES = {"imap": "IMAP.AccessAsUser.All", "pop3": "POP.AccessAsUser.All", "smtp": "SMTP.Send"}
OAUTH2 = """\
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = {attribute}
scope = {scope}
active_attribute = active
active_value = true
"""
POSTFIX = """\
compatibility_level = 3.6
queue_directory = {folder}/post/queue
data_directory = {folder}/post/data
maillog_file = {folder}/post-postfix.log
maillog_file_prefixes = /run
myhostname = smtp.post.example
mydestination =
inet_interfaces = all
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/post/dovecot/auth-submission
smtpd_client_connection_count_limit = 0
smtpd_sender_login_maps = inline:{{ {owners} }}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unauth_destination
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = inline:{{ {owners} }}
virtual_transport = lmtp:unix:{folder}/post/dovecot/lmtp
alias_maps =
local_recipient_maps =
"""
MASTER = """\
{office}:587 inet n - n - - smtpd
[{office_six}]:587 inet n - n - - smtpd
{plain}:587 inet n - n - - smtpd
{plain}:465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def published(domain, incoming="SSL", smtp_port=587, smtp_socket="STARTTLS", methods=("password-cleartext",)):
    """An autoconfig file (draft-ietf-mailmaint-autoconfig) for imap., pop. and smtp.<domain>."""
    ports = {"SSL": (993, 995), "STARTTLS": (143, 110)}[incoming]

    def server(way, protocol, host, port, socket):
        named = "".join(f"      <authentication>{method}</authentication>\n" for method in methods)
        return (f"    <{way}Server type=\"{protocol}\">\n      <hostname>{host}.{domain}</hostname>\n      <port>{port}</port>\n"
                f"      <socketType>{socket}</socketType>\n      <username>%EMAILADDRESS%</username>\n{named}    </{way}Server>\n")
    return (f"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n  <emailProvider id=\"{domain}\">\n"
            f"    <domain>{domain}</domain>\n    <displayName>Mail of {domain}</displayName>\n"
            + server("incoming", "imap", "imap", ports[0], incoming) + server("incoming", "pop3", "pop", ports[1], incoming)
            + server("outgoing", "smtp", "smtp", smtp_port, smtp_socket) + "  </emailProvider>\n</clientConfig>\n")


def pages():
    """domain -> its autoconfig file."""
    return {domain: published(domain, *ways, methods=("OAuth2", "password-cleartext")) for domain, ways in PUBLISHED.items()}


def zone():
    lines = [f"{host}. A {OFFICE}\n{host}. AAAA {OFFICE_SIX}\n" for host in (*MICROSOFT_HOSTS[1:], *NOWHERE_ELSE)]
    lines += [f"{domain}. MX 10 smtp.{domain}.\n*.{domain}. A {PLAIN}\n" for domain in PUBLISHED]
    return "; ---- Mailboxes\n" + "".join(lines)


def commands(folder, certificates):
    """Writes the configurations and returns the command lines that run in the foreground, by name."""
    post = folder / "post"
    fill = {"folder": folder, "office": OFFICE, "office_six": OFFICE_SIX, "plain": PLAIN, "certificate": certificates["post"],
            "key": certificates.key, "domains": " ".join(DOMAINS), "owners": ", ".join(f"{{{user} = {user}}}" for user in USERS)}
    for name in ("", "dovecot", "dovecot-state", "mail", "postfix", "queue", "data"):
        (post / name).mkdir(exist_ok=True)
    shutil.chown(post / "data", "postfix")
    shutil.chown(post / "mail", "nobody", "nogroup")
    (post / "users").write_text("".join(f"{user}:{{PLAIN}}{password}::::::\n" for user, password in USERS.items()))
    for protocol, scope in SCOPES.items():
        for attribute in ("username", "shared"):
            text = OAUTH2.format(port=INTROSPECTION_PORT, attribute=attribute, scope=scope)
            (post / f"oauth2-{protocol}-{attribute}.conf").write_text(text)
    tokens = "".join(TOKENS.format(protocol=protocol, folder=folder) for protocol in SCOPES)
    (post / "dovecot.conf").write_text(DOVECOT.format(tokens=tokens, **fill))
    (post / "postfix" / "main.cf").write_text(POSTFIX.format(**fill))
    (post / "postfix" / "master.cf").write_text(MASTER.format(**fill))
    return {"post-dovecot": ["dovecot", "-F", "-c", post / "dovecot.conf"],
            "post-postfix": ["postfix", "-c", post / "postfix", "start-fg"]}
