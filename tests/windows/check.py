"""usage: check.py HOMING NATIVE PROGRAMS

What the command line does on Windows, held against what it does here: HOMING is the one, NATIVE the other. PROGRAMS is the folder of
the programs for Windows.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request

import servers

HOMING, NATIVE, PROGRAMS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
TESTS = pathlib.Path(__file__).resolve().parent.parent
WINE = TESTS / "windows" / "wine"
PASSWORD = "correct horse"


def run(program, *words, given="", **surroundings):
    return subprocess.run([program, *map(str, words)], input=given, capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, **surroundings})


def document(program, *words, **more):
    return json.loads(run(program, *words, "--json", **more).stdout)


def is_closed(path):
    """wine shows an access list as a mode, which does not tell the group from the owner."""
    return path.stat().st_mode & 0o7 == 0


def without_times(value):
    """Milliseconds are those of the machine."""
    if isinstance(value, dict):
        return {key: without_times(one) for key, one in value.items() if key != "timing" and key != "ms" and not key.endswith("_ms")}
    return [without_times(one) for one in value] if isinstance(value, list) else value


class Same(unittest.TestCase):
    """As on Linux"""

    def assert_same(self, *words):
        here, there = document(NATIVE, *words), document(HOMING, *words)
        self.assertEqual(without_times(there), without_times(here))
        return there

    def test_offline(self):
        """a document without a network is that of Linux"""
        for address in ("ada@outlook.com", "ada@gmail.com", "eve@nobody.example", "ada@xn--bcher-kva.example"):
            self.assert_same("resolve", address, "--offline")
        self.assertEqual(self.assert_same("resolve", "ada@outlook.com", "--offline")["mailbox"]["kind"], "outlook.com")

    def test_words(self):
        """an address in any script arrives as it was typed (IDNA 2008: not a sharp s made of two)"""
        for address in ("grüße@bücher.example", "ada@faß.example", "ада@пример.example", "user@例え.example", "ada@bad..example"):
            self.assertEqual(run(HOMING, "resolve", address, "--offline", "--json").stderr, run(NATIVE, "resolve", address, "--offline", "--json").stderr)
            if ".." not in address:
                self.assert_same("resolve", address, "--offline")

    def test_folder(self):
        """the manifests of a folder are those that are compiled in"""
        manifests = TESTS.parent / "manifests" / "providers"
        with tempfile.TemporaryDirectory(suffix=" ü") as folder:
            for manifest in manifests.glob("*.json"):
                (pathlib.Path(folder) / manifest.name).write_bytes(manifest.read_bytes())
            found = self.assert_same("resolve", "ada@outlook.com", "--offline", "--set", f"catalog.dir={folder}")
        self.assertIn("outlook.com", json.dumps(found["evidence"]))

    def test_export(self):
        """what other programs get is the same for each of them, and is written once, closed to others where it must be"""
        formats = [line.split()[0] for line in run(HOMING, "export", "--list").stdout.splitlines()]
        self.assertIn("msmtp", formats)
        for each in formats:
            words = ["export", each, "ada@gmail.com", "--offline", "--method", "password"]
            self.assertEqual(run(HOMING, *words).stdout, run(NATIVE, *words).stdout)
        with tempfile.TemporaryDirectory(suffix=" ü") as folder:
            words = ["export", "msmtp", "ada@gmail.com", "--offline", "--method", "password"]
            self.assertEqual(run(HOMING, *words, "--output", f"{folder}/new").returncode, 0)
            [written] = [path for path in pathlib.Path(folder, "new").rglob("*") if path.is_file()]
            self.assertEqual(written.read_text(encoding="utf-8"), run(NATIVE, *words).stdout)
            self.assertTrue(is_closed(written))
            self.assertIn("--force", run(HOMING, *words, "--output", f"{folder}/new").stderr)

    def test_explain(self):
        """what an error text means is that of Linux"""
        self.assert_same("explain", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox")

    def test_replay(self):
        """answers of a file lead to the same document, bit for bit, and files have names in any script"""
        with tempfile.TemporaryDirectory() as folder:
            answers, trace = pathlib.Path(folder) / "ответы ü.json", pathlib.Path(folder) / "след.json"
            answers.write_bytes((TESTS / "capi" / "answers.json").read_bytes())
            words = ["resolve", "ada@fabrikam.example", "--json", "--answers", answers]
            told = run(HOMING, *words, "--trace", trace).stdout
            self.assertEqual(told, run(NATIVE, *words).stdout)
            self.assertEqual(run(NATIVE, *words[:-1], trace).stdout, told)
            self.assertNotIn(b"\r", trace.read_bytes())


class Served(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        servers.make_certificates(cls.folder)
        cls.names = servers.NameServer()

    def options(self, authority="authority"):
        trust = ["--set", f"tls.ca_file={self.folder / authority}.pem"] if authority else []
        return ["--set", self.names.option, *trust]

    def directory(self, authority):
        server = servers.WebServer(self.folder / "server.pem", {"GET /v1.1/tailspin.example": servers.AUTOCONFIG})
        words = ["--set", f"directory.url=https://directory.example:{server.port}/v1.1/", "--set", "deadline_ms=8000"]
        return document(HOMING, "resolve", "ada@tailspin.example", *self.options(authority), *words), server

    def verify(self, certificate, authority):
        server = servers.ImapServer(self.folder / f"{certificate}.pem")
        words = ["verify", "ada@tailspin.example", "--protocol", "imap", "--method", "password", "--server", f"imaps://imap.tailspin.example:{server.port}"]
        return document(HOMING, *words, "--password-stdin", *self.options(authority), given=PASSWORD + "\n"), server

    def assert_refused(self, certificate, authority, why):
        proved, server = self.verify(certificate, authority)
        self.assertNotEqual(proved["outcome"], "ok")
        self.assertIn(why, json.dumps(proved))
        self.assertEqual(server.heard, b"")


class Live(Served):
    """Over the loopback"""

    def test_dns(self):
        """a name server on a port of its own says where the mailbox is"""
        words = ["resolve", "ada@contoso.example", *self.options(), "--set", "directory=off"]
        found = document(HOMING, *words)
        self.assertEqual((found["outcome"], found["mailbox"]["kind"]), ("found", "microsoft365"))
        self.assertEqual(without_times(found)["imap"], without_times(document(NATIVE, *words))["imap"])

    def test_https(self):
        """a configuration comes by https"""
        found, server = self.directory("authority")
        self.assertEqual((found["outcome"], found["imap"][0]["host"]), ("found", "imap.tailspin.example"))
        self.assertIn(b"GET /v1.1/tailspin.example ", server.heard)

    def test_https_refused(self):
        """nothing is asked of a web server whose certificate nobody vouches for"""
        found, server = self.directory("other")
        self.assertNotEqual(found["outcome"], "found")
        self.assertEqual(server.heard, b"")

    def test_talk(self):
        """an IMAP server takes the password over TLS"""
        proved, server = self.verify("server", "authority")
        self.assertEqual(proved["outcome"], "ok", proved)
        self.assertIn(base64.b64encode(f"\0ada@tailspin.example\0{PASSWORD}".encode()), server.heard)

    def test_talk_refused(self):
        """no password goes to a server whose certificate is of another authority, or for another name"""
        self.assert_refused("server", "other", "unable to get local issuer certificate")
        self.assert_refused("wrong", "authority", "elsewhere.example")


    def test_browser(self):
        """a browser comes back to the loopback with a code, which the authorization server takes for a token"""
        pages = {}
        server = servers.WebServer(self.folder / "server.pem", pages)
        issuer = f"https://login.example:{server.port}"
        pages["GET /.well-known/oauth-authorization-server"] = json.dumps(
            {"issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
             "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"], "scopes_supported": ["mail"]})
        pages["POST /token"] = json.dumps({"access_token": "browser-token", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "again"})
        words = ["login", "ada@tailspin.example", "--no-browser", "--issuer", issuer, "--client-id", "client-of-a-test", "--for", "imap", "--json",
                 *self.options(), "--set", "store.place=file", "--set", f"store.folder={self.folder}/kept", "--set", "directory=off",
                 "--set", f"store.key_file={self.folder}/kept.key"]
        login = subprocess.Popen([HOMING, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        page = next(line.strip() for line in login.stderr if line.strip().startswith("https://"))
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        back = asked["redirect_uri"] + "?" + urllib.parse.urlencode({"code": "a-code", "state": asked["state"]})
        with urllib.request.urlopen(back, timeout=20) as shown:
            self.assertEqual(shown.status, 200)
        out, error = login.communicate(timeout=60)
        self.assertEqual(login.returncode, 0, out + error)
        self.assertIn(b"code=a-code", server.heard)
        self.assertNotIn("browser-token", out + error)


class SystemStore(Served):
    """Certificates"""

    def test_system_store(self):
        """without tls.ca_file the authorities are those of Windows' own store"""
        self.assert_refused("server", None, "unable to get local issuer certificate")
        done = run(WINE, PROGRAMS / "trust.exe", self.folder / "authority.der")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.verify("server", None)[0]["outcome"], "ok")


