"""usage: symbols.py LIBRARY FOLDER FROZEN

What the library exports, what the headers in FOLDER declare and what was frozen must be the same names. The table of functions in
homing_plugin.h has them in the order in which they were frozen.
"""
import itertools
import pathlib
import re
import subprocess
import sys

from homing_header import functions, report


CONSTANT = "homing_plugin"
VALUES = (CONSTANT, "homing_abi_version", "homing_version")  # the table has what they tell


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout.splitlines()
    names = [line.split()[-1].split("@")[0] for line in lines]
    return [name for name in names if name != "HOMING_1"]  # the version node itself


def read_frozen(path):
    with open(path, encoding="utf-8") as file:
        return [line.split() for line in file if line.strip() and not line.startswith("#")]


def members(header):
    """The names of the pointers in the table. One that would be a keyword in C++ ends with "_"."""
    text = pathlib.Path(header).read_text("utf-8")
    return re.findall(r"\(\*(\w+?)_?\)\(", text[text.index("typedef struct homing_plugin_table"):])


def check(library, folder, frozen_path):
    frozen = read_frozen(frozen_path)
    known = [row[0] for row in frozen]
    declared = [*functions(f"{folder}/homing.h"), CONSTANT]
    table = [f"homing_{name}" for name in members(f"{folder}/homing_plugin.h") if name != "release"]
    found = exported(library)
    for row in frozen:
        if len(row) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+", row[1]):
            yield f"{frozen_path}: expected a name and a version, found: {' '.join(row)}"
    yield from (f"{name} stands twice in the frozen list" for name in {n for n in known if known.count(n) > 1})
    yield from (f"{name} was frozen and is no longer exported" for name in known if name not in found)
    yield from (f"{name} was frozen and is no longer declared" for name in known if name not in declared)
    yield from (f"{name} is exported but not frozen" for name in found if name not in known)
    yield from (f"{name} is declared but not frozen" for name in declared if name not in known)
    for ours, theirs in itertools.zip_longest(table, (name for name in known if name not in VALUES)):
        if ours != theirs:
            yield f"homing_plugin.h: expected {theirs} as the next function, found {ours}"
            break


if __name__ == "__main__":
    report(list(check(*sys.argv[1:])))
