"""A library of another ABI version: each binding must refuse it, and say why, before it calls anything else."""
import sys

import languages

sys.path[:0] = [str(languages.HERE.parent / "capi"), str(languages.BINDINGS)]
import declarations  # noqa: E402
from homing_header import flat  # noqa: E402

HEADER = languages.HERE.parents[1] / "capi/include/homing/homing.h"
VERSION = 99


def build(folder, soname):
    """All functions of the header, for programs that are linked to them; but for the version they end the process."""
    names = [name for name, *_ in declarations.functions(flat(HEADER)) if name != "homing_abi_version"]
    source = folder / "other.c"
    source.write_text(f"#include <stdlib.h>\nint homing_abi_version(void) {{ return {VERSION}; }}\n"
                      + "".join(f"void {name}(void) {{ _Exit(7); }}\n" for name in names), "utf-8")
    library = folder / soname
    languages.run(["cc", "-shared", "-fPIC", f"-Wl,-soname,{soname}", "-o", library, source], folder)
    return library


def faults(ready, folder, lines, finished):
    place = folder / "other"
    place.mkdir(exist_ok=True)
    other = build(place, f"libhoming.so.{languages.ABI_VERSION}")
    refusing = languages.Ready(ready.command, {**ready.environment, "LD_LIBRARY_PATH": str(place)})
    output, complaint = finished(refusing, other, lines)
    good = complaint and f"ABI version {VERSION}" in complaint
    return [] if good else [f"a library of ABI version {VERSION} is not refused as such: {output!r} {complaint}"]
