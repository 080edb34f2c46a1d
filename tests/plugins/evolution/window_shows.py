"""The account assistant in the real window: what it shows for an address, and what is written when it is done."""
import contextlib
import pathlib
import time

import world
from assistant import ENGLISH, GERMAN, Assistant
from lookup_shows import EWS_GONE, GRAPH, today
from shows import show
from window import Session

PUBLISHED, PERSONAL, WORK, NOTHING, SILENT = "ada@post.example", "ada@family.example", "ada@newform.example", "ada@unknown.example", "ada@dead.example"
TLS, STARTTLS = "ssl-on-alternate-port", "starttls-on-standard-port"  # what Evolution's files call them
PROVIDERS = pathlib.Path("/usr/lib/evolution-data-server/camel-providers")
TIMES = {}  # address -> seconds with Homing


def summary(receives, sends, address):
    """The rows of the page Summary; `receives` and `sends`: type, host, security."""
    rows = zip(("Server Type:", "Server:", "Security:"), receives, sends)
    cells = [cell for row in rows for cell in row]
    return [*cells[:6], "Username:", address, address, *cells[6:]]


def assisted(scene, address, picture, module=True, words=ENGLISH, **environment):
    """One set-up, to its end if it comes to the summary: its rows, the notice of Homing, what is written, the seconds of the look-up."""
    def play(evolution):
        assistant = Assistant(evolution, words)
        assistant.ask(address)
        rows, took = assistant.answer()
        notice = evolution.texts()
        evolution.picture(scene.pictures / f"evolution-{picture}.png")
        return rows, notice, assistant.finish() if rows else {}, took
    session = Session(scene.house(), **environment)
    with session.install(scene) if module else session:
        return session.played(play)


def compared(got, rows, told, account):
    """What is not as wanted of an assisted()."""
    found = [] if got[0] == rows else [f"the summary shows {got[0]}, not {rows}"]
    found += [f"the notice lacks {part!r}: {got[1]}" for part in told if not any(part in text for text in got[1])]
    return found + ([] if got[2] == account else [f"written is {got[2]}, not {account}"])


def taking(got, address):
    TIMES[address] = got[3]
    return got


@show("2. The window: a mailbox that its domain publishes")
def published(scene):
    got = taking(assisted(scene, PUBLISHED, "published"), PUBLISHED)
    wanted = summary(("imapx", "imap.post.example", "TLS"), ("smtp", "smtp.post.example", "STARTTLS"), PUBLISHED)
    return compared(got, wanted, ["Homing: Mail of post.example"], {
        "Mail Account": ["imapx", "imap.post.example", "993", TLS, "none", PUBLISHED],
        "Mail Transport": ["smtp", "smtp.post.example", "587", STARTTLS, "PLAIN", PUBLISHED]})


@show("2. The window: a personal mailbox at Outlook.com signs in at Microsoft")
def personal(scene):
    got = taking(assisted(scene, PERSONAL, "personal"), PERSONAL)
    return compared(got, summary(("imapx", "outlook.office365.com", "TLS"), ("smtp", "smtp-mail.outlook.com", "STARTTLS"), PERSONAL),
                    ["Homing: Outlook.com (personal)"], {
        "Mail Account": ["imapx", "outlook.office365.com", "993", TLS, "Outlook", PERSONAL],
        "Mail Transport": ["smtp", "smtp-mail.outlook.com", "587", STARTTLS, "Outlook", PERSONAL]})


@show("2. The window: Microsoft 365 by Microsoft Graph")
def by_graph(scene):
    got = taking(assisted(scene, WORK, "graph", **GRAPH), WORK)
    collection = got[2].pop("Collection", [])
    found = compared(got, ["Server Type:", "microsoft365", "microsoft365", "Server:", "Username:", "Security:"],  # the collection has the servers
                     ["Homing: Microsoft 365 (work or school)"], {"Mail Account": ["microsoft365"], "Mail Transport": ["microsoft365"]})
    wanted = {"microsoft365", "graph.microsoft.com", "Microsoft365", WORK}
    return found + ([] if wanted <= set(collection) else [f"the collection is {collection}"])


@show("2. The window: Microsoft 365 where there is only EWS, which ends")
def by_ews(scene):
    reason = "the package evolution-ews" if today() >= EWS_GONE else "Exchange Web Services (EWS)"
    return compared(assisted(scene, WORK, "ews"), [], ["Homing: Microsoft 365 (work or school)", reason], {})


@show("2. The window: Microsoft 365 without evolution-ews")
def without_ews(scene):
    with no_exchange():
        return compared(assisted(scene, WORK, "no-ews", **GRAPH), [], ["Homing: Microsoft 365 (work or school)", "the package evolution-ews"], {})


@show("2. The window: nothing is to be found")
def nothing(scene):
    return compared(taking(assisted(scene, NOTHING, "nothing"), NOTHING), [], ["Homing: "], {})


@show("2. The window as packages install it, in German")
def german(scene):
    with scene.installed():
        rows, notice, account, _ = assisted(scene, PERSONAL, "german", module=False, words=GERMAN, LANGUAGE="de")
    found = [] if "outlook.office365.com" in rows and account else [f"the summary shows {rows}, written is {account}"]
    return found + ([] if "Homing: Outlook.com (privat)" in notice else [f"the notice is not in German: {notice}"])


@show("2. The window: a look-up that hangs can be skipped")
def skipped(scene):
    def play(evolution):
        assistant = Assistant(evolution)
        assistant.ask(SILENT)
        evolution.press(assistant.words["skip"])
        begun = time.monotonic()
        rows, _ = assistant.answer()
        took = time.monotonic() - begun
        evolution.picture(scene.pictures / "evolution-skipped.png")
        print(f"         the page for the server came {took:.2f} s after the button", flush=True)
        return ([f"there is a summary: {rows}"] if rows else []) + ([f"it took {took:.1f} s"] if took > 2 else [])
    with Session(scene.house()).install(scene) as session:
        return session.played(play)


@show("2. The window without Homing: the control")
def control(scene):
    """Of a published mailbox Evolution itself finds the servers in some runs, and nothing in others."""
    found = []
    for address in (PUBLISHED, PERSONAL, WORK, NOTHING):
        rows, notice, _, took = assisted(scene, address, f"control-{address.partition('@')[2]}", module=False, **GRAPH)
        ours = f"{TIMES[address]:.2f} s" if address in TIMES else "not played"
        print(f"         {address:<24} with Homing {ours}, without {took:.2f} s: {'the summary' if rows else 'asks for the server'}", flush=True)
        found += [f"Homing is there: {text}" for text in notice if "Homing" in text]
        found += [f"{address} is found without Homing: {rows}"] if rows and address in (PERSONAL, WORK) else []
    return found


@contextlib.contextmanager
def no_exchange():
    """The providers of evolution-ews are not there, in this mount namespace alone."""
    files = [PROVIDERS / f"libcamel{name}.urls" for name in ("ews", "microsoft365")]
    for file in files:
        world.mount("/dev/null", file, flags=world.MS_BIND)
    try:
        yield
    finally:
        for file in files:
            world.run("umount", file)
