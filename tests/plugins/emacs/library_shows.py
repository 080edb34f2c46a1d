"""The Lisp itself: compiled without a warning, its texts as Emacs wants them, its own tests."""
import pathlib
import shutil

import clients
from shows import show

LIBRARIES = ("homing-report.el", "homing-account.el", "homing.el")
CHECKDOC = """(progn (require 'checkdoc)
  (dolist (file command-line-args-left) (checkdoc-file file)) (setq command-line-args-left nil))"""


def copied(scene, house):
    folder = house.home / "lisp"
    shutil.copytree(scene.module, folder, ignore=shutil.ignore_patterns("*.so", "*.elc", "CMakeFiles", "*.cmake", "link"))
    house.environment["LD_LIBRARY_PATH"] = str(scene.build / "capi")
    (folder / "homing-module.so").symlink_to(scene.module / "homing-module.so")
    return folder


@show("The libraries are compiled without a warning")
def compiled(scene):
    house = scene.house("ada@contoso.example")
    folder = copied(scene, house)
    done = clients.call(house, "emacs", "-Q", "--batch", "-L", folder, "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile",
                        *(folder / name for name in LIBRARIES))
    return [] if done.returncode == 0 and not done.stderr.strip() else [done.stderr]


@show("checkdoc finds nothing in them")
def checked(scene):
    house = scene.house("ada@contoso.example")
    folder = copied(scene, house)
    done = clients.call(house, "emacs", "-Q", "--batch", "--eval", CHECKDOC, *(folder / name for name in LIBRARIES))
    return [] if done.returncode == 0 and not done.stderr.strip() else [done.stderr]


@show("As the package installs it, the commands are there, and Emacs finds the module")
def installed(scene):
    house = scene.house("ada@contoso.example")
    form = """(princ (list (commandp 'homing-setup) (featurep 'homing) (fboundp 'homing-load-accounts)
      (progn (require 'homing) (homing-set-up-account "ada@outlook.com" t) smtpmail-smtp-server)))"""
    with scene.installed():
        done = clients.call(house, "emacs", "--batch", "--eval", form)
    return [] if done.stdout == "(t nil t smtp-mail.outlook.com)" else [f"it says {done.stdout!r} {done.stderr[-600:]!r}"]


@show("Their own tests pass")
def tested(scene):
    house = scene.house("ada@contoso.example")
    done = clients.call(house, "emacs", "-Q", "--batch", "-L", copied(scene, house), "-l", pathlib.Path(__file__).with_name("homing-tests.el"),
                        "-f", "ert-run-tests-batch-and-exit")
    return [] if done.returncode == 0 and "0 unexpected" in done.stderr else [done.stderr[-1500:]]
