"""usage: manual.py BUILD

The manual is whole, Doxygen has nothing to complain of, and the programs in its pages are compiled, run, and do what the pages say.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
MANUAL = ROOT / "capi/manual"
ANSWERS = ROOT / "tests/capi/answers.json"
LIBRARY = BUILD / "capi/libhoming.so.1"
ENVIRONMENT = {**os.environ, "PATH": f"{BUILD / 'plugins/cli'}:{os.environ['PATH']}", "HOMING_LIBRARY": str(LIBRARY), "LD_LIBRARY_PATH": str(BUILD / "capi")}
sys.path.insert(0, str(ROOT / "tests/capi"))
from homing_header import functions  # noqa: E402


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT, **more)


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)


class TheReference(Folder):
    def doxygen(self, root):
        config = (root / "capi/manual/Doxyfile").read_text("utf-8") + f"\nOUTPUT_DIRECTORY = {self.folder}/out\n"
        return run("doxygen", "-", cwd=root, input=config)

    def test_doxygen_has_nothing_to_complain_of_and_every_function_has_its_text(self):
        done = self.doxygen(ROOT)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        told = {}
        for file in (self.folder / "out/xml").glob("*.xml"):
            for member in tree.parse(file).iter("memberdef"):
                told[member.findtext("name")] = "".join(member.find("briefdescription").itertext()).strip()
        for name in functions(ROOT / "capi/include/homing/homing.h"):
            self.assertNotEqual(told.get(name, ""), "", name)
        self.assertTrue((self.folder / "out/html/index.html").exists())

    def test_a_function_without_a_text_would_be_complained_of(self):
        shutil.copytree(ROOT / "capi", self.folder / "capi", ignore=shutil.ignore_patterns("node_modules"))
        header = self.folder / "capi/include/homing/homing.h"
        text = header.read_text("utf-8").replace("/* ---- Options", "HOMING_API int32_t homing_untold(void);\n\n/* ---- Options", 1)
        header.write_text(text, "utf-8")
        done = self.doxygen(self.folder)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("homing_untold", done.stderr)


class ThePages(Folder):
    def program(self, page, language):
        """All code of one language in a page is one program."""
        text = (MANUAL / page).read_text("utf-8")
        program = self.folder / f"program.{language}"
        program.write_text("".join(re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)), "utf-8")
        return program

    def test_a_mail_client_in_c(self):
        source = self.program("mail-client-in-c.md", "c")
        client = self.folder / "client"
        built = run("cc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wshadow", "-Werror", f"-I{ROOT}/capi/include", source, LIBRARY, "-o", client)
        self.assertEqual((built.returncode, built.stderr), (0, ""))
        done = run(client, "ada@fabrikam.example", f"answers={ANSWERS}", input="correct-horse\n")
        self.assertIn("kind other\nimap imap.fabrikam.example 993\nsmtp smtp.fabrikam.example 465\n", done.stdout)
        self.assertIn("proof partial\nsmtp: ", done.stdout)  # its submission server refuses this password
        self.assertIn('"event":"done"', done.stderr)
        self.assertNotIn("correct-horse", done.stdout + done.stderr)
        self.assertEqual(done.returncode, 1)
        wrong = run(client, "ada@@fabrikam.example", "offline=on")
        self.assertEqual(wrong.stdout, "ada@@fabrikam.example\n    ^\n")
        self.assertNotEqual(wrong.stderr, "")
        self.assertIn("speed", run(client, "ada@outlook.com", "speed=high", "offline=on").stderr)

    def test_a_wordpress_style_host(self):
        done = run("php", self.program("wordpress-style-host.md", "php"), "ada@fabrikam.example", "--answers", ANSWERS)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for line in ("[Host] => smtp.fabrikam.example", "[Port] => 465", "[SMTPSecure] => ssl", "[Username] => ada", "[kind] => other"):
            self.assertIn(line, done.stdout)
        self.assertIn("Who can mend it: admin\n", done.stdout)
        self.assertIn("[AuthType] => XOAUTH2", run("php", self.folder / "program.php", "ada@outlook.com", "--offline").stdout)

    def test_from_python(self):
        program = self.program("from-python.md", "python")
        ENVIRONMENT["PYTHONPATH"] = str(ROOT / "capi/bindings/python")
        done = run("/usr/bin/python3", "-B", program, "ada@fabrikam.example", "ada@contoso.example", "ada@@contoso.example", f"answers={ANSWERS}")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0], "ada@fabrikam.example: other, imap.fabrikam.example:993, password current")
        self.assertEqual(lines[1], "ada@contoso.example: microsoft365, outlook.office365.com:993, password retired")
        self.assertRegex(lines[2], r"^ada@@contoso\.example: .+ \(byte 4\)$")
        self.assertRegex(lines[3], r"^smtp\.auth\.disabled_tenant: Sending by SMTP")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
