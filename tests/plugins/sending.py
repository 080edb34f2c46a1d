"""usage: sending.py HOMING ANSWERS

`homing options-to-send`: what people and programs read, and what the shell is told.
"""
import json
import subprocess
import sys
import unittest

HOMING, ANSWERS = sys.argv[1], sys.argv[2]


def run(*words):
    done = subprocess.run([HOMING, "options-to-send", *words, "--answers", ANSWERS], capture_output=True, check=False, text=True)
    return done.returncode, done.stdout, done.stderr


class OptionsToSend(unittest.TestCase):
    def test_one_way_that_fits_is_enough(self):
        code, out, _ = run("outlook.com")
        self.assertEqual(code, 0)
        self.assertIn("yes     Client submission (SMTP AUTH)", out)
        self.assertIn("no      Direct Send", out)
        self.assertIn("password retired since 2024-09-16", out)
        self.assertIn("Microsoft publishes no figure", out)

    def test_a_server_and_its_sign_in_stand_in_the_table(self):
        code, out, _ = run("contoso.example")
        self.assertIn("smtp.office365.com  587 STARTTLS", out)
        self.assertIn("contoso-example.mail.protection.outlook.com  25 STARTTLS", out)
        self.assertIn("nobody signs in", out)
        self.assertIn("30 messages a minute", out)
        self.assertIn("missing: contoso.example TXT: include:spf.protection.outlook.com", out)
        self.assertEqual(code, 0)  # High Volume Email stays inside, so that no record is in its way

    def test_where_no_way_fits_the_shell_is_told(self):
        self.assertEqual(run("nowhere.example")[0], 1)
        self.assertEqual(run("tailspin.example")[0], 3)

    def test_an_address_is_as_good_as_its_domain(self):
        self.assertEqual(json.loads(run("ada@contoso.example", "--json")[1])["domain"], "contoso.example")

    def test_a_program_gets_the_document(self):
        code, out, _ = run("contoso.example", "--json")
        self.assertEqual(code, 0)
        self.assertEqual([option["id"] for option in json.loads(out)["options"]][0], "client-submission")

    def test_what_cannot_be_used_is_refused(self):
        for words in ((), ("a.example", "b.example"), ("contoso",), ("contoso.example", "--nonsense")):
            with self.subTest(words):
                code, out, error = run(*words)
                self.assertEqual((code, out), (2, ""))
                self.assertTrue(error)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
