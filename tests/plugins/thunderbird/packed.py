"""usage: packed.py CMAKE SOURCE BUILD

The add-on is packed to the same bytes whatever the files' times, the zone and who packs; both manifests ask for what they need.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

CMAKE, SOURCE, BUILD = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
FILES = [BUILD / name for name in ("homing@homing.example.xpi", "homing-native.xpi")]


def packed_again(file, **environment):
    """From copies of the sources, which have other times, in another place."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(shutil.copytree(SOURCE, pathlib.Path(folder) / "copy", copy_function=shutil.copyfile))
        parts = ";".join(f"{name}={copy / name}" for name in manifest(file)[1] if name != "manifest.json")
        subprocess.run([CMAKE, f"-DFOLDER={folder}/packed", f"-DPACKED={folder}/{file.name}", f"-DPARTS=manifest.json={file}.manifest.json;{parts}",
                        f"-DZIP={shutil.which('zip')}", "-P", SOURCE.parent / "pack.cmake"], check=True, env={**os.environ, **environment})
        return (pathlib.Path(folder) / file.name).read_bytes()


def manifest(file):
    with zipfile.ZipFile(file) as packed:
        return json.loads(packed.read("manifest.json")), packed.namelist()


class TheAddOn(unittest.TestCase):
    def test_it_has_the_same_bytes_each_time(self):
        for file in FILES:
            self.assertEqual(packed_again(file, TZ="Asia/Tokyo", LC_ALL="C"), file.read_bytes(), file.name)

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
