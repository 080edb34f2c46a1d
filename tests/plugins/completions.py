"""usage: completions.py HOMING CLI_FOLDER

The manual page and the completions of three shells know what `homing --help` knows, and the shells themselves complete it.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HOMING, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
ENVIRONMENT = {**os.environ, "PATH": f"{HOMING.parent}:{os.environ['PATH']}", "TERM": "dumb", "NO_COLOR": "1"}
HELP = subprocess.run([HOMING, "--help"], check=True, capture_output=True, text=True).stdout
COMMANDS = set(re.findall(r"^(?:usage:)? +homing ([a-z-]+)", HELP, flags=re.MULTILINE))
OPTIONS = set(re.findall(r"--([a-z][a-z-]*)", HELP))


def run(*command):
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=20, check=True).stdout


def options_of(text):
    return set(re.findall(r"(?<![\w-])--([a-z][a-z-]*)", text)) - {"version"}


class TheyKnowWhatHelpKnows(unittest.TestCase):
    def test_help_was_read(self):
        self.assertLessEqual({"resolve", "verify", "login", "export", "version"}, COMMANDS)
        self.assertLessEqual({"json", "offline", "set", "help"}, OPTIONS)

    def test_the_manual_page(self):
        page = run("mandoc", "-T", "ascii", str(FOLDER / "homing.1"))
        page = re.sub(r".\x08", "", page)
        self.assertEqual(options_of(page), OPTIONS)
        self.assertEqual(set(re.findall(r"^ {7}([a-z][a-z-]+)(?= |$)", page.split("OPTIONS")[0].split("COMMANDS")[1], flags=re.MULTILINE)), COMMANDS)
        codes = re.search(r"exit codes\n(.*?)\n  Of", HELP, flags=re.DOTALL).group(1)
        for code, word in re.findall(r"^  (\d)  ([a-z]+)", codes, flags=re.MULTILINE):
            self.assertRegex(page, rf"(?mi)^ +{code} +{word}")

    def test_the_manual_pages_are_well_formed(self):
        for page in (FOLDER / "homing.1", FOLDER.parents[1] / "capi/libhoming.3"):
            with self.subTest(page.name):
                self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", str(page)), "")

    def test_bash(self):
        text = (FOLDER / "homing.bash").read_text("utf-8")
        self.assertEqual(options_of(text), OPTIONS)
        self.assertEqual(set(re.search(r'-W "(resolve [a-z -]*)"', text).group(1).split()) - {"help", "--help", "--version"}, COMMANDS)

    def test_zsh(self):
        text = (FOLDER / "homing.zsh").read_text("utf-8")
        self.assertEqual(options_of(text), OPTIONS)
        self.assertEqual(set(re.findall(r"^  ['\"]([a-z-]+):", text, flags=re.MULTILINE)) - {"help"}, COMMANDS)

    def test_fish(self):
        text = (FOLDER / "homing.fish").read_text("utf-8")
        self.assertEqual(set(re.findall(r"^complete .* -l ([a-z-]+)", text, flags=re.MULTILINE)) - {"version"}, OPTIONS)
        self.assertEqual(set(re.findall(r"__homing_starts -a ([a-z-]+)", text)) - {"help"}, COMMANDS)


class TheShellsComplete(unittest.TestCase):
    def bash(self, *words):
        script = f'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() {{ :; }}; _homing; printf "%s\\n" "${{COMPREPLY[@]}}"'
        return run("bash", "-c", script, "bash", str(FOLDER / "homing.bash"), *words).split()

    def fish(self, line):
        script = f"source {FOLDER}/homing.fish; complete -C '{line}'"
        return [row.split("\t")[0] for row in run("fish", "--no-config", "-c", script).splitlines()]

    def zsh(self, line):
        """What stands on the line once the tabulator was pressed."""
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        shutil.copy(FOLDER / "homing.zsh", f"{folder}/_homing")
        script = f"fpath=({folder} $fpath); PS1='> '; autoload -U compinit; compinit -D -u\n"
        child, terminal = pty.fork()
        if child == 0:
            os.execvpe("zsh", ["zsh", "-f", "-i"], ENVIRONMENT)
        os.write(terminal, script.encode() + line.encode() + b"\t")
        heard, until = "", time.monotonic() + 10
        while time.monotonic() < until and not re.search(rf"> .*{re.escape(line)}\S", heard.replace("\x07", "")):
            if select.select([terminal], [], [], 0.1)[0]:
                heard += os.read(terminal, 4096).decode("utf-8", "replace")
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
        return heard.replace("\x07", "").splitlines()[-1]

    def test_commands(self):
        self.assertEqual(self.bash("homing", "veri"), ["verify"])
        self.assertEqual(self.fish("homing veri"), ["verify"])
        self.assertIn("homing verify", self.zsh("homing veri"))

    def test_options(self):
        self.assertEqual(self.bash("homing", "verify", "a@b.example", "--no-l"), ["--no-login"])
        self.assertEqual(self.fish("homing verify a@b.example --no-l"), ["--no-login"])
        self.assertIn("--no-login", self.zsh("homing verify --no-l"))

    def test_names_for_set(self):
        self.assertEqual(self.bash("homing", "resolve", "--set", "oauth.client_i"), ["oauth.client_id="])
        self.assertEqual(self.fish("homing resolve --set oauth.client_i"), ["oauth.client_id="])
        self.assertIn("oauth.client_id=", self.zsh("homing resolve --set oauth.client_i"))

    def test_formats(self):
        self.assertEqual(self.bash("homing", "export", "msm"), ["msmtp"])
        self.assertEqual(self.fish("homing export msm"), ["msmtp"])
        self.assertIn("homing export msmtp", self.zsh("homing export msm"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
