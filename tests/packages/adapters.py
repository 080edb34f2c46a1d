"""usage: adapters.py MANIFESTS

Each manifest of an adapter keeps its schema, and is named by what it is about.
"""
import email.utils
import json
import pathlib
import re
import sys
import unittest

import jsonschema

MANIFESTS = pathlib.Path(sys.argv[1])
SCHEMA = json.loads((MANIFESTS / "schema/plugin.schema.json").read_text("utf-8"))


class TheAdapters(unittest.TestCase):
    def test_each_keeps_the_schema_and_has_its_own_name(self):
        files = sorted((MANIFESTS / "plugins").glob("*.json"))
        self.assertGreaterEqual(len(files), 2)
        for file in files:
            with self.subTest(file.name):
                manifest = json.loads(file.read_text("utf-8"))
                jsonschema.validate(manifest, SCHEMA)
                self.assertEqual(manifest["id"], file.stem)

    def test_the_schema_refuses_what_no_package_could_install(self):
        good = {"id": "x", "sentence": "x", "host": {"name": "x"}, "package": "xy", "files": ["bin/x"], "needs": []}
        jsonschema.validate(good, SCHEMA)
        for wrong in ({"files": []}, {"files": ["/etc/x"]}, {"id": "X"}, {"more": 1}, {"load": {"file": "x"}}):
            with self.subTest(wrong), self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate({**good, **wrong}, SCHEMA)


class ThePackages(unittest.TestCase):
    def test_their_files_are_as_old_as_their_changelog(self):
        """One date for both, so that two builds are the same bytes and the date is a true one."""
        presets = json.loads((MANIFESTS.parent / "CMakePresets.json").read_text("utf-8"))
        epoch = next(one for one in presets["configurePresets"] if one["name"] == "package")["environment"]["SOURCE_DATE_EPOCH"]
        dated = re.search(r"^ -- .*>  (.*)$", (MANIFESTS / "packages/changelog").read_text("utf-8"), flags=re.MULTILINE).group(1)
        self.assertEqual(email.utils.parsedate_to_datetime(dated).timestamp(), float(epoch))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
