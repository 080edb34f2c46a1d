"""What homing.h declares, as the tests need it."""
import importlib.util
import pathlib
import re
import sys


def flat(header):
    """The header as capi/abi/flatten.py writes it."""
    script = pathlib.Path(__file__).parents[2] / "capi/abi/flatten.py"
    spec = importlib.util.spec_from_file_location("flatten", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.flat(header)


def functions(header):
    """The names of all functions, in the order of the header."""
    return re.findall(r"^(?!typedef|enum)[^(]*?(homing_\w+)\(", flat(header), flags=re.MULTILINE)


def statuses(header):
    """Each status and its number."""
    return {name: int(number) for name, number in re.findall(r"(HOMING_[A-Z_]+) = (\d+)", flat(header))}


def report(problems):
    """Ends the program: badly if there are problems."""
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)
