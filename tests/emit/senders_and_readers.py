"""usage: senders_and_readers.py HOMING

What is written for msmtp, mbsync, getmail, OfflineIMAP and fetchmail, read by each of them.
"""
import ast
import re

from kit import EVIL_ADDRESS, EVIL_USER, MICROSOFT365, OUTLOOK, PASSWORD, POP3, STARTTLS, Case, export, main, token_call


def values(text, mark):
    return dict(line.strip().split(mark, 1) for line in text.splitlines() if mark in line)


class Msmtp(Case):
    def read(self, address, *options):
        with self.home("msmtp", address, *options) as home:
            done = home.run("msmtp", "--pretend", "grace@contoso.example")
            self.assertEqual(done.returncode, 0, done.said)
            return values(done.stdout, " = "), home.asked_by(values(done.stdout, " = ")["passwordeval"]) if "passwordeval" in home.place.read_text() else []

    def test_it_reads_a_sign_in_with_oauth2(self):
        read, asked = self.read(OUTLOOK)
        self.assertEqual((read["host"], read["port"], read["tls"], read["tls_starttls"]), ("smtp-mail.outlook.com", "587", "on", "on"))
        self.assertEqual((read["auth"], read["user"], read["from"], read["tls_certcheck"]), ("XOAUTH2", OUTLOOK, OUTLOOK, "on"))
        self.assertEqual(asked, [token_call(OUTLOOK, "smtp")])

    def test_it_reads_a_password_account(self):
        read, _ = self.read(PASSWORD)
        self.assertEqual((read["host"], read["port"], read["tls"], read["tls_starttls"]), ("smtp.fabrikam.example", "465", "on", "off"))
        self.assertEqual((read["auth"], read["user"], read["password"]), ("choose", "ada", "(not set)"))

    def test_no_letter_of_a_name_is_lost_or_carried_out(self):
        self.assertEqual(self.read(PASSWORD, "--username", EVIL_USER)[0]["user"], EVIL_USER)
        self.assertEqual(self.read(EVIL_ADDRESS)[1], [token_call(EVIL_ADDRESS, "smtp")])


TUNNEL = """
import os, sys
print("* OK [CAPABILITY IMAP4rev1] ready", end="\\r\\n", flush=True)
for line in sys.stdin:
    if "LOGIN" in line:
        open(os.environ["HOME"] + "/login", "w").write(line)
    print(line.split()[0], "NO", end="\\r\\n", flush=True)
"""


def imap_quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Mbsync(Case):
    def read(self, address, *options):
        """mbsync reads its file to the end, and only then asks for the host, which does not exist."""
        with self.home("mbsync", address, *options) as home:
            done = home.run("mbsync", "--list", "work")
            host = home.place.read_text().split('Host "')[1].split('"')[0]
            self.assertIn(f"Cannot resolve server '{host}'", done.stderr)
            # isync 1.5 calls SSLType TLSType, which 1.4 does not know.
            self.assertEqual(len([line for line in done.stderr.splitlines() if "deprecated" not in line]), 1, done.stderr)
            return home.place.read_text()

    def test_it_reads_each_kind_of_account(self):
        self.assertIn("AuthMechs XOAUTH2", self.read(OUTLOOK))
        self.assertIn("SSLType IMAPS", self.read(PASSWORD))
        self.assertIn("SSLType STARTTLS", self.read(STARTTLS))
        self.assertNotIn("PassCmd", self.read(PASSWORD))

    def sign_in(self, address):
        """The words of mbsync's LOGIN, and how it asked for the token; a program takes the server's place."""
        with self.home("mbsync", address) as home:
            (home.path / re.search(r"^Path ~/(.*)$", home.place.read_text(), re.M)[1]).mkdir(parents=True)
            server = home.path / "server.py"
            server.write_text(TUNNEL)
            text = re.sub(r"^(Host|Port|SSLType|AuthMechs) .*\n", "", home.place.read_text(), flags=re.M)
            home.place.write_text(text.replace("IMAPAccount work\n", f'IMAPAccount work\nTunnel "/usr/bin/python3 {server}"\nSSLType None\nAuthMechs LOGIN\n'))
            done = home.run("mbsync", "--list", "work", given="a-password\n")
            self.assertTrue((home.path / "login").exists(), done.said)
            return (home.path / "login").read_text(), home.calls()

    def test_no_letter_of_a_name_is_lost_or_carried_out(self):
        line, asked = self.sign_in(EVIL_ADDRESS)
        self.assertEqual(asked, [token_call(EVIL_ADDRESS, "imap")])
        self.assertIn(imap_quoted(EVIL_ADDRESS) + ' "a-token"', line)

    def test_who_offers_no_imap_is_told_so(self):
        self.assertEqual(self.refused("mbsync", POP3), "The format for mbsync does not do POP3.")


