"""usage: consumer.py BUILD

What a build installs is enough for somebody else's project: by CMake, by pkg-config, and also after the tree was moved.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = sys.argv[1]
CONSUMER = pathlib.Path(__file__).parent / "consumer"
VERSION = re.search(r"project\(homing VERSION (\S+)", (CONSUMER.parents[2] / "CMakeLists.txt").read_text("utf-8")).group(1)
SERVER = "outlook.office365.com\n"


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=240, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class AProjectThatUsesHoming(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run("cmake", "--install", BUILD, "--prefix", cls.folder / "first")
        cls.prefix = cls.folder / "moved"
        (cls.folder / "first").rename(cls.prefix)
        cls.library = next(cls.prefix.glob("lib*/**/libhoming.so")).parent
        cls.environment = {**os.environ, "PKG_CONFIG_PATH": str(cls.library / "pkgconfig"), "LD_LIBRARY_PATH": str(cls.library)}

    def test_it_is_found_by_cmake(self):
        build = self.folder / "build"
        run("cmake", "-G", "Ninja", "-S", CONSUMER, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", build)
        for program in ("in_c", "in_cpp"):
            self.assertEqual(run(build / program), SERVER)

    def test_another_abi_is_not_found(self):
        (self.folder / "old").mkdir()
        text = (CONSUMER / "CMakeLists.txt").read_text("utf-8").replace("homing 1 ", "homing 2 ")
        (self.folder / "old/CMakeLists.txt").write_text(text, "utf-8")
        with self.assertRaisesRegex(AssertionError, r"compatible\s+with requested"):
            run("cmake", "-G", "Ninja", "-S", self.folder / "old", "-B", self.folder / "old/build", f"-DCMAKE_PREFIX_PATH={self.prefix}")

    def test_it_is_found_by_pkg_config(self):
        # Where it was moved to is told on the command line: a file of pkg-config is plain text.
        flags = run("pkg-config", f"--define-variable=prefix={self.prefix}", "--cflags", "--libs", "homing", env=self.environment).split()
        program = self.folder / "by_pkg_config"
        run("cc", "-Wall", "-Wextra", "-Werror", CONSUMER / "main.c", *flags, "-o", program)
        self.assertEqual(run(program, env=self.environment), SERVER)
        self.assertEqual(run("pkg-config", "--modversion", "homing", env=self.environment).strip(), VERSION)

    def test_the_command_line_finds_its_library_beside_it(self):
        self.assertIn("Outlook.com (personal)", run(self.prefix / "bin/homing", "resolve", "ada@outlook.com", "--offline"))

    def test_an_ffi_finds_the_flat_header(self):
        flat = next(self.prefix.glob("include/homing/homing_flat.h")).read_text("utf-8")
        self.assertNotIn("#", flat)
        self.assertIn("homing_status homing_resolve(homing_session *session, const char *address, homing_job **out);", flat)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
