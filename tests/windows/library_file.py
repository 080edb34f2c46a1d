"""usage: library_file.py PROGRAMS SYMBOLS

homing.dll exports the frozen symbols and nothing else; it and homing.exe need nothing that Windows has not.
"""
import pathlib
import re
import subprocess
import sys

WINDOWS = {"advapi32", "bcrypt", "crypt32", "iphlpapi", "kernel32", "msvcrt", "shell32", "user32", "ws2_32"}


def headers(file):
    return subprocess.run(["x86_64-w64-mingw32-objdump", "-p", file], capture_output=True, text=True, check=True).stdout


def main(programs, symbols):
    frozen = {line.split()[0] for line in symbols.read_text(encoding="ascii").splitlines() if line and not line.startswith("#")}
    library = headers(programs / "homing.dll")
    names = library.partition("[Ordinal/Name Pointer] Table")[2]
    exported = set(re.findall(r"^\s+\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?(\w+)$", names, re.MULTILINE))
    needed = set(re.findall(r"DLL Name: (\w+)\.dll", library + headers(programs / "homing.exe"), re.IGNORECASE))
    needed = {name.lower() for name in needed}
    faults = [f"not exported: {name}" for name in sorted(frozen - exported)] + [f"not frozen: {name}" for name in sorted(exported - frozen)]
    faults += [f"needed: {name}.dll" for name in sorted(needed - WINDOWS - {"homing"})]
    print("\n".join(faults))
    return 1 if faults or not exported or "kernel32" not in needed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
