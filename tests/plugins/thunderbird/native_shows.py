"""Where no Experiment runs: the native host finds, and Account Hub's own requests bring the answer."""
import os
import pathlib
import signal
import tempfile
import time

import hub
import thunderbird as driver
import world
from page import Page
from stage import OAUTH2, PASSWORD, show

TENANT, LIMIT_MS = "ada@behind.example", 5000  # the stock search comes to no end there
UNKNOWN, STOCK = "ada@spoof.example", "ada@auto.example"


def found(thunderbird, address, host, auth):
    thunderbird.run(driver.FORGET)
    result = hub.find(thunderbird, address, LIMIT_MS)
    hub.reset(thunderbird)
    right = result["host"] == host and result["auth"] == auth
    return [] if right else [f"{address}: Account Hub came to {result}"]


def hosts(thunderbird):
    """The native hosts that Thunderbird has started."""
    tasks = pathlib.Path(f"/proc/{thunderbird.process.pid}/task").glob("*/children")
    return [int(number) for task in tasks for number in task.read_text().split() if b"org.homing.native" in open(f"/proc/{number}/cmdline", "rb").read()]


@show("without Experiments Account Hub finds by the native host, and by itself where that finds nothing")
def by_host(stage):
    with stage.thunderbird_with_host(stage.native_host) as thunderbird:
        hub.open_hub(thunderbird)
        wrong = found(thunderbird, TENANT, "outlook.office365.com", OAUTH2)
        wrong += found(thunderbird, STOCK, "imap.auto.example", PASSWORD)
        result = hub.find(thunderbird, UNKNOWN, LIMIT_MS)
        return wrong + ([] if result["view"] == "emailIncomingConfigSubview" else [f"{UNKNOWN}: Account Hub came to {result}"])


@show("without Experiments the page finds and explains by the native host, and leaves accounts to Account Hub")
def page(stage):
    with stage.thunderbird_with_host(stage.native_host) as thunderbird:
        shown = Page(thunderbird)
        shown.fill("address", TENANT)
        thunderbird.press("Return")
        shown.wait_for("found", "Microsoft 365")
        hidden = shown.run('return ["create", "accounts"].every(id => document.getElementById(id).offsetParent === null);')
        return [] if hidden else ["the page offers to make accounts"]


@show("a native host that is killed is started again, and meanwhile Thunderbird quits in time")
def killed(stage):
    thunderbird = stage.thunderbird_with_host(stage.native_host)
    hub.open_hub(thunderbird)
    wrong = found(thunderbird, TENANT, "outlook.office365.com", OAUTH2)
    running = hosts(thunderbird)
    for number in running:
        os.kill(number, signal.SIGKILL)
    time.sleep(0.5)
    wrong += [] if running else ["no native host was running"]
    wrong += found(thunderbird, "ada@contoso.example", "outlook.office365.com", OAUTH2)
    took = thunderbird.quit()
    return wrong + ([] if took < 2 else [f"quitting took {took:.1f} s"])


@show("a native host that hangs leaves the stock search to answer")
def hangs(stage):
    host = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER)) / "host"
    host.write_text("#!/bin/sh\nexec cat >/dev/null\n")  # hears everything, says nothing, ends with its input
    host.chmod(0o755)
    with stage.thunderbird_with_host(host) as thunderbird:
        hub.open_hub(thunderbird)
        return found(thunderbird, STOCK, "imap.auto.example", PASSWORD) + found(thunderbird, "ada@post.example", "imap.post.example", PASSWORD)


@show("without a native host the stock search answers")
def missing(stage):
    with stage.thunderbird_with_host(None) as thunderbird:
        hub.open_hub(thunderbird)
        return found(thunderbird, STOCK, "imap.auto.example", PASSWORD)
