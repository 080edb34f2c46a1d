"""usage: header_alone.py INCLUDE_FOLDER

Each header for C compiles first in its file and twice in it, in every standard, with every compiler that is installed.
"""
import itertools
import shutil
import subprocess
import sys

from homing_header import report

PROGRAMS = {
    "homing.h": "int main(void) { return homing_abi_version() != HOMING_ABI_VERSION; }\n",
    "homing_plugin.h": "int try_out(const homing_plugin_table *homing) { return HOMING_PLUGIN_HAS(homing, result_secret); }\n",
}
STRICT = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wstrict-prototypes", "-Werror", "-fsyntax-only"]
LANGUAGES = {"c": ["c89", "c99", "c11", "c17"], "c++": ["c++11", "c++14", "c++17", "c++20"]}


def compiles(compiler, language, standard, folder, header):
    flags = [flag for flag in STRICT if language == "c" or flag != "-Wstrict-prototypes"]
    command = [compiler, f"-std={standard}", *flags, f"-I{folder}", "-x", language, "-"]
    program = 2 * f"#include <homing/{header}>\n" + PROGRAMS[header]
    return subprocess.run(command, input=program, capture_output=True, text=True)


def check(folder):
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    if not compilers:
        yield "neither gcc nor clang is installed"
    every_standard = [(language, standard) for language, standards in LANGUAGES.items() for standard in standards]
    for compiler, (language, standard), header in itertools.product(compilers, every_standard, PROGRAMS):
        done = compiles(compiler, language, standard, folder, header)
        if done.returncode != 0:
            yield f"{compiler} -std={standard}, {header}:\n{done.stderr}"


if __name__ == "__main__":
    report(list(check(sys.argv[1])))
