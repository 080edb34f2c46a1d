"""When the library misbehaves, and when the add-on goes: Thunderbird is what it was."""
import json
import pathlib
import tempfile
import time

import hub
import thunderbird as driver
import world
from stage import IS_ACTIVE, IS_HOOKED, misbehaving, show

KNOWN_TO_STOCK = "ada@auto.example"  # its own autoconfig host answers
QUICK_QUIT = 2                       # seconds
SWITCH = """const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
const addOn = await AddonManager.getAddonByID(args[0]);
await addOn[args[1]]();"""
HAS_ALIAS = """const resources = Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler);
return resources.hasSubstitution("homing-add-on");"""


def folder():
    return pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))


def stock_answers(thunderbird):
    hub.open_hub(thunderbird)
    found = hub.find(thunderbird, KNOWN_TO_STOCK)
    return [] if found["host"] == "imap.auto.example" else [f"Account Hub came to {found}"]


def slow_quit(thunderbird):
    took = thunderbird.quit()
    return [] if took < QUICK_QUIT else [f"quitting took {took:.1f} s"]


def stock_answers_with(stage, mischief):
    thunderbird = stage.thunderbird(library=misbehaving(folder(), mischief))
    return stock_answers(thunderbird) + slow_quit(thunderbird)


@show("a library that hangs leaves the stock search to answer, and Thunderbird to quit in time")
def hangs(stage):
    return stock_answers_with(stage, "hangs")


@show("a library that says rubbish leaves the stock search to answer")
def rubbish(stage):
    return stock_answers_with(stage, "rubbish")


@show("a library of another ABI leaves the stock search to answer")
def foreign(stage):
    return stock_answers_with(stage, "foreign")


@show("without a library the stock search answers")
def missing(stage):
    thunderbird = stage.thunderbird(library=folder())
    return stock_answers(thunderbird) + slow_quit(thunderbird)


@show("after a crash in the library Thunderbird starts, keeps what it had, and the library rests for once")
def crashes(stage):
    profile, library = stage.profile(), misbehaving(folder(), "crashes")
    kept = {"homing.test.kept": "kept"}
    try:
        first = stage.thunderbird(library=library, profile=profile, preferences=kept)
    except (driver.Refused, OSError):
        first = None  # it has crashed while it was looked at
    end = time.monotonic() + 20
    while first and first.process.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    found = ["Thunderbird did not crash, so that nothing was tried"] if first and first.process.poll() is None else []
    if first:
        first.quit()
    second = stage.thunderbird(library=library, profile=profile)
    if second.run('return Services.prefs.getStringPref("homing.test.kept", "");') != "kept":
        found.append("a preference was lost")
    return found + stock_answers(second) + slow_quit(second)


@show("disabled or uninstalled, the add-on leaves no hook")
def leaves(stage):
    with stage.thunderbird() as thunderbird:
        found = []
        for verb, hooked in (("disable", False), ("enable", True), ("uninstall", False)):
            thunderbird.run(SWITCH, driver.ADD_ON, verb)
            try:
                thunderbird.wait(verb, lambda: thunderbird.run(IS_HOOKED) == hooked and thunderbird.run(HAS_ALIAS) == hooked, 5)
            except RuntimeError:
                found.append(f"after {verb}: hook {thunderbird.run(IS_HOOKED)}, alias {thunderbird.run(HAS_ALIAS)}")
        if thunderbird.run(IS_ACTIVE, driver.ADD_ON):
            found.append("the add-on is still active")
        left = thunderbird.run('return Services.prefs.getBranch("extensions.homing.").getChildList("");')
        return found + ([f"preferences are left: {json.dumps(left)}"] if left else []) + stock_answers(thunderbird)
