#!/usr/bin/env python3
"""Writes homing_flat.h: homing.h for an FFI that has no preprocessor (PHP, cffi).

usage: flatten.py ../include/homing/homing.h > homing_flat.h
"""
import re
import sys


def flat(header):
    """The declarations alone, one a line."""
    with open(header, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("HOMING_API ", "")
    declarations = re.findall(r"[^;{]*(?:\{[^}]*\}[^;]*)?;", text)
    return "".join(" ".join(declaration.split()) + "\n" for declaration in declarations)


if __name__ == "__main__":
    sys.stdout.write(flat(sys.argv[1]))
