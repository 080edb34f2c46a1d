"""usage: every_function.py HEADER PROGRAM...

Each program calls every function of the header; the files of one program are joined by "+".
"""
import pathlib
import re
import sys

from homing_header import functions, report


def called(program):
    code = "".join(pathlib.Path(file).read_text("utf-8") for file in program.split("+"))
    code = re.sub(r"/\*.*?\*/|^ *//.*?$", "", code, flags=re.DOTALL | re.MULTILINE)
    # A call, or a function that is handed to somebody who calls it.
    return set(re.findall(r"\b(homing_\w+)[(,>]", code)) | set(re.findall(r"\bhoming\.(homing_\w+)", code))


def check(header, programs):
    for program in programs:
        yield from (f"{program} does not call {name}" for name in functions(header) if name not in called(program))


if __name__ == "__main__":
    report(list(check(sys.argv[1], sys.argv[2:])))
