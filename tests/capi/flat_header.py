"""usage: flat_header.py HEADER FROZEN

The frozen flat header is what the header says today, and a C compiler reads it.
"""
import difflib
import subprocess
import sys

from homing_header import flat, report


def check(header, frozen_path):
    with open(frozen_path, encoding="utf-8") as file:
        frozen = file.read()
    fresh = flat(header)
    yield from difflib.unified_diff(frozen.splitlines(), fresh.splitlines(), frozen_path, header, lineterm="")
    yield from (f"a preprocessor line or comment was left: {line}" for line in fresh.splitlines() if "#" in line or "/*" in line)
    program = "#include <stddef.h>\n#include <stdint.h>\n" + frozen
    compiled = subprocess.run(["cc", "-std=c99", "-Wall", "-Werror", "-fsyntax-only", "-xc", "-"], input=program, capture_output=True, text=True)
    yield from compiled.stderr.splitlines()


if __name__ == "__main__":
    report(list(check(*sys.argv[1:])))
