"""The extension on the command line: its tests in three ways, both builds, and what happens where the library is not the right one."""
import importlib.machinery
import importlib.util
import json
import re
import sys

from stage import HERE, ROOT, must, show

sys.path[:0] = [str(ROOT / "tests/ffi")]
import languages  # noqa: E402
import every_binding  # noqa: E402
import other_library  # noqa: E402
from homing_header import functions  # noqa: E402 (tests/capi, which the other has looked for)

PROGRAM = importlib.machinery.SourceFileLoader("ffi_run", str(ROOT / "tests/ffi/run"))  # a program, whose name has no ending
ffi = importlib.util.module_from_spec(importlib.util.spec_from_loader(PROGRAM.name, PROGRAM))
PROGRAM.exec_module(ffi)

TIMING = ("timing",)  # what valgrind and the sanitizers slow down has no times to keep


@show("its tests pass")
def tests(stage):
    return stage.phpt("plain")


@show("its tests pass with opcache and its compiler")
def compiled(stage):
    settings = ("zend_extension=opcache", "opcache.enable_cli=1", "opcache.jit_buffer_size=16M", "opcache.jit=function")
    return stage.phpt("opcache", *(word for setting in settings for word in ("-d", setting)))


@show("its tests pass under valgrind")
def under_valgrind(stage):
    return stage.phpt("valgrind", "-m", without=TIMING)


@show("phpize builds it against the installed library, and its tests pass")
def with_phpize(stage):
    return stage.phpt("phpize", extension=stage.phpize("phpized"))


@show("its tests pass under AddressSanitizer and UndefinedBehaviorSanitizer")
def sanitized(stage):
    """The extension is instrumented; the library is that of the packages, whose own tests run with sanitizers (./test asan)."""
    shared = stage.folder / "nodeepbind.so"
    must("cc", "-shared", "-fPIC", "-o", shared, HERE / "preload/nodeepbind_posix.c", "-ldl")
    extension = stage.phpize("sanitized", "cc -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer")
    runtime = [must("cc", f"-print-file-name={name}").strip() for name in ("libasan.so", "libubsan.so")]
    found = stage.phpt("sanitized", extension=extension, without=TIMING, USE_ZEND_ALLOC="0", LD_PRELOAD=" ".join([str(shared), *runtime]),
                       ASAN_OPTIONS="detect_leaks=0:verify_asan_link_order=0", UBSAN_OPTIONS="print_stacktrace=1")
    return found


@show("what the sanitizers have watched is instrumented")
def instrumented(stage):
    symbols = must("nm", "-D", stage.folder / "sanitized/modules/homing.so")
    return [] if "__asan_report_load8" in symbols and "__ubsan" in symbols else ["the extension is not instrumented"]


@show("the program of its README says what it says")
def readme(stage):
    text = (ROOT / "plugins/php/README.md").read_text("utf-8")
    program, wanted = re.search(r"```php\n<\?php\n(.*?)```.*?```text\n(.*?)```", text, re.S).groups()
    printed, _ = stage.run_php(program)
    return [] if printed == wanted else [f"it says {printed!r}"]


@show("it has every function of the interface")
def whole(_):
    text = "".join(file.read_text("utf-8") for file in (ROOT / "plugins/php").glob("*.c"))
    used = set(re.findall(r"\bhoming_\w+", every_binding.code(text, (every_binding.DOUBLE, every_binding.SLASHES))))
    return [f"it does not use {function}" for function in functions(other_library.HEADER) if function not in used]


@show("what the generator writes is fresh")
def fresh(stage):
    written = stage.folder / "arginfo.h"
    must(ROOT / "plugins/php/arginfo", written)
    stale = written.read_bytes() != (ROOT / "plugins/php/homing_arginfo.h").read_bytes()
    return ["homing_arginfo.h is stale: run plugins/php/arginfo"] if stale else []


@show("the scenario of the other languages runs on it, with the program for the FFI binding")
def scenario(stage):
    (stage.folder / "empty").mkdir()
    (stage.folder / "empty/Homing.php").write_text("<?php\n", "utf-8")  # what it requires is there already
    program = languages.Ready([stage.php, "-n", "-d", f"extension={stage.extension}", "-d", f"include_path={stage.folder / 'empty'}",
                               ROOT / "tests/ffi/php/scenario.php"], {"LD_LIBRARY_PATH": str(stage.libraries)})
    (stage.folder / "store").mkdir(0o700)
    with ffi.Silent() as silent:
        given = {**ffi.SCENARIO["given"], "answers": ROOT / "tests/capi/answers.json", "sign_in": ROOT / "tests/capi/sign_in.json",
                 "folder": stage.folder / "store", "silent": silent}
        output, complaint = ffi.finished(program, stage.libraries, "".join(f"{name}={value}\n" for name, value in given.items()))
    if complaint:
        return [complaint]
    told = json.loads(output)
    wanted = ffi.SCENARIO["wanted"]
    return [f"{name} is {told.get(name, 'not told')!r}, not {value!r}" for name, value in wanted.items() if ffi.differs(told.get(name), value)]


def lives_without(stage, warning, library, extension=None):
    """PHP warns, and goes on without the extension."""
    code = "var_dump(extension_loaded('homing'), class_exists('Homing\\Session'));"
    printed, status = stage.run_php(code, extension=extension, LD_LIBRARY_PATH=str(library))
    faults = [] if status == 0 and printed.endswith("bool(false)\nbool(false)\n") else [f"PHP does not live: {status} {printed}"]
    return faults + ([] if warning in printed else [f"it does not say {warning!r}: {printed}"])


@show("a library of another ABI version is left out with a warning")
def another_library(stage):
    folder = stage.folder / "other"
    folder.mkdir()
    other_library.build(folder, "libhoming.so.1")
    return lives_without(stage, f"libhoming has ABI version {other_library.VERSION}; the extension is for 1", folder)


@show("a library that lacks a function is left out with PHP's own warning")
def a_poorer_library(stage):
    folder = stage.folder / "poorer"
    folder.mkdir()
    (folder / "poorer.c").write_text("int homing_abi_version(void) { return 1; }\n", "utf-8")
    must("cc", "-shared", "-fPIC", "-Wl,-soname,libhoming.so.1", "-o", folder / "libhoming.so.1", folder / "poorer.c")
    phpized = lives_without(stage, "undefined symbol: homing_", folder, stage.phpize("phpized-now"))
    return phpized + lives_without(stage, "undefined symbol: homing_", folder)


@show("a missing library is left out with PHP's own warning")
def no_library(stage):
    empty = stage.folder / "nothing"
    empty.mkdir()
    return lives_without(stage, "libhoming.so.1: cannot open shared object file", empty)


@show("phpinfo tells its versions and settings, and no more is there before the first session")
def information(stage):
    printed, _ = stage.run_php("phpinfo(INFO_MODULES);")
    words = ("libhoming => 1.", "homing.deadline_ms", "homing.refuse_private => On", "homing.ca_file")
    faults = [f"phpinfo lacks {word}" for word in words if word not in printed]
    code = "echo preg_match('/libcurl/', file_get_contents('/proc/self/maps')), count(glob('/proc/self/task/*'));"
    printed, _ = stage.run_php(code)
    return faults + ([] if printed == "01" else [f"something is there before a session: {printed}"])