class Kept(unittest.TestCase):
    """What is kept"""

    def test_usual_places(self):
        """a sign-in is kept in the user's profile, its key beside other settings, and another program finds both there"""
        profile = next((pathlib.Path(os.environ["WINEPREFIX"]) / "drive_c" / "users").glob("*/AppData"))
        folder, key = profile / "Local" / "homing", profile / "Roaming" / "homing" / "store.key"
        words = ["--answers", TESTS / "capi" / "sign_in.json", "--set", "oauth.client_id=client-of-a-test", "--set", f"store.folder={folder}"]
        done = run(HOMING, "login", "ada@contoso.example", "--device", "--for", "imap,smtp", *words)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertTrue(key.is_file())
        [kept] = folder.glob("*.homing")
        self.assertNotIn(b"refresh-token", kept.read_bytes())
        for path in (folder, key, kept):
            self.assertTrue(is_closed(path), path)
        self.assertEqual(run(HOMING, "token", "ada@contoso.example", "--for", "imap", *words).stdout, "access-token-1\n")
        self.assertEqual(run(HOMING, "logout", "ada@contoso.example", "--offline").returncode, 0)
        self.assertEqual(list(folder.glob("*.homing")), [])


    def test_client_secret(self):
        """a client secret that others may read is refused, with the command that mends it"""
        with tempfile.TemporaryDirectory() as folder:
            clients = pathlib.Path(folder) / "clients.json"
            clients.write_text('{"login.microsoftonline.com": {"client_id": "of-a-file", "client_secret": "secret"}}', encoding="ascii")
            words = ["login", "ada@contoso.example", "--device", "--for", "imap", "--answers", TESTS / "capi" / "sign_in.json",
                     "--set", f"oauth.clients={clients}", "--set", f"store.folder={folder}/kept", "--set", f"store.key_file={folder}/key"]
            clients.chmod(0o644)
            self.assertIn(f'icacls "{clients}"', run(HOMING, *words).stdout)
            clients.chmod(0o600)
            self.assertNotIn("icacls", run(HOMING, *words).stdout)


class Sentences(unittest.TextTestResult):
    def getDescription(self, test):
        return f"{type(test).__doc__}: {test.shortDescription()}"


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], testRunner=unittest.TextTestRunner(verbosity=2, resultclass=Sentences))
