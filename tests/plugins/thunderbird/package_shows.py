"""As the package installs it; and who may not speak to it."""
import contextlib
import json
import pathlib
import shutil
import tempfile

import hub
import thunderbird as driver
import world
from stage import IS_ACTIVE, show

PREFERENCE = pathlib.Path(__file__).resolve().parents[3] / "plugins/thunderbird/package/homing.js"
ADDRESS, HOST = "ada@behind.example", "outlook.office365.com"  # the stock search comes to no end there
BY_LIST = {"extensions.experiments.suppressed": True}          # only the Experiments of the list run
INTRUDER = {
    "manifest_version": 3, "name": "Intruder", "version": "1.0", "browser_specific_settings": {"gecko": {"id": "intruder@example.com"}},
    "background": {"scripts": ["background.js"]}}
ASKS = """const port = messenger.runtime.connect("homing@homing.example");
let heard = "nothing";
port.onMessage.addListener(message => (heard = JSON.stringify(message)));
port.postMessage({ number: 1, verb: "accounts", given: {} });
messenger.runtime.sendMessage("homing@homing.example", { number: 1, verb: "accounts", given: {} }).then(answer => (heard = JSON.stringify(answer)), () => {});
setTimeout(() => messenger.tabs.create({ url: `result.html?${encodeURIComponent(heard ?? "nothing")}` }), 500);"""
RESULT = """const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
const tab = tabmail.tabInfo.find(one => one.browser?.currentURI?.spec.includes("/result.html?"));
return tab ? decodeURIComponent(tab.browser.currentURI.query) : "";"""


@contextlib.contextmanager
def laid_over(target, file):
    """The file is in that folder, which need not exist, in this mount namespace alone."""
    layer = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))
    (layer / target.name).mkdir()
    shutil.copy(file, layer / target.name)
    world.run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir={layer}:{target.parent}", target.parent)
    try:
        yield
    finally:
        world.run("umount", target.parent)


@show("as the package installs it, the add-on works in a profile that was there before, also where only listed Experiments run")
def packaged(stage):
    profile = stage.profile()
    with stage.thunderbird(add_on=False, profile=profile):
        pass
    extensions = pathlib.Path(driver.PROGRAM).parent / "extensions"
    with laid_over(extensions, stage.add_on), laid_over(pathlib.Path("/etc/thunderbird/pref"), PREFERENCE):
        with stage.thunderbird(add_on=False, profile=profile, preferences=BY_LIST) as thunderbird:
            if not thunderbird.run(IS_ACTIVE, driver.ADD_ON):
                return ["the add-on is not active"]
            hub.open_hub(thunderbird)
            found = hub.find(thunderbird, ADDRESS, 5000)
            return [] if found["host"] == HOST else [f"Account Hub came to {found}"]


@show("another add-on that speaks to ours is not answered")
def intruder(stage):
    folder = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))
    for name, text in (("manifest.json", json.dumps(INTRUDER)), ("background.js", ASKS), ("result.html", "<!DOCTYPE html><title>Result</title>")):
        (folder / name).write_text(text)
    with stage.thunderbird() as thunderbird:
        thunderbird.install(folder)
        heard = thunderbird.wait("the intruder's report", lambda: thunderbird.run(RESULT))
        return [] if heard == "nothing" else [f"it heard {heard}"]
