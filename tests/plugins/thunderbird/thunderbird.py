"""A real Thunderbird on a screen of its own, with a fresh profile that asks nobody anything by itself."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from marionette import Marionette, Refused

PROGRAM = "/usr/lib/thunderbird/thunderbird"
ADD_ON = "homing@homing.example"
PREFERENCES = {
    "marionette.port": 0,  # any; it is written into the profile
    "mail.provider.suppress_dialog_on_startup": True, "app.use_without_mail_account": True, "mail.rights.version": 1,
    "mailnews.start_page.enabled": False, "mail.shell.checkDefaultClient": False, "mail.inappnotifications.enabled": False,
    "mail.spotlight.firstRunDone": True, "browser.warnOnQuit": False, "browser.dom.window.dump.enabled": True,
    "devtools.console.stdout.chrome": True, "mail.biff.play_sound": False, "mail.biff.show_alert": False,
    "datareporting.policy.dataSubmissionEnabled": False, "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "datareporting.healthreport.uploadEnabled": False, "toolkit.telemetry.server": "data:,", "app.update.disabledForTesting": True,
    "extensions.update.enabled": False, "extensions.getAddons.cache.enabled": False, "extensions.systemAddon.update.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1", "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "network.trr.mode": 5, "security.OCSP.enabled": 0, "media.gmp-provider.enabled": False,
    "dom.push.connection.enabled": False,
}
TRUST = """const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
database.addCertFromBase64(args[0], "C,,");"""
FORGET = """Cc["@mozilla.org/network/dns-service;1"].getService(Ci.nsIDNSService).clearCache(true);
Services.obs.notifyObservers(null, "net:prune-all-connections"); Services.cache2.clear();"""
IN_PAGE = """const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
const tab = tabmail.tabInfo.find(one => one.browser?.currentURI?.spec.startsWith(args[0]));
if (!tab) throw new Error("no such tab: " + args[0]);
const actor = tab.browser.browsingContext.currentWindowGlobal.getActor("MarionetteCommands");
return actor.executeScript(args[1], args[2], { sandboxName: null, timeout: 60000, async: true, line: 0, filename: "test" });"""
PAGE_SCRIPT = """const told = arguments[arguments.length - 1], args = Array.from(arguments).slice(0, -1);
(async () => {%s})().then(value => told(JSON.stringify({ value: value ?? null })), error => told(JSON.stringify({ error: String(error) })));"""


class Thunderbird:
    def __init__(self, authority, library=None, preferences=None, profile=None, home=None):
        self.folder = home or pathlib.Path(tempfile.mkdtemp(prefix="thunderbird-"))
        self.profile = profile or self.folder / "profile"
        self.profile.mkdir(exist_ok=True)
        (self.profile / "MarionetteActivePort").unlink(missing_ok=True)
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in {**PREFERENCES, **(preferences or {})}.items())
        (self.profile / "user.js").write_text("".join(lines))
        self.screen, self.display = start_screen()
        self.environment = {**os.environ, "DISPLAY": self.display, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder),
                            "DBUS_SESSION_BUS_ADDRESS": "disabled:", "GDK_BACKEND": "x11", "MOZ_CRASHREPORTER_DISABLE": "1",
                            "LIBGL_ALWAYS_SOFTWARE": "1", "LANG": "C.UTF-8", "SSL_CERT_DIR": "/nowhere", "SSL_CERT_FILE": str(authority)}
        if library:
            self.environment["LD_LIBRARY_PATH"] = str(library)
        self.log = self.folder / "log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([PROGRAM, "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", self.profile],
                                            env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self.marionette = Marionette(self.port())
        self.run(TRUST, "".join(authority.read_text().strip().splitlines()[1:-1]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.quit()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def port(self):
        file, end = self.profile / "MarionetteActivePort", time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            if file.exists() and (text := file.read_text().strip()):
                return int(text)
            time.sleep(0.05)
        raise RuntimeError(f"Thunderbird does not start: {self.log.read_text(errors='replace')[-2000:]}")

    def run(self, script, *given):
        return self.marionette.run(script, *given)

    def install(self, file):
        self.marionette.command("Addon:Install", {"path": str(file), "temporary": True})

    def keys(self, *words):
        """Real key events, to whatever has the focus."""
        subprocess.run(["xdotool", *words], env=self.environment, check=True)

    def type(self, text):
        self.keys("type", "--delay", "8", text)

    def press(self, *names):
        for name in names:
            self.keys("key", name)

    def screenshot(self, file):
        subprocess.run(["import", "-display", self.display, "-window", "root", file], check=True)

    def in_page(self, url, script, *given):
        """The value of a script in a page of a tab."""
        answer = json.loads(self.run(IN_PAGE, url, PAGE_SCRIPT % script, list(given)))
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["value"]

    def wait(self, what, ready, seconds=15):
        """The first value of ready() that is true."""
        end = time.monotonic() + seconds
        while not (value := ready()):
            if time.monotonic() > end:
                raise RuntimeError(f"{what}: not within {seconds} s")
            time.sleep(0.03)
        return value

    def said(self):
        return self.log.read_text(errors="replace")

    def quit(self):
        """Ends it as a user does; the seconds that it took."""
        start, killed = time.monotonic(), False
        self.marionette.socket.settimeout(20)
        try:
            self.marionette.command("Marionette:Quit", {"flags": ["eAttemptQuit"]})
        except (Refused, OSError):
            pass  # it has gone
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            killed = True
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        took = time.monotonic() - start
        self.screen.terminate()
        self.screen.wait()
        if killed:
            raise RuntimeError("Thunderbird did not quit")
        return took


def start_screen():
    ours, theirs = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"], pass_fds=[theirs],
                              stderr=subprocess.DEVNULL)
    os.close(theirs)
    number = b""
    while not number.endswith(b"\n"):
        if not (more := os.read(ours, 16)):
            raise RuntimeError("Xvfb does not start")
        number += more
    os.close(ours)
    return screen, f":{number.decode().strip()}"
