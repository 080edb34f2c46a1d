"""What the assistant's page says, on a screen, and from where Evolution loads the module."""
import os
import pathlib
import subprocess
import time

import world
from harness import folder, harness, modules
from lookup_shows import EWS_GONE, today
from shows import show

PAGES = f"{folder()}/module-mail-config.so"  # what the page for the server has in it
SCREEN = ("xvfb-run", "--auto-servernum")


def page(scene, address, host="", name="summary", **variables):
    """The texts that can be seen on the page of this name, on a screen, of an account at this host."""
    house = scene.house()
    house.environment |= variables
    told, _ = harness(house, "page", address, host, *modules(scene), PAGES, before=SCREEN)
    return told[-1][name]


def lacking(texts, *wanted):
    return [f"the page does not say {word!r}: {texts[:4]}" for word in wanted if not any(word in text for text in texts)]


@show("The pages say that a mailbox is personal, that IMAP may be off, and that sending may be")
def personal(scene):
    return [fault for name in ("receiving", "summary")
            for fault in lacking(page(scene, "ada@outlook.com", name=name), "Homing: Outlook.com (personal)", "IMAP and POP3 are off by default",
                                 "Microsoft has switched SMTP off", "What to do")]


@show("The page says that a mailbox is of work or school, and why it is not complete")
def work(scene):
    found = lacking(page(scene, "ada@contoso.example"), "Homing: Microsoft 365 (work or school)", "Sending needs SMTP AUTH",
                    "an administrator can switch them off", "Exchange Web Services (EWS) work" if today() < EWS_GONE else "evolution-ews")
    found += lacking(page(scene, "ada@agency.example"), "Homing: Microsoft 365 (work or school), US Government (GCC High)",
                     "an administrator must register")
    return found + lacking(page(scene, "ada@stale.example"), "mail.stale.example")


@show("Where Graph opens the mailbox, the page says nothing of switches that do not matter then")
def graph(scene):
    texts = page(scene, "ada@contoso.example", ENABLE_M365="1")
    return lacking(texts, "Homing: Microsoft 365 (work or school)") + [f"it says {text!r}" for text in texts if "SMTP AUTH" in text or "EWS" in text]


@show("Where Evolution has chosen a server by itself that is not the mailbox's, the page warns of it")
def stranger(scene):
    found = lacking(page(scene, "ada@contoso.example", "imap.plain.example"), "imap.plain.example is not of Homing's")
    for address, host in (("ada@contoso.example", "outlook.office365.com"), ("ada@auto.example", "imap.auto.example")):
        found += [f"it warns of {host}" for text in page(scene, address, host) if "is not of Homing's" in text]
    return found


@show("The page says that the servers are in plain text")
def plain_text(scene):
    return lacking(page(scene, "ada@wellknown.example"), "imap.wellknown.example offers no encryption")


@show("As the package installs it, it speaks German where people do")
def german(scene):
    with scene.installed():
        texts = page(scene, "ada@outlook.com", LANGUAGE="de")
    return lacking(texts, "Homing: Outlook.com (privat)", "zunächst ausgeschaltet", "Was zu tun ist")


def is_loaded(house, file, seconds=20):
    """Whether an Evolution in this home maps the file; its first window is up by then."""
    house.environment |= {"NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    process = subprocess.Popen([*SCREEN, "dbus-run-session", "--", "evolution"], env=house.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for maps in pathlib.Path("/proc").glob("[0-9]*/maps"):
                try:
                    text = maps.read_text() if f"HOME={house.home}\0" in (maps.parent / "environ").read_text() else ""
                except OSError:
                    continue
                if "/module-mail-config.so" in text and "/module-startup-wizard.so" in text:
                    time.sleep(1)  # all of a folder's modules are loaded one after the other
                    return str(file) in maps.read_text()
            time.sleep(0.1)
        raise RuntimeError("Evolution did not start")
    finally:
        os.killpg(process.pid, 9)
        process.wait()


@show("Evolution loads it from the system's folder, and from the one of its user that the README names")
def folders(scene):
    found = []
    with scene.installed():
        file = f"{folder()}/module-homing.so"
        found += [] if is_loaded(scene.house(), file) else [f"{file} is not loaded"]
    for below, loads in ((".local/share/evolution/modules/lib/evolution/modules", True), (".local/share/evolution/modules", False)):
        house = scene.house()
        house.environment["LD_LIBRARY_PATH"] = str(scene.build / "capi")
        file = house.home / below / "module-homing.so"
        file.parent.mkdir(parents=True)
        world.run("cp", scene.module / "module-homing.so", file)
        found += [] if is_loaded(house, file) == loads else [f"{below}: loaded is not {loads}"]
    return found
