"""What goes wrong: somebody cancels, servers hang, there is no network, the address is none, the library is another."""
import world
from harness import OURS, by_us, harness, look, modules, server
from shows import show

DEADLINE_MS, SLACK_MS = 4000, 250
PROMPT_MS = 50
HANGING = ("dead.example", "deadweb.example")  # a web server without an answer


def worker(told):
    return next(one for one in told["workers"] if one["name"] == OURS)


def deaf():
    """Words before a program's, that leave it with a name server that never answers."""
    file = world.FOLDER / "deaf.conf"
    file.write_text(f"nameserver {world.DEAD_NAME_SERVER}\n")
    return ["unshare", "--mount", "sh", "-c", f'mount --bind {file} /etc/resolv.conf && exec "$@"', "sh"]


@show("Cancelled while servers hang, it has ended within 50 ms")
def cancelled(scene):
    found = []
    for what, before in (("a web server", ()), ("the name server", deaf())):
        told = look(scene, "ada@dead.example", theirs=False, cancel_ms=200, before=before)
        found += [] if told.get("after_cancel_ms", 1e6) <= PROMPT_MS else [f"{what}: {told.get('after_cancel_ms', 'it had ended before')} ms"]
        found += [f"{what}: {server(result)} is told" for result in told["results"]]
        print(f"         {what} hangs: {told.get('after_cancel_ms', -1):.1f} ms", flush=True)
    return found


@show("Cancelled before it starts, it asks nobody and tells nothing")
def cancelled_before(scene):
    told = look(scene, "ada@outlook.com", theirs=False, cancel_ms=0)
    return [f"{server(result)} is told" for result in told["results"]] + ([] if told["ms"] <= PROMPT_MS else [f"it took {told['ms']} ms"])


@show("Servers that hang cost no more than its deadline")
def hanging(scene):
    found = []
    for domain, before in (*((domain, ()) for domain in HANGING), ("contoso.example", deaf())):
        told = look(scene, f"ada@{domain}", theirs=False, before=before)
        print(f"         {domain}{' without a name server' if before else ''}: {told['ms']:.0f} ms", flush=True)
        found += [] if told["ms"] <= DEADLINE_MS + SLACK_MS else [f"{domain}: {told['ms']:.0f} ms"]
    return found


@show("Without a network what is known by heart is told, and the rest soon given up")
def offline(scene):
    alone = ["unshare", "--net"]
    known, unknown = (look(scene, address, theirs=False, before=alone) for address in ("ada@outlook.com", "ada@contoso.example"))
    found = [] if sum(result["complete"] for result in known["results"]) == 3 else [f"outlook.com: {known['results']}"]
    found += [f"contoso.example: {server(result)}" for result in unknown["results"]]
    return found + [f"{told['address']}: {told['ms']:.0f} ms" for told in (known, unknown) if told["ms"] > DEADLINE_MS + SLACK_MS]


@show("What is no address is refused with a sentence, and Evolution goes on")
def malformed(scene):
    found = []
    for text, word in (("ada", "'@'"), ("ada@", "after the '@'"), ("ada lovelace@@contoso.example", ""), ("ada@" + "a" * 70 + ".example", "")):
        told = look(scene, text)
        error = worker(told).get("error", "")
        found += [] if error and word in error else [f"{text}: {error!r}"]
        found += [f"{text}: {server(result)}" for result in told["results"] if by_us(result)]
    return found


@show("Look-ups at once, of several windows, have each their own answer")
def at_once(scene):
    addresses = ["ada@outlook.com", "ada@auto.example", "ada@contoso.example", "ada@agency.example", "ada@nothing.example", "grace@auto.example"]
    house = scene.house()
    told, _ = harness(house, "look", ",".join(addresses), -1, *modules(scene, theirs=False))
    wanted = {"ada@outlook.com": "outlook.office365.com", "ada@auto.example": "imap.auto.example", "ada@contoso.example": "outlook.office365.com",
              "ada@agency.example": "outlook.office365.us", "ada@nothing.example": None, "grace@auto.example": "imap.auto.example"}
    got = {}
    for one in told:
        incoming = [result for result in one["results"] if result["protocol"] == "imapx"]
        got[one["address"]] = server(incoming[0]).split()[1] if incoming else None
        users = {server(result).split()[-1] for result in one["results"] if result["protocol"] != "ews"}
        if users - {one["address"]}:
            return [f"{one['address']}: the users are {users}"]
    return [] if got == wanted else [f"{got}"]


@show("With a library of another ABI it stands aside, says so, and Evolution looks up by itself")
def foreign(scene):
    house = scene.house()
    house.environment["LD_LIBRARY_PATH"] = str(scene.foreign_library())
    told, said = harness(house, "look", "ada@outlook.com", -1, *modules(scene))
    found = [] if "Homing stands aside: libhoming 99.0.0 has ABI version 99, and this module is for 1." in said else [f"it says {said[-500:]!r}"]
    found += [f"{result['name']} is told" for result in told[0]["results"] if by_us(result)]
    names = [one["name"] for one in told[0]["workers"]]
    return found + ([f"it is asked: {names}"] if OURS in names or not names else [])
