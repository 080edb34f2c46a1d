"""usage: texts.py PLUG_IN BUILD

Every text of the plug-in for WordPress is in its template and in every language, and says the same things; scripts get theirs.
"""
import gettext
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PLUG_IN, BUILD = map(pathlib.Path, sys.argv[1:3])
LANGUAGES = PLUG_IN / "languages"
FUNCTIONS = r"\b(?:__|_n|_e|_x|_nx|esc_html__|esc_html_e|esc_html_x|esc_attr__|esc_attr_e|esc_attr_x)\("
TEXT = r"(?:'((?:\\.|[^'\\])*)'|\"((?:\\.|[^\"\\])*)\")"
CALL = re.compile(rf"{FUNCTIONS}\s*{TEXT}(?:,\s*{TEXT},[^;'\"]*?)?,\s*'homing-mail'\s*\)")
PLACE = re.compile(r"%(?:\d\$)?[sd]|%%")


def texts(source):
    """The texts that calls in a source hand over for translation."""
    return {re.sub(r"\\(.)", r"\1", text) for call in CALL.finditer(source) for text in call.groups() if text}


def sources():
    return [file for pattern in ("*.php", "src/**/*.php", "assets/*.js") for file in sorted(PLUG_IN.glob(pattern))]


def catalogue(file):
    """Text -> translations, as msgfmt reads a file; of a template, with each text as its own translation."""
    with tempfile.NamedTemporaryFile(suffix=".mo") as made:
        complete = subprocess.run(["msgen", file], capture_output=True, check=True).stdout if file.suffix == ".pot" else file.read_bytes()
        subprocess.run(["msgfmt", "--check-format", "-o", made.name, "-"], input=complete, check=True)
        with open(made.name, "rb") as opened:
            entries = gettext.GNUTranslations(opened)._catalog  # pylint: disable=protected-access
    found = {}
    for key, text in entries.items():
        name = key[0] if isinstance(key, tuple) else key
        found.setdefault(name, []).append(text)
    found.pop("", None)
    return found


class TheTexts(unittest.TestCase):
    def test_each_call_has_its_text_in_place_and_the_own_domain(self):
        for file in sources():
            source = file.read_text("utf-8")
            self.assertEqual(len(CALL.findall(source)), len(re.findall(FUNCTIONS, source)), file)

    def test_the_template_has_all_of_them_and_no_other(self):
        wanted = set().union(*(texts(file.read_text("utf-8")) for file in sources()))
        template = re.findall(r'^msgid(?:_plural)? "(.+)"$', (LANGUAGES / "homing-mail.pot").read_text("utf-8"), flags=re.MULTILINE)
        self.assertEqual(wanted, {re.sub(r"\\(.)", r"\1", text) for text in template})

    def test_each_language_has_all_of_them_with_the_same_places(self):
        template = catalogue(LANGUAGES / "homing-mail.pot")
        translations = sorted(LANGUAGES.glob("*.po"))
        self.assertTrue(translations)
        for file in translations:
            translated = catalogue(file)
            self.assertEqual(set(translated), set(template), file)
            for text, answers in translated.items():
                for answer in answers:
                    self.assertEqual(sorted(PLACE.findall(answer)), sorted(PLACE.findall(text)), answer)
                    self.assertEqual(answer.strip(), answer)

    def test_each_script_gets_its_own_texts_translated(self):
        handles = dict(re.findall(r"'([a-z-]+)' => \['([a-z-]+\.js)'", (PLUG_IN / "src/Admin/Page.php").read_text("utf-8")))
        self.assertGreater(len(handles), 3)
        for file in sorted(LANGUAGES.glob("*.po")):
            translated = catalogue(file)
            for handle, script in handles.items():
                messages = json.loads((BUILD / f"{file.stem}-{handle}.json").read_text("utf-8"))["locale_data"]["messages"]
                wanted = texts((PLUG_IN / "assets" / script).read_text("utf-8"))
                self.assertEqual({text: translated[text] for text in wanted}, {text: told for text, told in messages.items() if text}, handle)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
