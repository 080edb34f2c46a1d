"""usage: script_translations.py PLUG_IN CATALOGUE.mo

Writes beside a catalogue what WordPress hands to scripts (wp_set_script_translations): for each script that Admin/Page.php registers the file
CATALOGUE-HANDLE.json, in the format of Jed, with those texts that the script has.
"""
import gettext
import json
import pathlib
import re
import sys

HANDLES = re.compile(r"'([a-z-]+)' => \['([a-z-]+\.js)'")
TEXTS = re.compile(r"\b__\(\s*(?P<quote>['\"])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*,\s*'homing-mail'\s*\)")


def texts_of(script):
    return {re.sub(r"\\(.)", r"\1", found["text"]) for found in TEXTS.finditer(script)}


def handles(plug_in):
    """Handle of a script -> its file."""
    return {handle: plug_in / "assets" / file for handle, file in HANDLES.findall((plug_in / "src/Admin/Page.php").read_text("utf-8"))}


def document(texts, catalogue):
    about = catalogue.info()
    messages = {"": {"domain": "messages", "lang": about["language"], "plural-forms": about["plural-forms"]}}
    messages.update({text: [catalogue.gettext(text)] for text in sorted(texts)})
    return {"domain": "messages", "locale_data": {"messages": messages}}


def main():
    plug_in, file = map(pathlib.Path, sys.argv[1:])
    with open(file, "rb") as opened:
        catalogue = gettext.GNUTranslations(opened)
    for handle, script in handles(plug_in).items():
        text = json.dumps(document(texts_of(script.read_text("utf-8")), catalogue), ensure_ascii=False, indent=1)
        file.with_name(f"{file.stem}-{handle}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
