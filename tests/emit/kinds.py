"""usage: kinds.py HOMING

Every format for every kind of mailbox: what can be written and what cannot, that nothing harmful is in it, and what `homing export`
tells people and the shell.
"""
import pathlib
import re
import stat
import subprocess
import tempfile
import unittest

from kit import (EVIL_ADDRESS, EVIL_ATOM, EVIL_PUBLISHED, EVIL_USER, HERE, HOMING, MICROSOFT365, NOTHING, OUTLOOK, PASSWORD, PLAIN, POP3, STARTTLS,
                 export, formats, main)

MAIL_FORMATS = {"thunderbird", "outlook", "apple", "mutt", "neomutt", "aerc", "himalaya", "gnus", "mbsync", "getmail", "offlineimap", "fetchmail",
                "msmtp", "postfix", "publish"}
IMPOSSIBLE = {
    OUTLOOK: {"outlook", "apple", "fetchmail"},
    MICROSOFT365: {"outlook", "fetchmail"},
    PASSWORD: set(),
    POP3: {"mbsync", "offlineimap"},
    STARTTLS: {"getmail", "offlineimap"},
    PLAIN: MAIL_FORMATS,
    NOTHING: MAIL_FORMATS,
}
# What would weaken a connection, or be a secret.
HARMFUL = [r"SSLv[23]", r"TLSv?1([._]?[01])?\b(?![._]?[23])", r"nosslcertck", r"no sslcertck", r"certcheck\s*(=|\s)\s*off", r"CERT_NONE", r"insecure",
           r"verify\w*\s*[=:]\s*(no|false|0|none|off)\b", r"rejectUnauthorized", r"allow_?self_?signed", r"InsecureSkipVerify", r"ciphers?\b",
           r"ssl_force_tls\s*=\s*no", r"starttls\s*[=:]\s*(false|try)", r"<socketType>plain", r"EmailAuthNone", r"correct-horse", r"<<\w+>>"]
SECRET = r"(?i)\b(pass(word)?|secret|remotepass|token)\b\s*[=:]\s*['\"]?[A-Za-z0-9]"


def run(*words, given=None):
    return subprocess.run([HOMING, "export", "--answers", str(HERE / "worlds.json"), *words], input=given, capture_output=True, text=True, check=False)


class Kinds(unittest.TestCase):
    def test_every_format_of_a_mail_program_has_its_tests(self):
        self.assertEqual({one["name"] for one in formats() if one["kind"] != "code"}, MAIL_FORMATS)

    def test_what_can_be_written_is_and_the_rest_has_a_reason(self):
        for address, impossible in IMPOSSIBLE.items():
            for name in sorted(MAIL_FORMATS):
                with self.subTest(address=address, format=name):
                    document = export(name, address)
                    self.assertEqual(document["outcome"], "impossible" if name in impossible else "written", document.get("why_not"))

    def test_the_reason_is_the_true_one(self):
        self.assertIn("in plain text only", export("msmtp", PLAIN)["why_not"])
        self.assertIn("Nobody knows settings", export("msmtp", NOTHING)["why_not"])
        self.assertIn("does not insist on STARTTLS", export("offlineimap", STARTTLS)["why_not"])
        self.assertIn("POP3 was not asked for", export("getmail", POP3, "--protocol", "imap")["why_not"])

    def test_notes_tell_what_must_still_be_done(self):
        self.assertIn(f"Sign in once before: homing login {OUTLOOK}", export("mutt", OUTLOOK)["notes"])
        self.assertIn(f"Sign in once before: homing login --client-id 1234 {OUTLOOK}", export("mutt", OUTLOOK, "--client-id", "1234")["notes"])
        self.assertIn("IMAP and POP3 are off by default in Outlook.com mailboxes.", export("mbsync", OUTLOOK)["notes"])
        ends = "Sending with a password"
        self.assertIn("2026-12-31", " ".join(export("msmtp", MICROSOFT365, "--method", "password")["notes"]))
        self.assertIn(ends, " ".join(export("msmtp", MICROSOFT365, "--method", "password")["notes"]))
        self.assertNotIn(ends, " ".join(export("msmtp", MICROSOFT365)["notes"]))
        self.assertNotIn("IMAP", " ".join(export("msmtp", OUTLOOK)["notes"]))

    def test_a_retired_method_is_written_only_when_it_is_named(self):
        self.assertNotIn("xoauth2", export("mutt", OUTLOOK, "--method", "password")["files"][0]["text"])
        self.assertIn("password is retired at outlook.office365.com.", " ".join(export("mutt", OUTLOOK, "--method", "password")["notes"]))

    def test_nothing_harmful_and_no_secret_is_ever_written(self):
        for address in (*IMPOSSIBLE, EVIL_ADDRESS, EVIL_ATOM, EVIL_PUBLISHED):
            for one in formats():
                for file in export(one["name"], address)["files"]:
                    with self.subTest(address=address, format=one["name"]):
                        for pattern in HARMFUL if one["kind"] == "code" else (*HARMFUL, SECRET):  # code names where it takes a secret from
                            found = re.search(pattern, file["text"].replace("<<host>>", ""))
                            self.assertIsNone(found, found)

    def test_the_patterns_find_what_they_are_for(self):
        for text in ("tls_certcheck off", "sslproto SSLv3", "no sslcertck", "verify_peer = false", "TLSv1.1", "starttls = try", "<<user>>"):
            self.assertTrue(any(re.search(pattern, text) for pattern in HARMFUL), text)
        self.assertFalse(any(re.search(pattern, "TLSv1.2 TLSv1.3") for pattern in HARMFUL))
        for text in ("password = hunter2", 'imap.sasl.plain.password = "x"', "remotepass=abc", "<password: q"):
            self.assertRegex(text, SECRET)

    def test_a_secret_that_is_given_is_not_repeated(self):
        for one in formats():
            done = run("--json", "--password-stdin", "--method", "password", one["name"], PASSWORD, given="correct-horse\n")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("correct-horse", done.stdout + done.stderr)

    def test_what_no_configuration_can_carry_is_refused(self):
        done = run("msmtp", PASSWORD, "--username", "ada\nhost evil.example")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("control characters", done.stderr)
        self.assertIn("ends in a blank", export("msmtp", PASSWORD, "--username", "ada ")["why_not"])

    def test_a_named_server_and_user_are_used(self):
        text = export("msmtp", PASSWORD, "--server", "submission://mail.contoso.example:2587", "--username", "grace")["files"][0]["text"]
        self.assertIn('host mail.contoso.example\nport 2587\n', text)
        self.assertIn('tls_starttls on\n', text)
        self.assertIn('user "grace"\n', text)
        self.assertIn("imaps://[2001:db8::1]:993/", export("mutt", PASSWORD, "--server", "imaps://[2001:db8::1]")["files"][0]["text"])


