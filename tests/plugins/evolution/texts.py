#!/usr/bin/python3
"""Whether the module for Evolution has its texts in German: those of its sources, and what the manifests say about mailboxes at Microsoft."""
import json
import pathlib
import re
import sys

PLUGIN, PROVIDERS = map(pathlib.Path, sys.argv[1:])
MICROSOFT = ("outlook.com", "microsoft365", "microsoft365-gcc-high", "microsoft365-dod", "microsoft365-china")
TEXT = r'"((?:[^"\\]|\\.)*)"'


def unescaped(text):
    return json.loads(f'"{text}"')


def of_sources():
    return {unescaped(text) for file in PLUGIN.glob("*.c") for text in re.findall(r"\bN?_\(" + TEXT, file.read_text())}


def of_manifests():
    def told(value):
        if isinstance(value, dict):
            yield from [value["why"]] if "why" in value and "state" in value else []
            for one in value.values():
                yield from told(one)
        elif isinstance(value, list):
            for one in value:
                yield from told(one)
    for name in MICROSOFT:
        manifest = json.loads((PROVIDERS / f"{name}.json").read_text())
        for advice in manifest["advice"]:
            yield from [advice["text"], *advice.get("steps", [])]
        yield from told(manifest)


def main():
    found, said = [], set(of_manifests())
    for file in sorted((PLUGIN / "po").glob("*.po")):
        rows = re.findall(rf"msgid {TEXT}\nmsgstr {TEXT}", file.read_text())
        there = {unescaped(text): unescaped(translated) for text, translated in rows if text}
        wanted = of_sources() | said
        found += [f"{file.name} lacks {text!r}" for text in sorted(wanted - {text for text, translated in there.items() if translated})]
        found += [f"{file.name} has {text!r}, which nobody says" for text in sorted(set(there) - wanted)]
        found += [f"{file.name}: the places of {text!r} differ" for text, translated in there.items()
                  if re.findall(r"%\w", text) != re.findall(r"%\w", translated)]
    found += [] if len(of_sources()) > 20 and len(said) > 10 else ["the texts were not found"]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
