"""usage: borrowed_texts.py HEADER BINDINGS

A text that is borrowed of an object is read by its owner in C#, where an object may be collected as soon as nothing more is asked of it: each call
of a function that takes an object and returns a text stands in Text(this, ...), which keeps the object, or is given to what ends there.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "capi"))
from homing_header import flat, report  # noqa: E402

KEEPING = r"\bC\.Text\(this, |(?:Check|Told)\([^;]*, "  # the latter is told by a member, of the same object, which ends in the former


def lenders(header):
    return re.findall(r"const char \*(homing_\w+)\((?:const )?homing_\w+ \*", flat(header))


def faults(text, names):
    calls = [match for name in names for match in re.finditer(rf"(.*)\bC\.{name}\(this\b", text)]
    if len(calls) < len(names):
        yield "its calls cannot be read"
    yield from (f"not kept: {match[0].strip()}" for match in calls if not re.search(rf"(?:{KEEPING})$", match[1]))


def check(header, bindings):
    text, names = (bindings / "csharp/Homing.cs").read_text("utf-8"), lenders(pathlib.Path(header))
    yield from faults(text, names)
    if "C.Text(this, sentence)" not in text or "static bool Check(" in text:
        yield "what is told of a refusal does not keep its object"
    for name in ("homing_result_text", "homing_job_event"):
        if len(list(faults(text.replace(f"C.Text(this, C.{name}(", f"C.Text(C.{name}("), names))) != 1:
            yield f"that the object of {name} is not kept is not found"


if __name__ == "__main__":
    report(list(check(sys.argv[1], pathlib.Path(sys.argv[2]))))