class CommandLine(unittest.TestCase):
    def test_one_file_goes_to_a_pipe_and_notes_beside_it(self):
        done = run("msmtp", OUTLOOK)
        self.assertEqual((done.returncode, done.stdout), (0, export("msmtp", OUTLOOK)["files"][0]["text"]))
        self.assertIn("note: Sign in once before: homing login", done.stderr)

    def test_several_files_have_their_places_above_them(self):
        self.assertRegex(run("offlineimap", OUTLOOK).stdout, r"(?s)^==> ~/.offlineimaprc <==\n.*\n==> ~/.offlineimap.py <==\n")

    def test_files_are_written_with_their_modes_and_never_over_others(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder) / "new" / "offlineimaprc"
            self.assertEqual(run("offlineimap", OUTLOOK, "--output", f"{folder}/new").returncode, 0)
            self.assertEqual(stat.S_IMODE(place.stat().st_mode), 0o600)
            place.write_text("mine")
            done = run("offlineimap", OUTLOOK, "--output", f"{folder}/new")
            self.assertEqual((done.returncode, place.read_text()), (2, "mine"))
            self.assertIn("it exists; --force", done.stderr)
            self.assertEqual(run("offlineimap", OUTLOOK, "--output", f"{folder}/new", "--force").returncode, 0)
            self.assertEqual(place.read_text(), export("offlineimap", OUTLOOK)["files"][0]["text"])
            self.assertEqual(run("publish", "purelymail.com", "--output", folder).returncode, 0)
            self.assertTrue((pathlib.Path(folder) / "ua-auto-config.purelymail.com/.well-known/user-agent-configuration.json").exists())

    def test_the_shell_is_told(self):
        self.assertEqual(run("fetchmail", OUTLOOK).returncode, 1)
        self.assertEqual(run("fetchmail", OUTLOOK, "--json").returncode, 1)
        for words in ((), ("msmtp",), ("msmtp", PASSWORD, PASSWORD), ("msmtp", "ada"), ("thunderbird", "fabrikam.example"),
                      ("msmtp", PASSWORD, "--method", "none")):
            with self.subTest(words):
                self.assertEqual(run(*words).returncode, 2)

    def test_a_format_that_does_not_exist_is_told_with_the_nearest_first(self):
        done = run("muttt", PASSWORD)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, 'no format "muttt"; there are mutt ')

    def test_the_formats_are_listed(self):
        lines = run("--list").stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines], [one["name"] for one in formats()])


if __name__ == "__main__":
    main()
