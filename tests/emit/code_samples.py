"""usage: code_samples.py HOMING

Each language reads the samples that are written in it, and what a stranger publishes stays one literal. That they send: tests/lab.
"""
import ast
import json
import re
import subprocess

from kit import EVIL_ATOM, EVIL_USER, MICROSOFT365, OUTLOOK, PASSWORD, STARTTLS, Case, export, formats, main

ORDINARY = {OUTLOOK: (), MICROSOFT365: (), PASSWORD: (), STARTTLS: ()}
EVIL = {PASSWORD: ("--username", EVIL_USER), EVIL_ATOM: (), MICROSOFT365: ("--username", EVIL_USER)}
DOUBLE, SINGLE = r'"(?:[^"\\]|\\.)*"', r"'(?:[^'\\]|\\.)*'"
PHP_LITERALS = """foreach (token_get_all(stream_get_contents(STDIN)) as $t)
    if (is_array($t) && $t[0] === T_CONSTANT_ENCAPSED_STRING) $all[] = eval("return $t[1];"); echo json_encode($all);"""


def literals(text, form):
    """The values of all literals of a form, by the rules of a language that knows a backslash before anything."""
    return {re.sub(r"\\(.)", r"\1", found[1:-1]) for found in re.findall(form, text)}


def php_literals(text):
    done = subprocess.run(["php", "-r", PHP_LITERALS], input=text, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def python_literals(text):
    return {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def double(text):
    return literals(text, DOUBLE)


def single(text):
    return literals(text, SINGLE)


# By a file's ending: what reads it without running it, and its literals.
READERS = {
    ".php": (["php", "-l"], php_literals),
    ".py": (["/usr/bin/python3", "-m", "py_compile"], python_literals),
    ".cjs": (["node", "--check"], double),
    ".go": (["go", "vet"], double),
    ".rb": (["ruby", "-wc"], single),
    ".cs": (["mcs", "--parse"], double),
    ".java": (["javac", "-proc:none", "-d", ".", "-cp",
               ":".join(["/usr/share/java/javax.mail.jar"] + [f"/usr/share/java/spring3-{part}.jar" for part in ("core", "beans", "context", "context.support")])],
              double),
    ".sh": (["sh", "-n"], None),
}


class Samples(Case):
    def files(self, name, address, options):
        document = export(name, address, *options)
        self.assertEqual(document["outcome"], "written", document)
        return document["files"]

    def each(self, worlds):
        for name in sorted(one["name"] for one in formats() if one["kind"] == "code"):
            for address, options in worlds.items():
                if name == "swaks" and address != PASSWORD:  # it knows no OAuth2, and compares no names after STARTTLS
                    self.assertEqual(export(name, address, *options)["outcome"], "impossible")
                    continue
                if (name, address) in (("spring", PASSWORD), ("curl", PASSWORD)) and options:
                    continue  # cases of their own
                if name == "curl" and options:
                    options = ("--username", EVIL_USER.replace(";", ""))
                with self.subTest(format=name, address=address, options=options):
                    yield name, address, options

    def reads(self, home, file):
        reader, _ = READERS.get(file["name"][file["name"].rfind("."):], (None, None))
        if reader is None:
            return
        place = home / file["name"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file["text"])
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "GOCACHE": str(home / "go-cache"), "GO111MODULE": "off"}
        done = subprocess.run([*reader, str(place)], cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_each_language_reads_what_is_written_in_it(self):
        for name, address, options in self.each({**ORDINARY, **EVIL}):
            with self.folder() as home:
                for file in self.files(name, address, options):
                    self.reads(home, file)

    def test_go_is_as_gofmt_writes_it(self):
        for address in ORDINARY:
            done = subprocess.run(["gofmt"], input=self.files("go", address, ())[0]["text"], capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout, self.files("go", address, ())[0]["text"])

    def test_what_a_stranger_publishes_stays_one_literal(self):
        seen = set()
        for name, address, options in self.each(EVIL):
            user = EVIL_USER if options else EVIL_ATOM
            for file in self.files(name, address, options):
                _, of = READERS.get(file["name"][file["name"].rfind("."):], (None, None))
                if of is not None and file["name"] != "mail_backend.py" and name != "wordpress":  # which take it from their settings
                    seen.add(name)
                    self.assertIn(user, of(file["text"]), name)
        self.assertEqual(seen, {"phpmailer", "python", "django", "nodemailer", "spring", "dotnet", "go", "rails"})

    def test_constants_of_wordpress_hold_what_they_say(self):
        for address, options in EVIL.items():
            file = self.files("wordpress", address, options)[0]
            code = f"<?php {file['text']} echo json_encode([SMTP_USER, SMTP_PORT]);"
            done = subprocess.run(["php"], input=code, capture_output=True, text=True, check=True)
            self.assertEqual(json.loads(done.stdout)[0], EVIL_USER if options else EVIL_ATOM)

    def test_the_shell_hands_on_what_a_stranger_publishes(self):
        for name in ("curl", "swaks"):
            with self.folder() as home:
                (home / name).write_text('#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done\n')
                (home / name).chmod(0o700)
                user = EVIL_USER.replace(";", "")  # which curl would misread
                (home / "send.sh").write_text(self.files(name, PASSWORD, ("--username", user))[0]["text"])
                done = subprocess.run(["sh", "send.sh", "grace@contoso.example", "letter"], cwd=home, env={"PATH": f"{home}:/bin"}, capture_output=True, text=True,
                                      check=True)
                self.assertIn(user, done.stdout.split("\0"))
                self.assertFalse((home / "canary").exists())

    def test_a_user_name_that_a_program_would_misread_is_refused(self):
        for name, user in (("spring", "a${b}c"), ("spring", "a#{b}c"), ("postfix", "ada:x"), ("curl", "ada:x"), ("curl", "ada;x")):
            document = export(name, PASSWORD, "--username", user)
            self.assertEqual((document["outcome"], document["files"]), ("impossible", []))
            self.assertIn("user name", document["why_not"])

    def test_properties_of_spring_hold_what_they_say(self):
        user = "a\\b=c:d # j\u00fcrgen \U0001f4e7"
        text = self.files("spring", PASSWORD, ("--username", user))[0]["text"]
        self.assertTrue(text.isascii())
        with self.folder() as home:
            (home / "Read.java").write_text('import java.util.*;public class Read{public static void main(String[] a)throws Exception{Properties p=new Properties();'
                                            'p.load(System.in);System.out.write(p.getProperty("spring.mail.username").getBytes("UTF-8"));}}')
            done = subprocess.run(["java", str(home / "Read.java")], input=text, capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout, user)

    def test_postfix_knows_every_parameter(self):
        for address, options in {**ORDINARY, **{PASSWORD: ("--username", "q'$x")}}.items():
            with self.folder() as home:
                files = {file["name"]: file["text"] for file in self.files("postfix", address, options)}
                (home / "main.cf").write_text(files["main.cf"])
                (home / "master.cf").write_text(files.get("master.cf", ""))
                done = subprocess.run(["/usr/sbin/postconf", "-c", home, "-n"], capture_output=True, text=True, check=True)
                self.assertNotIn("unused parameter", done.stderr)
                services = subprocess.run(["/usr/sbin/postconf", "-c", home, "-M"], capture_output=True, text=True, check=True)
                self.assertEqual("homing-relay" in services.stdout, "master.cf" in files)

    def test_the_sign_in_that_postfix_needs_is_told_whole(self):
        notes = " ".join(export("postfix", OUTLOOK, "--client-id", "1234")["notes"])
        self.assertIn(f"homing login --device --client-id 1234 {OUTLOOK}", notes)

    def test_what_may_go_well_later_is_tried_again_by_postfix(self):
        files = {file["name"]: file["text"] for file in self.files("postfix", OUTLOOK, ())}
        for status, told in ((0, 0), (64, 64), (65, 65), (68, 75), (76, 75), (78, 75), (1, 75)):
            with self.folder() as home:
                (home / "msmtp").write_text(f'#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\nexit {status}\n')
                (home / "msmtp").chmod(0o700)
                (home / "relay").write_text(files["homing-relay"].replace("/usr/bin/msmtp", str(home / "msmtp")))
                done = subprocess.run(["sh", home / "relay", "--from=ada@outlook.com", "--", "grace@contoso.example"], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, told)
                self.assertEqual(done.stdout.splitlines(), ["--file=/etc/postfix/msmtprc", "--from=ada@outlook.com", "--", "grace@contoso.example"])

    def test_every_connection_is_encrypted_and_checked(self):
        """What each program needs to be told, so that it does not go on in plain text or believe any certificate."""
        needed = {"symfony": "smtps://|sendmail://", "nodemailer": "secure: true|requireTLS: true",
                  "spring": "checkserveridentity", "rails": "openssl_verify_mode: 'peer'", "swaks": "-verify_return_error -verify_hostname", "curl": "--ssl-reqd",
                  "python": r"create_default_context\(\)", "django": r"create_default_context\(\)", "go": "ServerName: host",
                  "dotnet": r"SecureSocketOptions\.(SslOnConnect|StartTls)", "phpmailer": "ENCRYPTION_(SMTPS|STARTTLS)",
                  "wordpress": r"SMTP_SECURE", "laravel": "MAIL_SCHEME=smtps|MAIL_MAILER=sendmail"}
        for name, address, options in self.each(ORDINARY):
            text = "".join(file["text"] for file in self.files(name, address, options))
            self.assertRegex(text, needed[name])


if __name__ == "__main__":
    main()
