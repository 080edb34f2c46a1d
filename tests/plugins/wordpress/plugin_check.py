"""usage: plugin_check.py PLUGINS BUILD VERSION CMAKE

The plug-ins for WordPress and Roundcube keep the rules of WordPress's Plugin Check that can be told without a WordPress, are read by PHP 7.4, and are
packed to the same bytes each time.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

PLUGINS, BUILD, VERSION, CMAKE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
PLUGIN, WEBMAIL = PLUGINS / "wordpress/homing-mail", PLUGINS / "roundcube/homing"
RULES = pathlib.Path(__file__).with_name("rules.php")
ZIP = BUILD / "wordpress/homing-mail.zip"
ALLOWED = {".php", ".js", ".css", ".txt", ".md", ".pot", ".po", ".mo", ".json", ".h"}
# A class that breaks each rule once: what the checker does not see in it, it does not see at all.
BAD = """<?php
namespace Bad;
echo 1;
class A {
    public function __construct(private int $a) {}
    public function f(int|string $x, ?string $y = null,): mixed { return $x?->y; }
    public function g(#[\\SensitiveParameter] string $s) { return match(true) { default => str_contains($s, 'a') }; }
    public function h() { try { f(a: 1); } catch (\\Exception) { $x = $y ?? throw new \\Exception(); } echo esc_html($x) . $_GET['x']; }
    public function q($wpdb, $id) { $wpdb->query("DELETE FROM {$wpdb->posts} WHERE id = $id"); eval('1'); exec('ls'); }
}
"""
SEEN = ["promoted", "comma after", "union type", "type mixed", "?->", "attribute", "match", "str_contains", "named argument", "catch without", "throw in",
        "escaped", "unslashed", "sanitized", "prepared", "eval", "exec", "guarded"]


def faults(*folders):
    done = subprocess.run(["php", RULES, *folders], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def asked(source, *words):
    """What a script has in $told."""
    return json.loads(subprocess.run(["php", "-r", f"{source} echo json_encode($told);", *words], capture_output=True, text=True, check=True).stdout)


def labels(file):
    return asked(f"require '{file}'; $told = $labels;")


def header():
    return dict(re.findall(r"^ \* ([A-Z][A-Za-z ]+):\s+(.+)$", (PLUGIN / "homing-mail.php").read_text("utf-8"), flags=re.MULTILINE))


def readme():
    text = (PLUGIN / "readme.txt").read_text("utf-8")
    return text, dict(re.findall(r"^([A-Z][A-Za-z ]+): (.+)$", text.split("== Description")[0], flags=re.MULTILINE))


class TheSources(unittest.TestCase):
    def test_the_checker_sees_each_rule_broken(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "readme.txt").touch()
            pathlib.Path(folder, "bad.php").write_text(BAD, "utf-8")
            found = "\n".join(faults(folder))
            self.assertEqual([rule for rule in SEEN if rule not in found], [])

    def test_they_break_none(self):
        self.assertEqual(faults(PLUGIN, WEBMAIL), [])

    def test_scripts_make_no_markup_of_text_and_load_nothing_from_elsewhere(self):
        forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|@import|https?://(?!www\.w3\.org)"
        for file in PLUGIN.glob("assets/*"):
            self.assertIsNone(re.search(forbidden, file.read_text("utf-8")), file)
        for file in PLUGIN.rglob("*.php"):
            self.assertIsNone(re.search(r"wp_(enqueue|register)_(script|style)\([^)]*https?:", file.read_text("utf-8")), file)


class TheWords(unittest.TestCase):
    def test_the_header_is_whole_and_agrees_with_the_build(self):
        found = header()
        self.assertEqual({"Plugin Name", "Description", "Version", "Requires at least", "Requires PHP", "Author", "License", "License URI", "Text Domain",
                          "Domain Path"}, set(found))
        self.assertEqual((found["Version"], found["Text Domain"], found["Domain Path"]), (VERSION, "homing-mail", "/languages"))
        self.assertIn(f"const VERSION = '{VERSION}';", (PLUGIN / "homing-mail.php").read_text("utf-8"))

    def test_the_readme_is_whole_and_agrees_with_the_header(self):
        text, found = readme()
        self.assertEqual(text.splitlines()[0], f"=== {header()['Plugin Name']} ===")
        for name in ("Requires at least", "Requires PHP", "License", "License URI"):
            self.assertEqual(found[name], header()[name], name)
        self.assertEqual(found["Stable tag"], VERSION)
        self.assertRegex(found["Tested up to"], r"^\d\.\d$")
        self.assertLessEqual(len(found["Tags"].split(",")), 5)
        short = text.split("\n\n")[1]
        self.assertLessEqual(len(short), 150)
        for section in ("Description", "Installation", "Frequently Asked Questions", "Changelog"):
            self.assertIn(f"\n== {section} ==\n", text)

    def test_the_readme_lists_each_constant(self):
        settings = (PLUGIN / "src/Account/Settings.php").read_text("utf-8")
        names = re.findall(r"'(\w+)'", re.search(r"const CONSTANTS = \[(.*?)\]", settings, re.DOTALL)[1])
        wanted = {f"HOMING_MAIL_{name.upper()}" for name in names} | set(re.findall(r"defined\('(\w+)'\)", settings))
        self.assertEqual(set(re.findall(r"HOMING_MAIL_\w+", readme()[0])), wanted)

    def test_what_ffi_preloads_is_what_ffi_declares(self):
        declared = re.search(r"<<<'C'\n(.*?)\nC;", (PLUGIN / "src/Native/Conversation.php").read_text("utf-8"), re.DOTALL)[1]
        self.assertEqual((PLUGIN / "preload/homing.h").read_text("utf-8"), f'#define FFI_SCOPE "HOMING"\n#define FFI_LIB "libhoming.so.1"\n{declared}\n')

    def test_roundcube_has_each_label_in_each_language(self):
        sources = "\n".join(file.read_text("utf-8") for file in WEBMAIL.rglob("*.php"))
        used = set(re.findall(r"(?:gettext|Refusal|\$text)\('(\w+)'[,)]", sources))
        used |= {f"who{who}" for who in ("user", "admin", "developer", "microsoft")}
        languages = {file.name: labels(file) for file in WEBMAIL.glob("localization/*.inc")}
        self.assertGreater(len(languages), 1)
        for name, found in languages.items():
            self.assertEqual({label for label in found if f"'{label}'" not in sources and not label.startswith("who")}, set(), name)
            self.assertEqual(found.keys(), languages["en_US.inc"].keys(), name)
            self.assertLessEqual(used, found.keys(), name)
            self.assertTrue(all(text.strip() for text in found.values()), name)

    def test_a_private_network_is_told_however_an_address_is_written(self):
        private = ["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "198.19.0.1", "::1", "::",
                   "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "not an address"]
        public = ["8.8.8.8", "52.97.0.1", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2603:1026::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
        told = asked(f"require '{PLUGIN}/src/Native/Host.php'; $told = array_map(fn ($one) => @Homing\\Mail\\Native\\Host::isPublic($one), json_decode($argv[1]));",
                     json.dumps(private + public))
        self.assertEqual(dict(zip(private + public, told)), {**dict.fromkeys(private, False), **dict.fromkeys(public, True)})


class TheZip(unittest.TestCase):
    def test_it_has_files_of_text_alone_none_of_them_hidden(self):
        with zipfile.ZipFile(ZIP) as packed:
            names = packed.namelist()
            self.assertEqual(packed.read("homing-mail/homing-mail.php"), (PLUGIN / "homing-mail.php").read_bytes())
        for name in names:
            self.assertTrue(name.startswith("homing-mail/") and "/." not in name and pathlib.Path(name).suffix in ALLOWED, name)
        sources = [file for file in PLUGIN.rglob("*") if file.is_file() and file.parent.name != "languages"]
        self.assertEqual({name for name in names if "/languages/" not in name}, {f"homing-mail/{file.relative_to(PLUGIN)}" for file in sources})

    def test_it_has_the_same_bytes_each_time(self):
        with zipfile.ZipFile(ZIP) as packed, tempfile.TemporaryDirectory() as folder:
            packed.extractall(f"{folder}/copy")
            parts = ";".join(f"{name}={folder}/copy/{name}" for name in packed.namelist())
            subprocess.run([CMAKE, f"-DFOLDER={folder}/packed", f"-DPACKED={folder}/again.zip", f"-DPARTS={parts}", f"-DZIP={shutil.which('zip')}", "-P",
                            PLUGINS / "pack.cmake"], check=True, env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C"})
            self.assertEqual(pathlib.Path(folder, "again.zip").read_bytes(), ZIP.read_bytes())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
