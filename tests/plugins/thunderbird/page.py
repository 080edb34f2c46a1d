"""The add-on's own page, as somebody at the keyboard uses it."""
import thunderbird as driver

URL = f"""return WebExtensionPolicy.getByID("{driver.ADD_ON}").getURL("page/page.html");"""
# The entry of the Tools menu, which the add-on adds when the menu is shown.
OPEN = """const window = Services.wm.getMostRecentWindow("mail:3pane");
const popup = window.document.getElementById("taskPopup");
const shown = new Promise(done => popup.addEventListener("popupshown", done, { once: true }));
popup.openPopup(window.document.documentElement, "overlap");
await shown;
const item = [...popup.querySelectorAll("menuitem")].find(one => one.label == args[0]);
if (!item) throw new Error("no entry " + args[0] + " in the Tools menu");
popup.activateItem(item);"""
FOCUS = """const window = Services.wm.getMostRecentWindow("mail:3pane");
window.focus();
window.document.getElementById("tabmail").currentTabInfo.browser.focus();"""
FOCUSED = "return document.activeElement.id || document.activeElement.textContent.trim();"
TEXT = "return document.getElementById(args[0]).innerText;"


class Page:
    def __init__(self, thunderbird, entry="Set up an account with Homing"):
        self.thunderbird = thunderbird
        self.url = thunderbird.run(URL)
        thunderbird.run(OPEN, entry)
        thunderbird.wait("the page", self.is_ready)
        thunderbird.run(FOCUS)

    def is_ready(self):
        try:
            return self.run("return document.body.dataset.ready == 'true';")
        except driver.Refused:
            return False  # not there yet

    def run(self, script, *given):
        return self.thunderbird.in_page(self.url, script, *given)

    def text(self, name):
        return self.run(TEXT, name)

    def focused(self):
        return self.run(FOCUSED)

    def tab_to(self, name, most=40):
        """Presses Tab until the element of that id, or of that text, has the focus."""
        for _ in range(most):
            if self.focused() == name:
                return
            self.thunderbird.press("Tab")
        raise RuntimeError(f"{name!r} cannot be reached with the keyboard; the focus is at {self.focused()!r}")

    def fill(self, name, text):
        self.tab_to(name)
        self.thunderbird.press("ctrl+a")
        self.thunderbird.type(text)

    def wait_for(self, name, text, seconds=15):
        """Until that element's text has a text."""
        return self.thunderbird.wait(f"{text!r} in {name}", lambda: text in self.text(name), seconds)
