"""usage: header_alone.py INCLUDE_FOLDER

Each header compiles first in its file and twice in it, in every standard, with every compiler that is installed.
"""
import itertools
import shutil
import subprocess
import sys

from homing_header import report

PROGRAMS = {
    "homing.h": "int main(void) { return homing_abi_version() != HOMING_ABI_VERSION; }\n",
    "homing_plugin.h": "int try_out(const homing_plugin_table *homing) { return HOMING_PLUGIN_HAS(homing, result_secret); }\n",
    "homing.hpp": "int main() { return homing::is_compatible() && homing::Session::open() ? 0 : 1; }\n",
}
STRICT = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wstrict-prototypes", "-Werror", "-fsyntax-only"]
NO_LUXURY = ["-fno-exceptions", "-fno-rtti"]
LANGUAGES = {"c": ["c89", "c99", "c11", "c17"], "c++": ["c++11", "c++14", "c++17", "c++20"]}


def compiles(compiler, language, standard, folder, header):
    flags = STRICT if language == "c" else [flag for flag in STRICT if flag != "-Wstrict-prototypes"] + NO_LUXURY
    command = [compiler, f"-std={standard}", *flags, f"-I{folder}", "-x", language, "-"]
    program = 2 * f"#include <homing/{header}>\n" + PROGRAMS[header]
    return subprocess.run(command, input=program, capture_output=True, text=True)


def check(folder):
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    if not compilers:
        yield "neither gcc nor clang is installed"
    every_standard = [(language, standard) for language, standards in LANGUAGES.items() for standard in standards]
    too_old = {"c89", "c99", "c11", "c17", "c++11", "c++14"}  # for the header of C++17
    for compiler, (language, standard), header in itertools.product(compilers, every_standard, PROGRAMS):
        if header.endswith(".hpp") and standard in too_old:
            continue
        done = compiles(compiler, language, standard, folder, header)
        if done.returncode != 0:
            yield f"{compiler} -std={standard}, {header}:\n{done.stderr}"


if __name__ == "__main__":
    report(list(check(sys.argv[1])))
