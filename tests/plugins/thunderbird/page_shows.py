"""The add-on's page: every button by the keyboard, names and roles for screen readers, both themes."""
from page import Page
from stage import OAUTH2, READ_BACK, STARTTLS, TLS, differences, show

ADDRESS = "grace@contoso.example"
POP = {"incoming": ["pop3", "outlook.office365.com", 995, TLS, OAUTH2, ADDRESS],
       "outgoing": ["smtp.office365.com", 587, STARTTLS, OAUTH2, ADDRESS], "name": "Grace Hopper"}
PASSWORD_ADDRESS = "ada@implicit.example"
KEEP_PASSWORD = """for (const origin of ["imap://imap.implicit.example", "smtp://smtp.implicit.example"]) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, args[0], args[1], "", "");
  await Services.logins.addLoginAsync(login);
}"""
ERROR = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox"
SPOIL = """const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
MailServices.accounts.getAccount(args[0]).incomingServer.port = 993;"""
# What assistive technology is told, from the platform's own tree.
TREE = """const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
const window = Services.wm.getMostRecentWindow("mail:3pane");
const browser = window.document.getElementById("tabmail").currentTabInfo.browser;
const found = [];
const walk = one => {
  found.push([service.getStringRole(one.role), one.name ?? ""]);
  for (let child = one.firstChild; child; child = child.nextSibling) walk(child);
};
for (let tries = 0; tries < 100 && found.length < 30; tries++) {
  await new Promise(done => window.setTimeout(done, 50));
  found.length = 0;
  const outer = service.getAccessibleFor(browser);
  if (outer) walk(outer);
}
return found;"""
NAMES = [("heading", "Homing"), ("heading", "Set up an account"), ("entry", "Your name"), ("entry", "Mail address"), ("pushbutton", "Find settings"),
         ("pushbutton", "Check with the servers"), ("radiobutton", "IMAP"), ("radiobutton", "POP3"), ("pushbutton", "Create account"),
         ("combobox", "Account"), ("pushbutton", "Diagnose"), ("entry", "The error, as it was shown"), ("pushbutton", "Explain"),
         ("columnheader", "Server"), ("rowheader", "IMAP")]
INTERACTIVE = {"entry", "pushbutton", "radiobutton", "combobox", "link", "password text", "checkbutton"}
CONTRAST = """const parts = text => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
const light = colour => parts(colour).map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
const behind = one => { for (let at = one; at; at = at.parentElement) { const colour = getComputedStyle(at).backgroundColor;
  if (!/, 0\\)$|transparent/.test(colour)) return colour; } return "rgb(255, 255, 255)"; };
return [...document.querySelectorAll("h1, p, th, td, label, summary, button, .state, .quiet")].filter(one => one.offsetParent && one.textContent.trim())
  .map(one => [one.textContent.trim().slice(0, 40), ratio(light(getComputedStyle(one).color), light(behind(one)))]).filter(([, value]) => value < 4.5);"""
PAPER = "return getComputedStyle(document.body).backgroundColor;"
THEMES = {"light": 1, "dark": 0}  # layout.css.prefers-color-scheme.content-override


@show("every button of the page works by the keyboard alone")
def by_keyboard(stage):
    with stage.thunderbird() as thunderbird:
        page = Page(thunderbird)
        found = found_and_checked(stage, thunderbird, page)
        page.tab_to("create", 60)
        thunderbird.press("space")
        page.wait_for("action-status", "was created")
        account = thunderbird.run(READ_BACK, ADDRESS)
        found += differences(account, POP)
        found += diagnosed(stage, thunderbird, page, account["key"])
        page.fill("error-text", ERROR)
        page.tab_to("Explain")
        thunderbird.press("Return")
        page.wait_for("explained", "SMTP AUTH")
        stage.picture(thunderbird, "page-explained")
        return found


