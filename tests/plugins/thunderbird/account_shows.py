"""From the address to mail that comes and goes, in Account Hub, by the keyboard."""
import re
import smtplib
import time

import hub
import world
from clients import arrived
from page import Page
from stage import ACCOUNTS, OAUTH2, READ_BACK, STARTTLS, TLS, differences, show

ADDRESS, FRIEND = "ada@contoso.example", "grace@contoso.example"
WANTED = {"incoming": ["imap", "outlook.office365.com", 993, TLS, OAUTH2, ADDRESS],
          "outgoing": ["smtp.office365.com", 587, STARTTLS, OAUTH2, ADDRESS], "name": "Ada Lovelace"}
FETCH = ACCOUNTS + """incoming.getNewMessages(incoming.rootFolder, Services.wm.getMostRecentWindow("mail:3pane").msgWindow, null);"""
SUBJECTS = ACCOUNTS + """const inbox = incoming.rootFolder.subFolders.find(one => one.getFlag(0x1000));
return inbox ? [...inbox.messages].map(one => one.mime2DecodedSubject) : [];"""
COMPOSE = ACCOUNTS + """const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
Object.assign(fields, { to: args[1], subject: args[2], body: "Hello." });
const parameters = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
Object.assign(parameters, { type: Ci.nsIMsgCompType.New, format: Ci.nsIMsgCompFormat.PlainText, identity: account.defaultIdentity, composeFields: fields });
MailServices.compose.OpenComposeWindowWithParams(null, parameters);
for (let tries = 0; tries < 400; tries++) {
  const window = Services.wm.getMostRecentWindow("msgcompose");
  if (window?.gMsgCompose && window.composeEditorReady) { window.goDoCommand("cmd_sendNow"); return; }
  await new Promise(done => Services.wm.getMostRecentWindow(null).setTimeout(done, 25));
}
throw new Error("no window to write in");"""
IS_WRITING = """return !!Services.wm.getMostRecentWindow("msgcompose");"""


def deliver(subject):
    with smtplib.LMTP(str(world.FOLDER / "post" / "dovecot" / "lmtp")) as post:
        post.sendmail(FRIEND, [ADDRESS], f"From: {FRIEND}\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\n\r\nHello.\r\n")


def sign_in_log():
    return (world.FOLDER / "post-dovecot.log").read_text(errors="replace")


def written(profile):
    """What the profile keeps after the end."""
    text = (profile / "prefs.js").read_text()
    wanted = [r'server\d+.type", "imap"', r'server\d+.hostname", "outlook.office365.com"', rf'server\d+.authMethod", {OAUTH2}',
              r'smtp\d+.hostname", "smtp.office365.com"', rf'id\d+.useremail", "{ADDRESS}"']
    return [f"prefs.js lacks {line}" for line in wanted if not re.search(line, text)]


def set_up(stage, thunderbird, picture):
    """By real keys in Account Hub, with the sign-in in a browser; then mail comes and goes."""
    hub.type_address(thunderbird, "Ada Lovelace", ADDRESS)
    thunderbird.wait("the settings", lambda: hub.shown(thunderbird) == "emailConfigFoundSubview")
    stage.picture(thunderbird, f"{picture}-found")
    hub.go_on(thunderbird)
    thunderbird.wait("the account", lambda: hub.shown(thunderbird) == "emailAddedSuccessSubview")
    stage.picture(thunderbird, f"{picture}-added")
    return differences(thunderbird.run(READ_BACK, ADDRESS), WANTED) + mail_goes(stage, thunderbird, picture)


@show("an address typed into Account Hub becomes an account that is signed in, receives and sends")
def account_hub(stage):
    profile = stage.profile(signs_in=ADDRESS)
    with stage.thunderbird(profile=profile) as thunderbird:
        found = set_up(stage, thunderbird, "hub") + proved(stage, thunderbird)
    return found + written(profile)


@show("the same without Experiments, by the native host")
def account_hub_by_host(stage):
    profile = stage.profile(signs_in=ADDRESS)
    with stage.thunderbird_with_host(stage.native_host, profile=profile) as thunderbird:
        found = set_up(stage, thunderbird, "host")
    return found + written(profile)


def proved(stage, thunderbird):
    """The page proves the account by the sign-in that Thunderbird keeps, and shows nothing of it."""
    page = Page(thunderbird)
    page.tab_to("Diagnose")
    thunderbird.press("Return")
    page.wait_for("diagnose-status", "The account works")
    stage.picture(thunderbird, "page-proved")
    secrets = thunderbird.run("return (await Services.logins.getAllLogins()).map(one => one.password);")
    shown = page.run("return document.documentElement.outerHTML;")
    return [] if secrets and not any(secret in shown for secret in secrets) else ["the page holds a secret, or none is kept"]


def mail_goes(stage, thunderbird, picture):
    received, sent = f"received {time.time_ns()}", f"sent {time.time_ns()}"
    deliver(received)
    thunderbird.run(hub.CLOSE)
    thunderbird.run(FETCH, ADDRESS)
    thunderbird.wait("the message list", lambda: received in thunderbird.run(SUBJECTS, ADDRESS))
    stage.picture(thunderbird, f"{picture}-inbox")
    thunderbird.run(COMPOSE, ADDRESS, FRIEND, sent)
    found = arrived(sent, FRIEND)
    thunderbird.wait("the end of sending", lambda: not thunderbird.run(IS_WRITING))
    if f"imap-login: Info: Login: user=<{ADDRESS}>, method=XOAUTH2" not in sign_in_log():
        found.append("nobody signed in at IMAP with XOAUTH2")
    return found
