"""Mail that Evolution itself fetches and sends, with an account that the assistant has made from an address and nothing else.

Deviations, all of them:
  "no page of login.live.com": Evolution signs in to Outlook.com in a browser of its own, at hosts and with scopes (wl.imap) that the lab
      does not have; the token is one of the lab's authorization servers, and lies where that sign-in puts its own
  "no Microsoft Graph": evolution-ews reads mail by it, and the lab's Graph takes mail only
"""
import json
import time

import clients
import mailworld
import world
from assistant import Assistant
from shows import show
from window import Session

ADDRESS, PERSONAL = "ada@post.example", "ada@family.example"
QUESTION = "Mail authentication request"


def set_up(evolution, address):
    assistant = Assistant(evolution)
    assistant.ask(address)
    assistant.answer()
    return assistant.finish()


def sign_in(evolution, address):
    """Types the password into the window that asks for it; it is kept in the keyring."""
    evolution.wait("the question for the password", lambda: evolution.seen("dialog", QUESTION))
    field = evolution.wait("the field of the password", lambda: evolution.seen("password text", ""))
    field.get_editable_text_iface().set_text_contents(mailworld.USERS[address])
    evolution.press("OK")
    evolution.wait("an end of the question", lambda: not evolution.seen("dialog", QUESTION))


def inbox(evolution):
    """The account's, in the tree of folders; the one before it is that of this computer. Its name ends with the number of unread messages."""
    cells = [widget for widget in evolution.widgets() if widget.get_role_name() == "table cell" and widget.get_name().startswith("Inbox")]
    return cells[-1] if len(cells) == 2 else None


def reads(evolution, subject):
    """Waits for the message in the list of the account's Inbox."""
    def listed():
        if cell := inbox(evolution):
            evolution.choose(cell)
        return evolution.seen("table cell", subject)
    evolution.wait(f"the message {subject!r}", listed)


def writes(evolution, address, subject):
    evolution.start(f"mailto:{address}?subject={subject}&body=Hello.").wait(20)
    evolution.press("Send")


@show("3. Mail is fetched and sent by the account that the assistant has made, with the password that Evolution asks for")
def password(scene):
    house, sent = scene.house(ADDRESS), "written-with-a-password"

    def first(evolution):
        set_up(evolution, ADDRESS)
        sign_in(evolution, ADDRESS)
        reads(evolution, house.subject)
        writes(evolution, ADDRESS, sent)
        sign_in(evolution, ADDRESS)
        evolution.picture(scene.pictures / "evolution-mail.png")
        return clients.arrived(sent, ADDRESS)

    def later(evolution):
        reads(evolution, sent)
        return ["the password is asked for again"] if evolution.seen("dialog", QUESTION) else []
    with Session(house).install(scene) as session:
        session.keyring()
        return session.played(first) or session.played(later)


def keep_token(address, token):
    """Puts a token into the keyring where the data server looks for that of its service "Outlook", as a sign-in at login.live.com would."""
    import gi
    gi.require_version("Secret", "1")
    from gi.repository import Secret
    schema = Secret.Schema.new("org.gnome.Evolution.Data.Source", Secret.SchemaFlags.DONT_MATCH_NAME,
                               {"e-source-uid": Secret.SchemaAttributeType.STRING})
    secret = {"access_token": token, "refresh_token": "not used", "expires_after": str(int(time.time()) + 3600)}
    name = f"OAuth2::Outlook[{address}]"
    if not Secret.password_store_sync(schema, {"e-source-uid": name}, None, f"Evolution Data Source - {name}", json.dumps(secret), None):
        raise RuntimeError("the keyring takes no token")


@show("3. Mail is fetched and sent at Outlook.com by OAuth2, with a token that is in the keyring")
def token(scene):
    house, sent = scene.signed_in(PERSONAL), "written-with-a-token"
    access = house.token(PERSONAL, "imap").out.strip()

    def play(evolution):
        keep_token(PERSONAL, access)
        set_up(evolution, PERSONAL)
        reads(evolution, house.subject)
        evolution.picture(scene.pictures / "evolution-oauth2.png")
        writes(evolution, PERSONAL, sent)
        return clients.arrived(sent, PERSONAL)
    with Session(house).install(scene) as session:
        session.keyring()
        found = session.played(play)
    return found + [f"{log} tells of no sign-in with a token" for log, way in (("post-dovecot.log", f"user=<{PERSONAL}>, method=XOAUTH2"),
                    ("post-postfix.log", f"sasl_method=XOAUTH2, sasl_username={PERSONAL}")) if way not in (world.FOLDER / log).read_text(errors="replace")]
