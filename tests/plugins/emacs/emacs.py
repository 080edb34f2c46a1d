"""Emacs with the module in it."""
import json

import clients


def lisp(text):
    """The text as a Lisp string."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def preamble(scene, house, *options):
    """What an init file says here: the lab's authority, where the sign-ins are, and where the module is."""
    pairs = (("store.place", "file"), ("tls.ca_file", house.authority), *options)
    return f"""(setq debug-on-error nil)
(add-to-list 'load-path {lisp(scene.module)})
(require 'homing)
(setq homing-options '({' '.join(f'({lisp(name)} . {lisp(value)})' for name, value in pairs)}))
"""


def emacs(scene, house, form, *options, given=None):
    """One run without a screen. What `form` comes to is printed as JSON in a line of its own, which starts with "=> "."""
    script = house.home / "script.el"
    script.write_text(f"{preamble(scene, house, *options)}(princ (concat \"\\n=> \" (json-serialize {form}) \"\\n\"))\n")
    return clients.call(house, "emacs", "-Q", "--batch", "-l", script, given=given)


def value(done):
    """What the form came to; None where there is none."""
    rows = [row for row in done.stdout.splitlines() if row.startswith("=> ")]
    return json.loads(rows[-1].removeprefix("=> ")) if rows else None


def words(house, init):
    """The command that begins on a terminal with this init file."""
    file = house.home / "init.el"
    file.write_text(init)
    return ["emacs", "-Q", "-nw", "-l", file]
