"""usage: mail_programs.py HOMING

What is written for mutt, neomutt, aerc, Himalaya and Gnus, read by each of them; for Himalaya, which the distribution lacks, by TOML's
reader and the list of its keys.
"""
import os
import re
import tomllib
import urllib.parse

from kit import EVIL_ADDRESS, EVIL_ATOM, EVIL_PUBLISHED, EVIL_USER, MICROSOFT365, OUTLOOK, PASSWORD, POP3, STARTTLS, Case, export, main, token_call

NAMES = ("from", "imap_user", "folder", "spoolfile", "imap_authenticators", "imap_oauth_refresh_command", "smtp_url", "smtp_authenticators",
         "smtp_oauth_refresh_command", "ssl_force_tls", "ssl_starttls", "ssl_verify_dates", "ssl_verify_host", "pop_host", "pop_user")


def unquoted(text):
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


class Mutts(Case):
    def read(self, program, address, *options):
        with self.home(program, address, *options) as home:
            words = [word for name in NAMES for word in ("-Q", name)]
            done = home.run(program, "-F", home.place, *words)
            self.assertEqual(done.returncode, 0, done.said)
            lines = [re.sub(r"^(\w+) is set$", r"\1=yes", line) for line in done.stdout.splitlines()]
            read = dict(re.fullmatch(r"(?:set )?(\w+) ?= ?(.*)", line).groups() for line in lines)
            read = {name: unquoted(value) for name, value in read.items()}
            for protocol in ("imap", "smtp"):
                if read[f"{protocol}_oauth_refresh_command"]:
                    read[f"{protocol} asks"] = home.asked_by(read[f"{protocol}_oauth_refresh_command"])
            return read

    def test_they_read_a_sign_in_with_oauth2(self):
        for program in ("mutt", "neomutt"):
            with self.subTest(program):
                read = self.read(program, OUTLOOK)
                self.assertEqual((read["from"], read["imap_user"], read["folder"].rstrip("/")), (OUTLOOK, OUTLOOK, "imaps://outlook.office365.com:993"))
                self.assertEqual((read["imap_authenticators"], read["smtp_authenticators"]), ("xoauth2", "xoauth2"))
                self.assertEqual(read["smtp_url"], "smtp://ada%40outlook.com@smtp-mail.outlook.com:587/")
                self.assertEqual((read["imap asks"], read["smtp asks"]), ([token_call(OUTLOOK, "imap")], [token_call(OUTLOOK, "smtp")]))

    def test_they_encrypt_always_and_check_certificates(self):
        for program in ("mutt", "neomutt"):
            for address in (PASSWORD, STARTTLS, POP3):
                with self.subTest(program=program, address=address):
                    read = self.read(program, address)
                    self.assertEqual([read[name] for name in ("ssl_force_tls", "ssl_starttls", "ssl_verify_dates", "ssl_verify_host")], ["yes"] * 4)
                    self.assertEqual(read["imap_oauth_refresh_command"] + read["imap_authenticators"], "")

    def test_they_read_pop3(self):
        for program in ("mutt", "neomutt"):
            read = self.read(program, POP3)
            self.assertEqual((read["pop_user"], read["pop_host"].rstrip("/")), (POP3, "pops://pop.litware.example:995"))
            self.assertEqual(read["spoolfile" if program == "mutt" else "spool_file"].rstrip("/"), "pops://pop.litware.example:995")

    def test_no_letter_of_a_name_is_lost_or_carried_out(self):
        for program in ("mutt", "neomutt"):
            with self.subTest(program):
                self.assertEqual(self.read(program, EVIL_PUBLISHED)["imap_user"], EVIL_USER)
                url = self.read(program, PASSWORD, "--username", EVIL_USER)["smtp_url"]
                self.assertEqual(urllib.parse.unquote(url.removeprefix("smtps://").rsplit("@", 1)[0]), EVIL_USER)
                read = self.read(program, EVIL_ATOM)
                self.assertEqual((read["from"], read["imap asks"], read["smtp asks"]),
                                 (EVIL_ATOM, [token_call(EVIL_ATOM, "imap")], [token_call(EVIL_ATOM, "smtp")]))
                self.assertIn("loses what stands between quotation marks", self.refused(program, EVIL_ADDRESS))


class Aerc(Case):
    def start(self, address, *options):
        """aerc runs the command of `source` as it reads its file, and then shows the account's tab."""
        with self.home("aerc", address, *options) as home:
            seen = home.on_terminal("aerc", until=lambda text: " work " in text or "rror" in text)
            self.assertIn(" work ", seen)
            self.assertNotIn("rror", seen)
            return home.place.read_text(), home.calls()

    def test_it_reads_a_sign_in_with_oauth2(self):
        text, asked = self.start(OUTLOOK)
        self.assertEqual(asked, [token_call(OUTLOOK, "imap")])
        self.assertIn("source = imaps+xoauth2://ada%40outlook.com@outlook.office365.com:993\n", text)
        self.assertIn("outgoing = smtp+xoauth2://ada%40outlook.com@smtp-mail.outlook.com:587\n", text)
        self.assertIn("smtp-starttls = true\n", text)

    def test_a_file_that_it_cannot_read_would_be_told(self):
        with self.home("aerc", OUTLOOK) as home:
            home.place.write_text(home.place.read_text().replace("imaps+xoauth2://", "imaps+xoauth2:// %zz"))
            seen = home.on_terminal("aerc", until=lambda text: " work " in text or "rror" in text)
            self.assertTrue("rror" in seen or " work " not in seen, seen)

    def test_no_letter_of_an_address_is_lost_or_carried_out(self):
        self.assertEqual(self.start(EVIL_ADDRESS)[1], [token_call(EVIL_ADDRESS, "imap")])

    def test_what_its_configuration_cannot_carry_is_refused(self):
        self.assertIn("aerc's configuration cannot carry", self.refused("aerc", '"%(from)s"@outlook.com'))


