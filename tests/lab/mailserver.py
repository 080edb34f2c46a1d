"""A real mail server without anything published: Dovecot (IMAP, POP3) and Postfix (submission) at one address."""
import shutil

ADDRESS = "10.77.3.1"
PORTS = (110, 143, 465, 587, 993, 995)
NAMES = [f"{host}.guess.example" for host in ("imap", "pop", "smtp", "mail", "mx")]  # what the certificate is for

DOVECOT = """\
base_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
protocols = imap pop3
listen = {address}
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
auth_mechanisms = plain login
passdb {{
  driver = static
  args = password=not-to-be-guessed
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%u
}}
service auth {{
  unix_listener auth-submission {{
    mode = 0666
  }}
}}
"""
POSTFIX = """\
compatibility_level = 3.6
queue_directory = {folder}/postfix-queue
data_directory = {folder}/postfix-data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = /run
myhostname = mail.guess.example
mydestination = guess.example
inet_interfaces = {address}
inet_protocols = ipv4
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/dovecot/auth-submission
smtpd_relay_restrictions = permit_sasl_authenticated, reject
alias_maps =
local_recipient_maps =
"""
MASTER = """\
submission inet n - n - - smtpd
submissions inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


def commands(folder, certificates):
    """Writes the configurations and returns the command lines that run in the foreground, by name."""
    fill = {"folder": folder, "address": ADDRESS, "certificate": certificates["mail"], "key": certificates.key}
    for name in ("dovecot", "mail", "postfix", "postfix-queue", "postfix-data"):
        (folder / name).mkdir()
    shutil.chown(folder / "postfix-data", "postfix")
    (folder / "dovecot.conf").write_text(DOVECOT.format(**fill))
    (folder / "postfix" / "main.cf").write_text(POSTFIX.format(**fill))
    (folder / "postfix" / "master.cf").write_text(MASTER)
    return {"dovecot": ["dovecot", "-F", "-c", folder / "dovecot.conf"],
            "postfix": ["postfix", "-c", folder / "postfix", "start-fg"]}
