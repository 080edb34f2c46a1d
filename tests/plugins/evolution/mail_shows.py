"""Mail that Evolution itself fetches and sends, with an account that the assistant has made from an address and nothing else."""
import clients
import mailworld
from assistant import Assistant
from shows import show
from window import Session

ADDRESS = "ada@post.example"


def sign_in(evolution):
    """Types the password into the window that asks for it; it is kept in the keyring."""
    evolution.wait("the question for the password", lambda: evolution.seen("dialog", "Mail authentication request"))
    field = evolution.wait("the field of the password", lambda: evolution.seen("password text", ""))
    field.get_editable_text_iface().set_text_contents(mailworld.USERS[ADDRESS])
    evolution.press("OK")
    evolution.wait("an end of the question", lambda: not evolution.seen("dialog", "Mail authentication request"))


def reads(evolution, subject):
    """Opens the account's Inbox, as by a click, and waits for the message in the list."""
    def inbox():
        cells = [widget for widget in evolution.widgets() if widget.get_role_name() == "table cell" and widget.get_name() == "Inbox"]
        return cells[-1] if len(cells) == 2 else None  # the other one is that of this computer
    evolution.wait("the account's Inbox", inbox)
    def shown():
        if cell := inbox():
            cell.get_action_iface().do_action(0)
        return any(widget.get_role_name() == "table cell" and subject in widget.get_name() for widget in evolution.widgets())
    evolution.wait(f"the message {subject!r}", shown)


def sends(evolution, subject):
    evolution.start(f"mailto:{ADDRESS}?subject={subject}&body=Hello.").wait(20)
    evolution.press("Send")
    sign_in(evolution)
    return clients.arrived(subject, ADDRESS)


@show("3. Mail is fetched and sent by the account that the assistant has made, with the password that Evolution asks for")
def password(scene):
    house, sent = scene.house(ADDRESS), "sent-by-Evolution"

    def play(evolution):
        assistant = Assistant(evolution)
        assistant.ask(ADDRESS)
        assistant.answer()
        assistant.finish()
        sign_in(evolution)
        try:
            reads(evolution, house.subject)
        finally:
            for w in evolution.widgets():
                if w.get_role_name()=="table cell" and w.get_name()=="Inbox":
                    a=w.get_action_iface()
                    print([a.get_action_name(i) for i in range(a.get_n_actions())], w.get_state_set().get_states())
            for w in evolution.widgets(): 
                if w.get_role_name() in("frame","table cell"): print(w.get_role_name(), w.get_name())
            evolution.picture(scene.pictures / "evolution-inbox.png")
        found = sends(evolution, sent)
        evolution.picture(scene.pictures / "evolution-sent.png")
        return found
    with Session(house) as stage:
        stage.install(scene.module / "module-homing.so", scene.build / "capi")
        stage.keyring()
        return stage.played(play)
