"""usage: adapters.py MANIFESTS

Each manifest of an adapter keeps its schema, and is named by what it is about.
"""
import json
import pathlib
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


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
