"""usage: texts.py ADD_ON_FOLDER

Every text of the add-on's page is there in every language, and says the same things.
"""
import json
import pathlib
import re
import sys
import unittest

FOLDER = pathlib.Path(sys.argv[1])
LANGUAGES = {file.parent.name: json.loads(file.read_text("utf-8")) for file in FOLDER.glob("_locales/*/messages.json")}
SOURCES = "\n".join(file.read_text("utf-8") for place in ("*.js*", "page/*") for file in FOLDER.glob(place))
SCHEMA = FOLDER.parents[1] / "manifests/schema"
FAMILIES = {  # texts whose last word comes from a document: the places of the schemas with the words
    "confidence": ("result.schema.json", "definitions/mailbox/properties/confidence/enum"),
    "security": ("result.schema.json", "definitions/endpoints/items/properties/security/enum"),
    "state": ("result.schema.json", "definitions/sign_in/properties/state/enum"),
    "trust": ("result.schema.json", "definitions/evidence/properties/trust/enum"),
    "disclosed": ("result.schema.json", "definitions/disclosed/properties/what/enum"),
    "who": ("diagnosis.schema.json", "properties/who/enum"),
    "step": ("verification.schema.json", "definitions/step/properties/step/enum"),
    "method": ("provider.schema.json", "definitions/method/enum"),
    "checked": ("verification.schema.json", "properties/outcome/enum"),
}


def at(file, place):
    document = json.loads((SCHEMA / file).read_text("utf-8"))
    for step in place.split("/"):
        document = document[step]
    return document


def given(text):
    return set(re.findall(r"\$[1-9]", text["message"]))


class TheTexts(unittest.TestCase):
    def test_every_language_has_every_text_with_the_same_gaps(self):
        self.assertEqual(set(LANGUAGES), {"en", "de"})
        for language, texts in LANGUAGES.items():
            self.assertEqual(set(texts), set(LANGUAGES["en"]), language)
            for key, text in texts.items():
                self.assertTrue(text["message"].strip(), key)
                self.assertEqual(given(text), given(LANGUAGES["en"][key]), key)

    def test_every_text_that_is_used_exists(self):
        used = set(re.findall(r'(?:words\(|getMessage\(|data-text=|data-label=)"(\w+)"', SOURCES)) | set(re.findall(r"__MSG_(\w+)__", SOURCES))
        self.assertGreater(len(used), 40)
        self.assertLessEqual(used, set(LANGUAGES["en"]))

    def test_every_word_of_the_documents_has_a_text(self):
        for family, (file, place) in FAMILIES.items():
            for word in at(file, place):
                self.assertIn(f"{family}_{word.replace('-', '_')}", LANGUAGES["en"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
