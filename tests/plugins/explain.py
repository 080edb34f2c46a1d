"""usage: explain.py HOMING SCHEMAS

`homing explain`: a pasted text in, what it means out.
"""
import json
import os
import pathlib
import pty
import subprocess
import sys
import unittest

import jsonschema

HOMING, SCHEMAS = sys.argv[1], pathlib.Path(sys.argv[2])
OFF = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."


def validate(document):
    files = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.schema.json")]
    store = {schema["$id"]: schema for schema in files}
    schema = store["https://homing.example/schema/explanation.schema.json"]
    jsonschema.validate(document, schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store=store))


def homing(*words, given=""):
    return subprocess.run([HOMING, "explain", *words], input=given, capture_output=True, text=True, timeout=30, check=False)


class Explain(unittest.TestCase):
    def test_words_are_joined(self):
        for words in ([OFF], OFF.split(" ")):
            ran = homing(*words)
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))
            self.assertTrue(ran.stdout.startswith("smtp.auth.disabled_tenant"))
            self.assertIn("Authenticated SMTP", ran.stdout)
            self.assertNotIn("\033", ran.stdout)

    def test_the_standard_input_is_read(self):
        for words in ([], ["-"]):
            self.assertEqual(json.loads(homing("--json", *words, given=f"log\n{OFF}\nmore").stdout)["matches"][0]["id"], "smtp.auth.disabled_tenant")

    def test_a_text_may_begin_with_a_hyphen(self):
        self.assertEqual(homing("-ERR", "Basic authentication is disabled").stdout.split()[0], "pop3.basic_disabled")

    def test_unknown_text_says_so_and_what_to_send(self):
        ran = homing("nothing is wrong")
        self.assertEqual(ran.returncode, 1)
        self.assertTrue(ran.stdout.startswith("unknown"))
        self.assertIn("Send", ran.stdout)

    def test_the_document_follows_the_schema(self):
        for text in (OFF, "read ECONNRESET", "", "nothing is wrong", "\udcff\udcfe".encode("utf-8", "surrogateescape").decode("latin-1")):
            ran = homing("--json", "-", given=text)
            document = json.loads(ran.stdout)
            validate(document)
            self.assertEqual(ran.returncode, 0 if document["matches"] else 1)
            self.assertEqual("unknown" in document, not document["matches"])

    def test_nothing_of_the_text_is_repeated(self):
        ran = homing("-", given=f"password=hunter2secret Bearer abcdefsecret {OFF}")
        self.assertNotIn("secret", ran.stdout + ran.stderr)

    def test_without_a_text_on_a_terminal_it_is_a_mistake(self):
        main, side = pty.openpty()
        ran = subprocess.run([HOMING, "explain"], stdin=side, capture_output=True, text=True, timeout=30, check=False)
        os.close(main), os.close(side)
        self.assertEqual(ran.returncode, 2)
        self.assertIn("wants an error text", ran.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
