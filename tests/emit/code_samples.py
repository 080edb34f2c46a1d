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
                if name == "swaks" and address in (OUTLOOK, EVIL_ATOM):
                    self.assertEqual(export(name, address, *options)["outcome"], "impossible")  # it knows no OAuth2
                    continue
                if name == "spring" and address == PASSWORD and options:
                    continue  # a case of its own
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
                if of is not None and file["name"] != "mail_backend.py":  # which takes it from the settings
                    seen.add(name)
                    self.assertTrue(user in of(file["text"]) or name == "wordpress", (name, file["text"]))
        self.assertEqual(seen, {"phpmailer", "wordpress", "python", "django", "nodemailer", "spring", "dotnet", "go", "rails"})

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
                (home / "send.sh").write_text(self.files(name, PASSWORD, ("--username", EVIL_USER))[0]["text"])
                done = subprocess.run(["sh", "send.sh", "grace@contoso.example", "letter"], cwd=home, env={"PATH": f"{home}:/bin"}, capture_output=True, text=True,
                                      check=True)
                self.assertIn(EVIL_USER, done.stdout.split("\0"))
                self.assertFalse((home / "canary").exists())

    def test_a_user_name_that_a_program_would_misread_is_refused(self):
        for name, user in (("spring", "a${b}c"), ("spring", "a#{b}c"), ("postfix", "ada:x"), ("curl", "ada:x")):
            document = export(name, PASSWORD, "--username", user)
            self.assertEqual((document["outcome"], document["files"]), ("impossible", []))
            self.assertIn("user name", document["why_not"])

    def test_properties_of_spring_hold_what_they_say(self):
        text = self.files("spring", PASSWORD, ("--username", "a\\b=c:d # e"))[0]["text"]
        with self.folder() as home:
            (home / "Read.java").write_text('import java.util.*;public class Read{public static void main(String[] a)throws Exception{Properties p=new Properties();'
                                            'p.load(System.in);System.out.print(p.getProperty("spring.mail.username"));}}')
            done = subprocess.run(["java", str(home / "Read.java")], input=text, capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout, "a\\b=c:d # e")

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

    def test_every_connection_is_encrypted_and_checked(self):
        """What each program needs to be told, so that it does not go on in plain text or believe any certificate."""
        needed = {"symfony": "require_tls=true|smtps://|sendmail://", "nodemailer": "secure: true|requireTLS: true",
                  "spring": "checkserveridentity", "rails": "openssl_verify_mode: 'peer'", "swaks": "--tls-verify", "curl": "--ssl-reqd",
                  "python": r"create_default_context\(\)", "django": r"create_default_context\(\)", "go": "ServerName: host",
                  "dotnet": r"SecureSocketOptions\.(SslOnConnect|StartTls)", "phpmailer": "ENCRYPTION_(SMTPS|STARTTLS)",
                  "wordpress": r"SMTP_SECURE", "laravel": "MAIL_SCHEME=smtp|MAIL_MAILER=sendmail"}
        for name, address, options in self.each(ORDINARY):
            text = "".join(file["text"] for file in self.files(name, address, options))
            self.assertRegex(text, needed[name])


if __name__ == "__main__":
    main()
