"""Where the shows play: the lab's internet, the add-on as it is packed, and Thunderbirds with it or without."""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import thunderbird as driver
import world

HERE = pathlib.Path(__file__).resolve().parent
HOST = "org.homing.native"
SHOWS = []  # sentence, function
ACCOUNTS = """const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const account = MailServices.accounts.accounts.find(one => one.defaultIdentity?.email == args[0]);
const incoming = account?.incomingServer;
"""
READ_BACK = ACCOUNTS + """if (!account) return null;
const outgoing = MailServices.outgoingServer.servers.find(one => one.key == account.defaultIdentity.smtpServerKey);
return { incoming: [incoming.type, incoming.hostname, incoming.port, incoming.socketType, incoming.authMethod, incoming.username],
         outgoing: [outgoing.serverURI.host, outgoing.serverURI.port, outgoing.socketType, outgoing.authMethod, outgoing.username],
         name: account.defaultIdentity.fullName, key: account.key };"""
IS_ACTIVE = """const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
return (await AddonManager.getAddonByID(args[0]))?.isActive ?? false;"""
IS_RUNNING = """return WebExtensionPolicy.getByID(args[0])?.extension.backgroundState == "running";"""
REMEMBER = """const { FindConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/FindConfig.sys.mjs");
Services.homingTestStock = FindConfig.parallelAutoDiscovery;"""
IS_HOOKED = """const { FindConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/FindConfig.sys.mjs");
return FindConfig.parallelAutoDiscovery != Services.homingTestStock;"""
TLS, STARTTLS, PASSWORD, OAUTH2 = 3, 2, 3, 10  # nsMsgSocketType, nsMsgAuthMethod


def show(sentence):
    def add(function):
        SHOWS.append((sentence, function))
        return function
    return add


class Stage:
    def __init__(self, lab, library, add_on, native_host, pictures):
        self.lab, self.ours, self.add_on, self.native_host, self.pictures = lab, library, add_on, native_host, pictures

    def profile(self, signs_in=None):
        """A fresh profile; with somebody who signs in whenever a web browser is opened."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))
        if signs_in:
            browser = folder / "browser"
            words = " ".join(f"'{word}'" for word in (sys.executable, "-B", HERE / "browser.py", self.lab.certificates.authority, signs_in))
            browser.write_text(f'#!/bin/sh\nexec {words} "$1"\n')
            browser.chmod(0o700)
            handler = {"action": 2, "ask": False, "handlers": [{"name": "browser", "path": str(browser)}]}
            (folder / "handlers.json").write_text(json.dumps({"defaultHandlersVersion": {}, "mimeTypes": {}, "schemes": {"https": handler}}))
        return folder

    def thunderbird(self, add_on=True, library=None, profile=None, preferences=None):
        """Started, with the add-on ready in it."""
        started = driver.Thunderbird(self.lab.certificates.authority, library or self.ours, preferences, profile or self.profile())
        try:
            started.run(REMEMBER)
            if add_on:
                started.install(self.add_on)
                started.wait("the hook", lambda: started.run(IS_HOOKED))
        except BaseException:
            started.quit()
            raise
        return started

    def thunderbird_with_host(self, host, preferences=None, profile=None):
        """Started with the add-on that has no Experiment, and that native host; None: there is none."""
        home = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))
        if host:
            place = home / ".mozilla/native-messaging-hosts"
            place.mkdir(parents=True)
            (place / f"{HOST}.json").write_text(json.dumps({"name": HOST, "description": "Homing", "path": str(host), "type": "stdio",
                                                            "allowed_extensions": [driver.ADD_ON]}))
        started = driver.Thunderbird(self.lab.certificates.authority, self.ours, preferences, profile or self.profile(), home)
        try:
            started.install(self.add_on.with_name("homing-native.xpi"))
            started.wait("the add-on", lambda: started.run(IS_RUNNING, driver.ADD_ON))
        except BaseException:
            started.quit()
            raise
        return started

    def picture(self, thunderbird, name):
        time.sleep(0.3)  # until it is drawn
        thunderbird.screenshot(self.pictures / f"{name}.png")


def misbehaving(folder, mischief):
    """A folder with a library of the right name that does what none should."""
    place = folder / mischief
    place.mkdir()
    subprocess.run(["cc", "-shared", "-fPIC", f"-D{mischief.upper()}", "-Wl,-soname,libhoming.so.1", "-o", place / "libhoming.so.1",
                    HERE / "misbehaving.c"], check=True)
    return place


def differences(got, want):
    return [f"{name} is {got.get(name) if got else None}, not {value}" for name, value in want.items() if not got or got.get(name) != value]
