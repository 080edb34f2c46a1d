"""Thunderbird's own account set-up, Account Hub, as somebody at the keyboard uses it."""
OPEN = """const window = Services.wm.getMostRecentWindow("mail:3pane");
await window.openAccountHub("MAIL");
for (let tries = 0; tries < 400; tries++) {
  const view = window.document.querySelector("account-hub-container")?.modal?.querySelector("account-hub-email") ??
    window.document.querySelector("account-hub-email");
  const name = view?.querySelector("#emailAutoConfigSubview #realName");
  if (name && !view.querySelector("#emailAutoConfigSubview").hidden) { window.focus(); name.focus(); return true; }
  await new Promise(done => window.setTimeout(done, 25));
}
throw new Error("Account Hub does not open");"""
VIEW = """const window = Services.wm.getMostRecentWindow("mail:3pane");
const view = window.document.querySelector("account-hub-container")?.modal?.querySelector("account-hub-email") ??
  window.document.querySelector("account-hub-email");
const shown = [...(view?.children ?? [])].find(one => one.id?.endsWith("Subview") && !one.hidden);"""
# Time is taken inside: from the click until another view is shown.
FIND = VIEW + """
const form = view.querySelector("#emailAutoConfigSubview");
for (const [id, text] of [["#realName", args[1]], ["#email", args[0]]]) {
  const field = form.querySelector(id);
  field.value = text;
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
}
await new Promise(done => window.setTimeout(done, 100));
const footer = view.querySelector("account-hub-footer");
const begun = window.performance.now();
(footer.querySelector("#forward") ?? footer.shadowRoot.querySelector("#forward")).click();
const now = () => [...view.children].find(one => one.id?.endsWith("Subview") && !one.hidden);
while (now()?.id == "emailAutoConfigSubview" && window.performance.now() - begun < args[2]) await new Promise(done => window.setTimeout(done, 2));
const took = window.performance.now() - begun;
await new Promise(done => window.setTimeout(done, 200));
const state = now().captureState?.();
const incoming = (state?.config ?? state)?.incoming;
return { took, view: now().id, host: incoming?.hostname ?? null, type: incoming?.type ?? null, auth: incoming?.auth ?? null };"""
RESET = VIEW + "await view.reset();"
SHOWN = VIEW + "return shown?.id ?? null;"
FOCUS_FORWARD = VIEW + """const footer = view.querySelector("account-hub-footer");
const button = footer.querySelector("#forward") ?? footer.shadowRoot.querySelector("#forward");
if (button.disabled) return false;
window.focus(); button.focus(); return true;"""
CLOSE = """const window = Services.wm.getMostRecentWindow("mail:3pane");
(window.document.querySelector("account-hub-container")?.modal ?? {}).close?.();"""


def open_hub(thunderbird):
    thunderbird.run(OPEN)


def find(thunderbird, address, limit_ms=30000):
    """Continue to result: what came, and the milliseconds."""
    return thunderbird.run(FIND, address, "Ada Lovelace", limit_ms)


def reset(thunderbird):
    thunderbird.run(RESET)


def type_address(thunderbird, name, address):
    """By real keys, from the field of the name to the button Continue."""
    open_hub(thunderbird)
    thunderbird.press("ctrl+a")  # the name of the machine's user stands there
    thunderbird.type(name)
    thunderbird.press("Tab")
    thunderbird.type(address)
    thunderbird.press("Return")


def shown(thunderbird):
    return thunderbird.run(SHOWN)


def go_on(thunderbird):
    """Presses the button that leads on, by the keyboard."""
    thunderbird.wait("the button Continue", lambda: thunderbird.run(FOCUS_FORWARD))
    thunderbird.press("Return")
