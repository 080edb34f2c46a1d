"""usage: library_file.py LIBRARY LARGEST

What a host that loads the library may rely on, read from the file itself. LARGEST is its size in bytes once stripped;
0 where it was not built for speed.
"""
import os
import re
import subprocess
import sys
import tempfile

from homing_header import report

SONAME = "libhoming.so.1"


def readelf(flag, library):
    return subprocess.run(["readelf", "--wide", flag, library], check=True, capture_output=True, text=True).stdout


def stripped_size(library):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "stripped.so")
        subprocess.run(["strip", "-o", copy, library], check=True)
        return os.path.getsize(copy)


def check(library, largest):
    dynamic = readelf("--dynamic", library)
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
    if f"Library soname: [{SONAME}]" not in dynamic:
        yield f"the soname is not {SONAME}"
    if not re.search(r"\(FLAGS_1\).*\bNODELETE\b", dynamic):
        yield "a host could unload it while OpenSSL still points into it: DT_FLAGS_1 lacks NODELETE"
    if any("curl" in name for name in needed):
        yield f"libcurl is loaded by who never asks the network: {' '.join(needed)}"
    if "(TEXTREL)" in dynamic or re.search(r"\(FLAGS\).*TEXTREL", dynamic):
        yield "it has text relocations"
    if re.search(r"\((RPATH|RUNPATH)\)", dynamic):
        yield "it has a search path of its own"
    stack = re.search(r"GNU_STACK.*", readelf("--program-headers", library))
    if stack is None or re.search(r"\bRWE\b", stack.group()):
        yield "it wants an executable stack"
    if largest and stripped_size(library) > largest:
        yield f"stripped it has {stripped_size(library)} bytes; at most {largest} are allowed"


if __name__ == "__main__":
    report(list(check(sys.argv[1], int(sys.argv[2]))))
