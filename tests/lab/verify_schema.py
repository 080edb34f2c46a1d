#!/usr/bin/env python3
"""Whether documents follow a schema of the manifests.

    verify_schema.py SCHEMA < DOCUMENTS

DOCUMENTS has one document a line. Prints a sentence for each that does not. Run by the system's Python, which has jsonschema.
"""
import json
import pathlib
import subprocess
import sys

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "manifests" / "schema"
PYTHON = "/usr/bin/python3"


def unlike(name, documents):
    """Sentences about the documents that do not follow the schema `name`."""
    done = subprocess.run([PYTHON, "-B", __file__, str(SCHEMAS / f"{name}.schema.json")], input="\n".join(map(json.dumps, documents)),
                          capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[:10] + (done.stderr.splitlines()[-1:] if done.returncode else [])


def main(schema):
    import jsonschema
    known = {found["$id"]: found for found in (json.loads(file.read_text()) for file in SCHEMAS.glob("*.schema.json"))}
    wanted = json.loads(pathlib.Path(schema).read_text())
    judge = jsonschema.Draft7Validator(wanted, resolver=jsonschema.RefResolver.from_schema(wanted, store=known))
    for line in sys.stdin:
        document = json.loads(line)
        for error in judge.iter_errors(document):
            print(f"{document.get('address')}: at /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
