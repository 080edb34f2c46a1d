"""usage: header_alone.py INCLUDE_FOLDER

homing.h compiles first in its file and twice in it, in every standard, with every compiler that is installed.
"""
import shutil
import subprocess
import sys

from homing_header import report

PROGRAM = "#include <homing/homing.h>\n#include <homing/homing.h>\nint main(void) { return homing_abi_version() != HOMING_ABI_VERSION; }\n"
STRICT = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wstrict-prototypes", "-Werror", "-fsyntax-only"]
LANGUAGES = {"c": ["c89", "c99", "c11", "c17"], "c++": ["c++11", "c++14", "c++17", "c++20"]}


def compiles(compiler, language, standard, folder):
    flags = [flag for flag in STRICT if language == "c" or flag != "-Wstrict-prototypes"]
    command = [compiler, f"-std={standard}", *flags, f"-I{folder}", "-x", language, "-"]
    return subprocess.run(command, input=PROGRAM, capture_output=True, text=True)


def check(folder):
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    if not compilers:
        yield "neither gcc nor clang is installed"
    for compiler in compilers:
        for language, standards in LANGUAGES.items():
            for standard in standards:
                done = compiles(compiler, language, standard, folder)
                if done.returncode != 0:
                    yield f"{compiler} -std={standard}:\n{done.stderr}"


if __name__ == "__main__":
    report(list(check(sys.argv[1])))