def found_and_checked(stage, thunderbird, page):
    page.fill("real-name", "Grace Hopper")
    page.fill("address", ADDRESS)
    thunderbird.press("Return")
    page.wait_for("find-status", " ms")
    text = page.text("found")
    wanted = ("Microsoft 365 (work or school)", "smtp.office365.com", "OAuth2", "current", "retired", "since 2022-12-31", "Why we believe it")
    found = [f"the page does not say {part!r}" for part in wanted if part not in text]
    stage.picture(thunderbird, "page-found")
    page.tab_to("check")
    thunderbird.press("Return")
    page.wait_for("action-status", "All servers work")
    steps = page.text("steps")
    found += [f"no step of {part} was told" for part in ("IMAP: greeting", "SMTP: TLS", "POP3: connection") if part not in steps]
    page.tab_to("check")
    thunderbird.press("Tab", "Down")  # the radio buttons are one stop
    return found


def diagnosed(stage, thunderbird, page, account):
    """With a port that is wrong: told, mended by a button, and then good."""
    thunderbird.run(SPOIL, account)
    page.tab_to("Diagnose")
    thunderbird.press("Return")
    page.wait_for("diagnosed", "port is 993; it should be 995", 60)
    stage.picture(thunderbird, "page-diagnosed")
    page.tab_to("Use the settings that were found")
    thunderbird.press("Return")
    page.wait_for("diagnose-status", "put into the account")
    page.tab_to("Diagnose", 80)
    thunderbird.press("Return")
    page.wait_for("diagnose-status", "The servers answer", 60)
    return differences(thunderbird.run(READ_BACK, ADDRESS), POP)


@show("every control of the page has a name and a role for screen readers")
def names(stage):
    with stage.thunderbird() as thunderbird:
        page = Page(thunderbird)
        page.fill("address", ADDRESS)
        thunderbird.press("Return")
        page.wait_for("find-status", " ms")
        tree = thunderbird.run(TREE)
        told = {(role, name.strip()) for role, name in tree}
        found = [f"there is no {role} {name!r}" for role, name in NAMES if (role, name) not in told]
        return found + [f"a {role} has no name" for role, name in tree if role in INTERACTIVE and not name.strip() and role != "entry"]


@show("the page speaks German in a German Thunderbird")
def german(stage):
    with stage.thunderbird(preferences={"intl.locale.requested": "de"}) as thunderbird:
        page = Page(thunderbird, "Konto mit Homing einrichten")
        page.fill("address", ADDRESS)
        thunderbird.press("Return")
        page.wait_for("find-status", "Gefunden in")
        stage.picture(thunderbird, "page-german")
        text = page.run("return document.body.innerText;")
        wanted = ("Microsoft 365 (Arbeit oder Schule)", "abgeschafft", "Warum wir das glauben")
        return [f"the page does not say {part!r}" for part in wanted if part not in text]


@show("a wrong password is told, with the sign-in as the next step")
def wrong_password(stage):
    with stage.thunderbird() as thunderbird:
        page = Page(thunderbird)
        page.fill("real-name", "Ada Lovelace")
        page.fill("address", PASSWORD_ADDRESS)
        thunderbird.press("Return")
        page.wait_for("find-status", " ms")
        page.tab_to("create", 60)
        thunderbird.press("space")
        page.wait_for("action-status", "was created")
        thunderbird.run(KEEP_PASSWORD, PASSWORD_ADDRESS, "not-the-password")
        page.tab_to("Diagnose", 60)
        thunderbird.press("Return")
        page.wait_for("diagnosed", "IMAP: does not work", 60)
        stage.picture(thunderbird, "page-wrong-password")
        text = page.text("diagnosed")
        page.tab_to("Sign in again", 60)
        return [] if "not-the-password" not in text and "SMTP: does not work" in text else [f"the page says {text!r}"]


@show("the page is legible in both themes")
def themes(stage):
    papers, found = set(), []
    for theme, number in THEMES.items():
        active = f"thunderbird-compact-{theme}@mozilla.org"
        with stage.thunderbird(preferences={"layout.css.prefers-color-scheme.content-override": number, "extensions.activeThemeID": active}) as thunderbird:
            page = Page(thunderbird)
            page.fill("address", ADDRESS)
            thunderbird.press("Return")
            page.wait_for("find-status", " ms")
            papers.add(page.run(PAPER))
            found += [f"{theme}: {text!r} has a contrast of {ratio:.1f}" for text, ratio in page.run(CONTRAST)]
            stage.picture(thunderbird, f"page-{theme}")
    return found + ([] if len(papers) == len(THEMES) else [f"both themes have the same paper: {papers}"])
