"""Where the shows take place: the library as it is packaged, the extension, and a folder that every user can read."""
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
HERE = ROOT / "tests/plugins/php"
SHOWS = []


def show(sentence):
    def add(function):
        SHOWS.append((sentence, function))
        return function
    return add


def done(*words, limit=300, **more):
    """What a program printed, and its exit status."""
    ended = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=limit, check=False,
                           errors="replace", **more)
    return ended.stdout, ended.returncode


def must(*words, **more):
    printed, status = done(*words, **more)
    if status != 0:
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {status}: {printed[-1500:]}")
    return printed


class Stage:
    def __init__(self, build, folder):
        self.folder, self.build = folder, build
        self.php = pathlib.Path(must("php", "-r", "echo PHP_BINARY;"))
        self.api = pathlib.Path(must("php-config", "--extension-dir").strip())
        self.installed = folder / "installed"
        for part in ("libhoming1", "libhoming-dev", "homing-php"):
            must("cmake", "--install", build, "--component", part, env={**os.environ, "DESTDIR": str(self.installed)})
        self.extension = next(self.installed.rglob("homing.so"))
        self.pc = next(self.installed.rglob("homing.pc")).parent
        self.libraries = self.pc.parent
        folder.chmod(0o755)

    def environment(self, **more):
        return {**os.environ, "LD_LIBRARY_PATH": str(self.libraries), "HOMING_TESTS": str(ROOT / "tests"), "LC_ALL": "C.UTF-8", **more}

    def run_php(self, code, *options, extension=None, **more):
        return done(self.php, "-n", "-d", f"extension={extension or self.extension}", *options, "-r", code, env=self.environment(**more))

    def phpize(self, name, compiler="cc"):
        """As somebody builds it who has no CMake, with the installed library."""
        folder = self.folder / name
        shutil.copytree(ROOT / "plugins/php", folder)
        environment = {**os.environ, "PKG_CONFIG_SYSROOT_DIR": str(self.installed), "PKG_CONFIG_LIBDIR": str(self.pc)}
        for words in (["phpize"], ["./configure", f"CC={compiler}", "CFLAGS=-g -O1"], ["make", "-j2"]):
            must(*words, cwd=folder, env=environment)
        return folder / "modules/homing.so"

    def phpt(self, name, *options, extension=None, without=(), **more):
        """Runs the tests from a copy, which they write into: what failed."""
        folder = self.folder / f"phpt-{name}"
        shutil.copytree(HERE / "phpt", folder, ignore=shutil.ignore_patterns(*without))
        environment = self.environment(TEST_PHP_EXECUTABLE=str(self.php), NO_INTERACTION="1", NO_COLOR="1", REPORT_EXIT_STATUS="1", **more)
        printed, status = done(self.php, "-n", self.api / "build/run-tests.php", "-n", "-q", "-j2", "--show-diff", *options,
                               "-d", f"extension={extension or self.extension}", folder, env=environment, limit=590)
        wanted = len(list(folder.rglob("*.phpt")))
        return [] if status == 0 and wanted > 0 and f"Tests passed    : {wanted:>4} (100.0%)" in printed else [printed[-3000:]]