class Himalaya(Case):
    # Of its sample configuration: what an account may hold, by protocol.
    KEYS = {"server": str, "starttls": bool, "sasl": {"xoauth2": {"username": str, "token": {"command": list}},
                                                      "plain": {"username": str, "password": {"command": list}}}}

    def follows(self, value, keys):
        self.assertIsInstance(value, dict if isinstance(keys, dict) else keys)
        for name in value if isinstance(keys, dict) else ():
            self.assertIn(name, keys)
            self.follows(value[name], keys[name])

    def read(self, address, *options):
        with self.home("himalaya", address, *options) as home:
            account = tomllib.loads(home.place.read_text())["accounts"]["work"]
            self.follows(account, {"default": bool, "imap": self.KEYS, "smtp": self.KEYS})
            return account

    def test_it_signs_in_with_oauth2(self):
        account = self.read(OUTLOOK)
        self.assertEqual(account["imap"]["server"], "imaps://outlook.office365.com:993")
        self.assertEqual(account["imap"]["sasl"]["xoauth2"], {"username": OUTLOOK, "token": {"command": ["homing", *token_call(OUTLOOK, "imap")]}})
        self.assertEqual((account["smtp"]["server"], account["smtp"]["starttls"]), ("smtp://smtp-mail.outlook.com:587", True))

    def test_a_password_comes_from_a_command_that_is_told(self):
        self.assertEqual(self.read(PASSWORD)["imap"]["sasl"]["plain"]["password"], {"command": ["pass", "show", "mail/" + PASSWORD]})
        self.assertTrue(any("pass show mail/" + PASSWORD in note for note in export("himalaya", PASSWORD)["notes"]))

    def test_no_letter_of_a_name_is_lost(self):
        self.assertEqual(self.read(EVIL_PUBLISHED)["imap"]["sasl"]["plain"]["username"], EVIL_USER)
        self.assertEqual(self.read(EVIL_ADDRESS)["smtp"]["sasl"]["xoauth2"]["token"]["command"][2], EVIL_ADDRESS)


class Gnus(Case):
    def ask(self, address, lisp, *options):
        with self.home("gnus", address, *options) as home:
            compiled = home.run("emacs", "--batch", "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", home.place)
            self.assertEqual(compiled.returncode, 0, compiled.said)
            os.unlink(str(home.place) + "c")
            done = home.run("emacs", "--batch", "-l", home.place, "--eval", f"(princ {lisp})")
            self.assertEqual(done.returncode, 0, done.said)
            return done.stdout, home.calls()

    def test_it_reads_a_sign_in_with_oauth2(self):
        for address, smtp in ((OUTLOOK, "smtp-mail.outlook.com"), (MICROSOFT365, "smtp.office365.com")):
            secret = "(funcall (plist-get (car (auth-source-search :host %s :port %s :max 1 :require '(:user :secret))) :secret))"
            told, asked = self.ask(address, secret % ("'(\"work\" \"outlook.office365.com\")", "'(\"993\" \"imaps\")"))
            self.assertEqual((told, asked), ("a-token", [token_call(address, "imap")]))
            told, asked = self.ask(address, secret % (f'"{smtp}"', "587"))
            self.assertEqual((told, asked), ("a-token", [token_call(address, "smtp")]))
            told, _ = self.ask(address, "(list (assq 'nnimap-authenticator (cddr gnus-select-method)) smtpmail-stream-type)")
            self.assertEqual(told, "((nnimap-authenticator xoauth2) starttls)")
            told, _ = self.ask(address, f"(plist-get (car (auth-source-search :host \"{smtp}\" :port 587 :max 1)) :smtp-auth)")
            self.assertEqual(told, "xoauth2")

    def test_other_hosts_are_not_its_business(self):
        told, asked = self.ask(OUTLOOK, "(auth-source-search :host \"imap.contoso.example\" :port 993 :max 1)")
        self.assertEqual((told, asked), ("nil", []))
        for user, known in ((OUTLOOK, "t"), ("somebody@else.example", "nil")):  # who has a mailbox at the same host
            form = "(and (auth-source-search :host \"outlook.office365.com\" :port 993 :user {} :max 1) t)"
            self.assertEqual([self.ask(OUTLOOK, form.format(one))[0] for one in (f'"{user}"', f'\'("{user}")')], [known, known])

    def test_it_reads_a_password_account(self):
        told, _ = self.ask(STARTTLS, "(list (assq 'nnimap-stream (cddr gnus-select-method)) smtpmail-smtp-server user-mail-address)")
        self.assertEqual(told, f"((nnimap-stream starttls) smtp.tailspin.example {STARTTLS})")

    def test_no_letter_of_a_name_is_lost_or_carried_out(self):
        self.assertEqual(self.ask(EVIL_PUBLISHED, "(cadr (assq 'nnimap-user (cddr gnus-select-method)))")[0], EVIL_USER)
        self.assertEqual(self.ask(EVIL_ADDRESS, "user-mail-address")[0], EVIL_ADDRESS)

    def test_without_imap_it_sends(self):
        self.assertIn("Receiving is left out: The format for Gnus does not do POP3.", export("gnus", POP3)["notes"])
        self.assertEqual(self.ask(POP3, "smtpmail-smtp-server")[0], "smtp.litware.example")


if __name__ == "__main__":
    main()
