"""How a program of each language is built and run with its binding."""
import os
import pathlib
import re
import shutil
import subprocess
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
BINDINGS = HERE.parents[1] / "capi/bindings"
JNA = "/usr/share/java/jna.jar"
BUILD_SECONDS = 240
ABI_VERSION = int(re.search(r"#define HOMING_ABI_VERSION (\d+)", (HERE.parents[1] / "capi/include/homing/homing.h").read_text("utf-8"))[1])


@dataclass
class Ready:
    """A program that can be run."""
    command: list
    environment: dict = field(default_factory=dict)


class Language:
    """`source` is the file of a program; `folder` is for what is made of it."""
    tools, files, asynchronous = (), (), False

    def __init__(self, name, suffix, fence=None):
        self.name, self.suffix, self.fence = name, suffix, fence or name  # the fence of a README's programs

    def missing(self):
        return [f"{tool} is not installed" for tool in self.tools if not shutil.which(tool)] \
            + [f"{path} is missing" for path in self.files if not pathlib.Path(path).exists()]

    def scenario(self):
        return HERE / self.name / f"scenario.{self.suffix}"

    def make(self, source, folder, library):
        raise NotImplementedError


def run(words, folder, environment=None):
    done = subprocess.run([str(word) for word in words], cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {(done.stdout + done.stderr).strip()[-3000:]}")


class Python(Language):
    files, asynchronous = ("/usr/bin/python3",), True

    def make(self, source, folder, library):
        return Ready(["/usr/bin/python3", "-B", source], {"PYTHONPATH": str(BINDINGS / "python")})


class Node(Language):
    tools, files, asynchronous = ("node",), (BINDINGS / "node/node_modules/koffi",), True

    def make(self, source, folder, library):
        modules = folder / "node_modules"
        modules.mkdir(exist_ok=True)
        if not (modules / "homing").is_symlink():
            (modules / "homing").symlink_to(BINDINGS / "node")
        program = folder / f"{source.stem}.mjs"
        program.write_bytes(source.read_bytes())
        return Ready(["node", "--expose-gc", program])


class Php(Language):
    tools = ("php",)

    def make(self, source, folder, library):
        return Ready(["php", "-d", f"include_path={BINDINGS / 'php'}", source])


class Go(Language):
    tools, asynchronous = ("go", "cc"), True

    def make(self, source, folder, library):
        (folder / "go.mod").write_text("module scenario\n\ngo 1.18\n\nrequire homing.example/homing v0.0.0\n\n"
                                       f"replace homing.example/homing => {BINDINGS / 'go'}\n")
        (folder / "main.go").write_bytes(source.read_bytes())
        place = {"CGO_LDFLAGS": f"-L{library.parent}", "GOCACHE": str(folder.parent / "go-cache"), "GOPROXY": "off", "GOFLAGS": "-mod=mod",
                 "GOTOOLCHAIN": "local", "GOWORK": "off"}
        run(["go", "vet", ".", "homing.example/homing"], folder, place)
        run(["go", "build", "-o", "program", "."], folder, place)
        return Ready([folder / "program"], {"LD_LIBRARY_PATH": str(library.parent)})


class Rust(Language):
    files = ("/usr/bin/rustc",)

    def make(self, source, folder, library):
        common = ["/usr/bin/rustc", "--edition", "2021", "-O", "-D", "warnings", "-L", f"native={library.parent}"]
        run([*common, "--crate-type", "rlib", "--crate-name", "homing", "-o", "libhoming.rlib", BINDINGS / "rust/src/lib.rs"], folder)
        run([*common, "--extern", "homing=libhoming.rlib", "-o", "program", source], folder)
        return Ready([folder / "program"], {"LD_LIBRARY_PATH": str(library.parent)})


class Java(Language):
    tools, files, asynchronous = ("javac", "java"), (JNA,), True

    def scenario(self):
        return HERE / "java/Scenario.java"  # named after its class

    def make(self, source, folder, library):
        binding = BINDINGS / "java/src/main/java/org/homing/Homing.java"
        run(["javac", "-Xlint:all,-serial", "-Werror", "-cp", JNA, "-d", ".", binding, source], folder)
        limits = ["-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]  # so that growth is the library's
        return Ready(["java", *limits, "-cp", f"{folder}:{JNA}", source.stem])


class Ruby(Language):
    tools = ("ruby",)

    def make(self, source, folder, library):
        return Ready(["ruby", "-w", "-I", BINDINGS / "ruby/lib", source])


class CSharp(Language):
    tools, asynchronous = ("mcs", "mono"), True

    def make(self, source, folder, library):
        run(["mcs", "-langversion:7", "-warnaserror", "-out:program.exe", BINDINGS / "csharp/Homing.cs", source], folder)
        return Ready(["mono", folder / "program.exe"], {"MONO_GC_PARAMS": "nursery-size=4m", "LD_LIBRARY_PATH": str(library.parent)})


class Lua(Language):
    tools = ("luajit",)

    def make(self, source, folder, library):
        return Ready(["luajit", source], {"LUA_PATH": f"{BINDINGS / 'lua'}/?.lua"})


class Perl(Language):
    tools = ("perl",)

    def make(self, source, folder, library):
        return Ready(["/usr/bin/perl", "-I", BINDINGS / "perl/lib", source])


class Cpp(Language):
    tools = ("c++",)

    def make(self, source, folder, library):
        flags = ["-std=c++17", "-O1", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Werror", f"-I{BINDINGS.parent / 'include'}"]
        run(["c++", *flags, source, library, "-pthread", "-o", "program"], folder)
        return Ready([folder / "program"], {"LD_LIBRARY_PATH": str(library.parent)})


# One row of the table each; a language more is a class, a line here and a program in its folder.
LANGUAGES = [Python("python", "py"), Node("node", "mjs", "js"), Php("php", "php"), Go("go", "go"), Rust("rust", "rs"), Java("java", "java"),
             Ruby("ruby", "rb"), CSharp("csharp", "cs", "cs"), Lua("lua", "lua"), Perl("perl", "pl"), Cpp("cpp", "cpp")]
