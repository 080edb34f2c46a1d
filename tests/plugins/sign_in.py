"""usage: sign_in.py HOMING ANSWERS SCHEMAS

`homing login`, `token` and `logout`: what is for people, what is for programs, and who may read what is left on the disk.
"""
import base64
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

import jsonschema

HOMING, ANSWERS, SCHEMAS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
ADA = "ada@contoso.example"
UNDER_WINE = "HOMING_UNDER_WINE" in os.environ  # access lists show as modes there
SECRETS = ("access-token", "refresh-token", "device-code-of-a-test")


def validate(document):
    files = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.schema.json")]
    store = {schema["$id"]: schema for schema in files}
    schema = store["https://homing.example/schema/sign-in.schema.json"]
    jsonschema.validate(document, schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store=store))


def mending(path, mode):
    return f'icacls "{path}"' if UNDER_WINE else f"chmod {mode} '{path}'"


def mode_of(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def is_private(path, mode):
    """wine knows others, but not the group from the owner."""
    return mode_of(path) & 0o7 == 0 if UNDER_WINE else mode_of(path) == mode


class SignIn(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.store, self.key = self.home / "state" / "homing", self.home / "config" / "homing" / "store.key"

    def run_homing(self, *words, client="client-of-a-test", **surroundings):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"), "BROWSER": "/bin/false"}
        environment.update(surroundings)
        if client:
            environment["HOMING_CLIENT_ID"] = client
        options = ["--answers", ANSWERS, "--set", "store.place=file", "--set", f"store.folder={self.store}"]
        done = subprocess.run([HOMING, *words, *options], capture_output=True, text=True, timeout=60, check=False, env=environment,
                              stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout, done.stderr

    def sign_in(self):
        code, out, error = self.run_homing("login", ADA, "--device", "--for", "imap,smtp")
        self.assertEqual(code, 0, error)
        return out, error

    def assert_told(self, ran, code, *parts):
        """It failed so, standard output is empty, and standard error says why."""
        self.assertEqual(ran[:2], (code, ""), ran)
        for part in parts:
            self.assertIn(part, ran[2])

    def test_what_to_do_is_for_standard_error_and_what_came_of_it_for_standard_output(self):
        out, error = self.sign_in()
        self.assertIn("https://microsoft.com/devicelogin", error)
        self.assertIn("ABCD-EFGH", error)
        self.assertNotIn("ABCD-EFGH", out)
        self.assertIn(f"signed in as {ADA}", out)
        self.assertIn(f"the folder {self.store}", out)
        for secret in SECRETS:
            self.assertNotIn(secret, out + error)

    def test_the_documents_follow_the_schema_and_hold_no_secret(self):
        code, out, error = self.run_homing("login", ADA, "--device", "--for", "imap,smtp", "--json")
        self.assertEqual(code, 0)
        validate(json.loads(out))
        self.assertEqual(json.loads(out)["sign_in"]["granted"], ["imap", "smtp"])
        code, gone, _ = self.run_homing("logout", ADA, "--json")
        self.assertEqual(code, 0)
        validate(json.loads(gone))
        self.assertIs(json.loads(gone)["sign_in"]["was_kept"], True)
        for secret in SECRETS:
            self.assertNotIn(secret, out + error + gone)

    def test_a_token_stands_alone_on_its_line(self):
        self.sign_in()
        self.assertEqual(self.run_homing("token", ADA, "--for", "imap"), (0, "access-token-1\n", ""))
        self.assertEqual(self.run_homing("token", ADA, "--for", "smtp", "--json"), (0, "access-token-1\n", ""))

    def test_a_response_of_sasl_stands_alone_on_its_line(self):
        self.sign_in()
        code, out, error = self.run_homing("token", ADA, "--for", "imap", "--sasl", "xoauth2")
        self.assertEqual((code, error), (0, ""))
        self.assertEqual(base64.b64decode(out.strip(), validate=True), f"user={ADA}\1auth=Bearer access-token-1\1\1".encode())
        self.assertEqual(out.count("\n"), 1)

    def test_why_there_is_no_token_is_for_standard_error(self):
        self.assert_told(self.run_homing("token", ADA, "--for", "imap"), 1, "no sign-in is kept")
        self.sign_in()
        self.assert_told(self.run_homing("token", ADA, "--for", "graph"), 1, "not for graph")
        code, out, error = self.run_homing("token", ADA, "--for", "graph", "--json")
        self.assertEqual((code, out), (1, ""))
        validate(json.loads(error))
        self.assertEqual(json.loads(error)["diagnosis"]["id"], "oauth.scope_missing")

    def test_after_the_sign_out_there_is_none(self):
        self.sign_in()
        code, out, error = self.run_homing("logout", ADA)
        self.assertEqual((code, error), (0, ""))
        self.assertIn("erased", out)
        self.assert_told(self.run_homing("token", ADA, "--for", "imap"), 1, "no sign-in is kept")
        self.assertIn("nothing was kept", self.run_homing("logout", ADA)[1])

    def test_mistakes_are_told_before_anybody_is_asked(self):
        self.assert_told(self.run_homing("login", ADA, "--device", "--for", "fax"), 2, "imap, pop3, smtp and graph")
        self.assert_told(self.run_homing("token", ADA, "--for", "fax"), 2, "imap, pop3, smtp or graph")
        self.assert_told(self.run_homing("token", ADA, "--for", "imap,smtp"), 2)
        self.assert_told(self.run_homing("token", ADA), 2, "--for")
        self.assert_told(self.run_homing("token", ADA, "--for", "imap", "--sasl", "plain"), 2, "XOAUTH2")
        for command in (["login", "--device"], ["token", "--for", "imap"], ["logout"]):
            self.assert_told(self.run_homing(*command, "ada lovelace@contoso.example"), 2, "space")
            self.assert_told(self.run_homing(*command), 2, "wants an address")
        self.assert_told(self.run_homing("login", ADA, "--device", "--offline"), 2, "offline")
        self.assertFalse(self.store.exists())

    def test_without_a_client_id_it_is_told_where_to_get_one(self):
        code, out, error = self.run_homing("login", ADA, "--device", "--json", client=None)
        self.assertEqual((code, error), (1, ""))
        document = json.loads(out)
        validate(document)
        self.assertEqual(document["diagnosis"]["id"], "oauth.no_client")
        self.assertTrue(document["diagnosis"]["steps"])

    def test_nobody_else_can_read_what_is_kept_and_its_key(self):
        before = os.umask(0)  # the worst
        try:
            self.sign_in()
        finally:
            os.umask(before)
        self.assertTrue(is_private(self.key, 0o600))
        self.assertTrue(is_private(self.store, 0o700))
        self.assertTrue(list(self.store.iterdir()))
        for path in self.store.iterdir():
            self.assertTrue(is_private(path, 0o600))
            for secret in SECRETS:
                self.assertNotIn(secret.encode(), path.read_bytes())

    def test_a_folder_that_others_may_read_is_refused_with_its_name_and_what_to_do(self):
        self.sign_in()
        self.store.chmod(0o755)
        self.assert_told(self.run_homing("token", ADA, "--for", "imap"), 1, mending(self.store, "700"))
        self.store.chmod(0o700)
        self.assertEqual(self.run_homing("token", ADA, "--for", "imap")[1], "access-token-1\n")

    def test_a_key_that_others_may_read_is_refused_with_its_name_and_what_to_do(self):
        self.sign_in()
        self.key.chmod(0o644)
        self.assert_told(self.run_homing("token", ADA, "--for", "imap"), 1, mending(self.key, "600"))

    def test_another_key_opens_nothing(self):
        self.sign_in()
        self.key.write_text("k" * 44 + "\n", encoding="ascii")
        self.assert_told(self.run_homing("token", ADA, "--for", "imap"), 1, "another key")
        self.assertEqual(self.run_homing("login", ADA, "--device", "--for", "imap,smtp")[0], 1)

    def test_a_trace_is_for_its_owner_alone_holds_no_secret_and_replays(self):
        trace = self.home / "trace.json"
        trace.write_text("", encoding="ascii")
        trace.chmod(0o644)  # somebody has made it before
        code, out, error = self.run_homing("login", ADA, "--device", "--for", "imap,smtp", "--trace", str(trace))
        self.assertEqual(code, 0, error)
        self.assertTrue(is_private(trace, 0o600))
        for secret in (*SECRETS, "ABCD-EFGH"):
            self.assertNotIn(secret, trace.read_text(encoding="utf-8"))
        again = subprocess.run([HOMING, "login", ADA, "--device", "--for", "imap,smtp", "--answers", trace, "--set", "store.place=file", "--set",
                                f"store.folder={self.home}/again", "--set", f"store.key_file={self.home}/again.key", "--set",
                                "oauth.client_id=client-of-a-test"], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(again.stdout.replace(f"{self.home}/again", str(self.store)), out)

    def test_a_browser_that_does_not_start_is_told_and_the_page_with_it(self):
        code, out, error = self.run_homing("login", ADA, "--no-browser", "--json")
        self.assertEqual(json.loads(out)["diagnosis"]["id"], "oauth.listener")  # answers of a file have no browser
        self.assertNotIn("code_verifier", out + error)
        self.assertEqual(code, 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
