"""The account assistant without its window: harness.c, in a session of its own."""
import configparser
import json
import subprocess

import clients
import world
from shows import ROOT

BUILT_IN = ("module-config-lookup.so", "module-ews-configuration.so")  # that look up, too
SIGN_IN = "module-microsoft365-configuration.so"  # with the sign-in for Graph; it looks nothing up
PACKAGES = ("evolution-mail-3.0", "evolution-shell-3.0", "libebook-1.2", "json-glib-1.0")
OURS = "Homing: the servers and the kind of the mailbox"


def asked(*words):
    return subprocess.run(["pkg-config", *words], capture_output=True, text=True, check=True).stdout.split()


def program():
    place = world.FOLDER / "harness"
    if not place.exists():
        world.run("cc", "-std=gnu99", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-deprecated-declarations", ROOT / "tests/plugins/evolution/harness.c",
                  "-o", place, *asked("--cflags", "--libs", *PACKAGES))
    return place


def folder():
    return asked("--variable=moduledir", "evolution-shell-3.0")[0]


def modules(scene, ours=True, theirs=True):
    return [*([scene.module / "module-homing.so"] if ours else []), *(f"{folder()}/{name}" for name in [*(BUILT_IN if theirs else []), SIGN_IN])]


def harness(house, *words, before=()):
    """What it says, an object a line, and what was said on standard error. `before`: words before the program's."""
    run = house.home / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    house.environment |= {"XDG_RUNTIME_DIR": str(run), "GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local", "NO_AT_BRIDGE": "1",
                          "SSL_CERT_FILE": str(house.authority), "SSL_CERT_DIR": str(house.home / "none")}
    done = clients.call(house, *before, "dbus-run-session", "--", program(), *words)
    if done.returncode:
        raise RuntimeError(f"the harness ended with {done.returncode}: {done.stderr[-800:]}")
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def look(scene, address, *, ours=True, theirs=True, cancel_ms=-1, house=None, before=()):
    told, _ = harness(house or scene.house(), "look", address, cancel_ms, *modules(scene, ours, theirs), before=before)
    return told[0]


def source(result):
    """What a result writes, by section and key, as "Section/Key"."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(result.get("source", ""))  # some of Evolution's own configure nothing
    return {f"{section}/{key}": value for section in parser.sections() for key, value in parser[section].items()}


def server(result):
    """A result of a server in a line: "imapx host port security method user", with - for what is not set."""
    written = source(result)
    if written.get("Authentication/Method") == "none":  # as Evolution writes that none is named
        del written["Authentication/Method"]
    names = ("Authentication/Host", "Authentication/Port", "Security/Method", "Authentication/Method", "Authentication/User")
    return " ".join([result["protocol"], *(written.get(name) or "-" for name in names)])


def of_kind(told, kind):
    return [result for result in told["results"] if result["kind"] == {"collection": 1, "receive": 2, "send": 3}[kind]]


def by_us(result):
    return "Homing" in result["name"]
