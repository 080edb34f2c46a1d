"""usage: packed.py CMAKE BUILD

The add-on is packed to the same bytes whatever the files' times, the zone and who packs; both manifests ask for what they need.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import unittest
import zipfile

CMAKE, BUILD = sys.argv[1], pathlib.Path(sys.argv[2])
FILES = [BUILD / "plugins/thunderbird" / name for name in ("homing@homing.example.xpi", "homing-native.xpi")]


def packed_again(**environment):
    for file in FILES:
        file.unlink(missing_ok=True)
    subprocess.run([CMAKE, "--build", BUILD, "--target", "homing_thunderbird"], check=True, capture_output=True, env={**os.environ, **environment})
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES]


def manifest(file):
    with zipfile.ZipFile(file) as packed:
        return json.loads(packed.read("manifest.json")), packed.namelist()


class TheAddOn(unittest.TestCase):
    def test_it_has_the_same_bytes_each_time(self):
        self.assertEqual(packed_again(TZ="Asia/Tokyo", LC_ALL="C"), packed_again(TZ="America/New_York", LC_ALL="C.UTF-8"))

    def test_only_the_one_that_may_has_the_experiment(self):
        (library, library_files), (native, native_files) = map(manifest, FILES)
        self.assertIn("experiment_apis", library)
        self.assertNotIn("experiment_apis", native)
        self.assertFalse([name for name in native_files if name.startswith("experiment/")])
        self.assertFalse({"proxy", "nativeMessaging"} & set(library["permissions"]))
        self.assertLessEqual({"proxy", "nativeMessaging"}, set(native["permissions"]))
        self.assertEqual(library["browser_specific_settings"], native["browser_specific_settings"])
        for file in (*library["background"]["scripts"], library["options_ui"]["page"], library["experiment_apis"]["homing"]["parent"]["script"]):
            self.assertIn(file, library_files)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