class Getmail(Case):
    def read(self, address, *options):
        with self.home("getmail", address, *options) as home:
            for folder in ("cur", "new", "tmp"):
                (home.path / re.search(r"^path = ~/(.*)$", home.place.read_text(), re.M)[1] / folder).mkdir(parents=True)
            done = home.run("getmail", "--dump")
            self.assertEqual(done.returncode, 0, done.said)
            return values(done.stdout.replace('="', "=").replace('"\n', "\n"), "=") | {"type": done.stdout}

    def test_it_reads_a_sign_in_with_oauth2_and_checks_certificates(self):
        said = self.read(OUTLOOK)["type"]
        for part in ("SimpleIMAPSSLRetriever(", 'ca_certs="/etc/ssl/certs/ca-certificates.crt"', 'server="outlook.office365.com"', 'use_xoauth2="True"',
                     f"password_command=\"('homing', 'token', '{OUTLOOK}', '--for', 'imap')\""):
            self.assertIn(part, said)

    def test_it_reads_pop3(self):
        said = self.read(POP3)["type"]
        for part in ("SimplePOP3SSLRetriever(", 'server="pop.litware.example"', 'port="995"', f'username="{POP3}"'):
            self.assertIn(part, said)

    def test_no_letter_of_a_name_is_lost(self):
        self.assertIn(f'username="{EVIL_USER}"', self.read(PASSWORD, "--username", EVIL_USER)["type"])
        self.assertIn(repr(EVIL_ADDRESS), self.read(EVIL_ADDRESS)["type"])

    def test_it_is_not_trusted_with_starttls(self):
        self.assertIn("does not insist on STARTTLS", self.refused("getmail", STARTTLS))


class OfflineImap(Case):
    SCRIPT = """
import os, sys
sys.path.insert(0, "/usr/share/offlineimap3")
from offlineimap.CustomConfig import CustomConfigParser
from offlineimap.localeval import LocalEval
config = CustomConfigParser()
config.read(os.path.expanduser("~/.offlineimaprc"))
(account,) = config.get("general", "accounts").split(",")
remote = dict(config.items("Repository " + config.get("Account " + account, "remoterepository")))
if config.has_option("general", "pythonfile"):
    remote["token"] = LocalEval(os.path.expanduser(config.get("general", "pythonfile"))).eval(remote["oauth2_access_token_eval"])
print(repr(remote))
"""

    def read(self, address, *options):
        with self.home("offlineimap", address, *options) as home:
            done = home.run("/usr/bin/python3", "-W", "ignore", "-c", self.SCRIPT)
            self.assertEqual(done.returncode, 0, done.said)
            told = home.run("offlineimap", "-c", home.place, "--info")
            self.assertRegex(told.said, r"Remote repository '.*-remote': type 'IMAP'")
            return ast.literal_eval(done.stdout), home.calls()[:1]

    def test_it_reads_a_sign_in_with_oauth2(self):
        remote, asked = self.read(OUTLOOK)
        self.assertEqual((remote["remotehost"], remote["remoteport"], remote["ssl"], remote["sslcacertfile"]),
                         ("outlook.office365.com", "993", "yes", "OS-DEFAULT"))
        self.assertEqual((remote["remoteuser"], remote["token"], asked), (OUTLOOK, "a-token", [token_call(OUTLOOK, "imap")]))

    def test_each_mailbox_has_a_folder_and_a_name_of_its_own(self):
        texts = [export("offlineimap", address)["files"][0]["text"] for address in (PASSWORD, "grace@fabrikam.example", '"a/../b"@fabrikam.example')]
        self.assertEqual([re.search("localfolders = (.*)", text)[1] for text in texts],
                         ["~/Mail/ada@fabrikam.example", "~/Mail/grace@fabrikam.example", "~/Mail/_a_.._b_@fabrikam.example"])

    def test_it_reads_a_password_account(self):
        self.assertEqual(self.read(PASSWORD)[0].get("auth_mechanisms"), None)

    def test_no_letter_of_a_name_is_lost(self):
        self.assertEqual(self.read(PASSWORD, "--username", EVIL_USER)[0]["remoteuser"], EVIL_USER)
        self.assertEqual(self.read(EVIL_ADDRESS)[1], [token_call(EVIL_ADDRESS, "imap")])


class Fetchmail(Case):
    def read(self, address, *options):
        with self.home("fetchmail", address, *options) as home:
            done = home.run("fetchmail", "--configdump", "-f", home.place)
            self.assertEqual(done.returncode, 0, done.said)
            names = {}
            exec(done.stdout, names)  # pylint: disable=exec-used  # what fetchmail prints is a program in Python
            (server,) = names["fetchmailrc"]["servers"]
            (user,) = server["users"]
            return server | user

    def test_it_reads_imap_and_checks_certificates(self):
        read = self.read(PASSWORD)
        self.assertEqual((read["pollname"], read["protocol"], read["service"], read["remote"]), ("imap.fabrikam.example", "IMAP", "993", PASSWORD))
        self.assertTrue(read["ssl"] and read["sslcertck"] and read["keep"])
        self.assertIsNone(read["password"])

    def test_it_reads_pop3_and_insists_on_starttls(self):
        self.assertEqual(self.read(POP3)["protocol"], "POP3")
        read = self.read(STARTTLS)
        self.assertEqual((read["service"], read["sslproto"], bool(read["ssl"]), bool(read["sslcertck"])), ("143", "auto", False, True))

    def test_no_letter_of_a_name_is_lost(self):
        self.assertEqual(self.read(PASSWORD, "--username", EVIL_USER)["remote"], EVIL_USER)

    def test_where_only_oauth2_is_left_others_are_named(self):
        for address in (OUTLOOK, MICROSOFT365):
            why = self.refused("fetchmail", address)
            self.assertIn("fetchmail cannot sign in with OAuth2", why)
            self.assertIn("mbsync, getmail", why)


if __name__ == "__main__":
    main()
