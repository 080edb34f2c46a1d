"""What Microsoft's replies and the broken servers must lead to."""
import broken_table
import exchange_incoming
from exchange import PERSONAL, WORK
from verify import DEADLINE, FAILED, FINE, NOBODY, PARTIAL, Run

SECRET = {"password": ("never-a-good-password", ("--method", "password", "--password-stdin")),
          "token": ("never-a-good-token", ("--token-stdin",))}
SENDING = ("mail", "rcpt", "data", "message")
PATIENCE = 4000  # ms; a reply that asks for patience is given it until then
LEARNED = (FAILED, NOBODY, PARTIAL)


def mailbox(reply, heard):
    """The address, and the settings with which Microsoft's hosts are those of the reply."""
    if heard not in (WORK, PERSONAL):
        return f"ada@{exchange_incoming.domain(reply)}", ()
    domain = "contoso.example" if heard == WORK else "family.example"
    return f"ada@{domain}", (f"dns.servers={exchange_incoming.address(reply)}:53",)


def exchange_run(reply, heard):
    address, settings = mailbox(reply, heard)
    secret, method = SECRET[reply.secret]
    words = ("send-test", address, "--to", "grace@fabrikam.example", *method) if reply.place in SENDING else \
        ("verify", address, "--protocol", reply.protocol, *method)
    sentence = f"{reply.name} from {'a plain provider' if heard == 'own' else f'a {heard} mailbox'}: {reply.entry or 'all is well'}"
    if not reply.entry:
        return Run(sentence, words, secret=secret, settings=settings, fine=(reply.protocol,), exit=(FINE,),
                   deadline=PATIENCE)
    who, then = reply.personal if heard == PERSONAL and reply.personal else (reply.who, reply.next)
    return Run(sentence, words, secret=secret, settings=settings, exit=LEARNED, told=heard != "own", deadline=PATIENCE,
               failed={reply.protocol: {"id": tuple(reply.entry.split()), "who": who, "next": then}})


def exchange():
    for reply in exchange_incoming.ALL_REPLIES:
        yield from (exchange_run(reply, heard) for heard in reply.heard)


def half_works():
    """Incoming mail works and sending does not: the context of the whole mailbox."""
    reply = next(reply for reply in exchange_incoming.ALL_REPLIES if reply.name == "smtp-off-mailbox")
    for heard, then in ((WORK, "ask_admin"), (PERSONAL, "use_graph")):
        address, settings = mailbox(reply, heard)
        yield Run(f"a {heard} mailbox that may read and not send", ("verify", address, "--token-stdin"), secret="never-a-good-token",
                  settings=settings, fine=("imap", "pop3"), exit=(PARTIAL,), want={"outcome": "partial"}, told=True,
                  failed={"smtp": {"id": ("smtp.auth.disabled_mailbox",), "next": (then,)}})


def broken_run(server, way):
    address, protocols = f"ada@{broken_table.domain(server, way)}", ",".join(server.protocols)
    want = {"words": server.words, "id": server.ids, "next": server.next} if server.words or server.ids else {}
    failed = dict.fromkeys(server.protocols, want) if server.works is False else {}
    return Run(f"broken {server.name}, {way}: {server.sentence}",
               ("verify", address, "--protocol", protocols, *SECRET["password"][1]), secret=SECRET["password"][0], failed=failed,
               fine=server.protocols if server.works else (), exit=(FINE,) if server.works else (),
               deadline=broken_table.PATIENCE if server.slow else DEADLINE, told=server.name in ("escapes", "echoes", "stripped", "silent"))


def broken():
    for server in broken_table.TABLE:
        yield from (broken_run(server, way) for way in server.ways)


def runs():
    return [*exchange(), *half_works(), *broken()]
