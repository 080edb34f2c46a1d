"""Shows of a module in the real program, in the lab's internet: what they have in common.

A show is a sentence and a function that is given the Scene and returns what is wrong, as sentences.
"""
import argparse
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAB = ROOT / "tests/lab"
sys.path[:0] = [str(LAB), str(ROOT / "tests/plugins")]
import clients  # noqa: E402
import household  # noqa: E402
import proof  # noqa: E402
import sign_in  # noqa: E402
import watch  # noqa: E402
import world  # noqa: E402

TOOLS = ["cc", "g++", "knotd", "nginx", "openssl", "ip", "dovecot", "postfix"]
SHOWS = []
MEGABYTE = 2**20


def show(sentence):
    def add(function):
        SHOWS.append((sentence, function))
        return function
    return add


class Scene:
    """The lab, what is built, and a fresh home for whoever wants one."""

    def __init__(self, lab, build, host, pictures):
        self.lab, self.build, self.host, self.module, self.pictures = lab, build, host, build / "plugins" / host, pictures
        clients.trust_lab(lab.certificates.authority)

    def house(self, address=None):
        """A home; with an address it has a message in the mailbox, whose subject is house.subject."""
        house = household.Household(self.build / "plugins/cli/homing", self.lab.certificates.authority)
        house.subject = clients.move_in(house, address) if address else None
        return house

    def signed_in(self, address, lifetime_s=None):
        """The same, in which somebody has signed in with OAuth2, perhaps with tokens that are good for that long."""
        house = self.house()
        if lifetime_s:
            household.asked("lifetime", user=address, seconds=lifetime_s)
        done, _ = house.signed_in(address)
        if done.exit != 0:
            raise RuntimeError(f"nobody could sign in: {done}")
        house.subject = clients.move_in(house, address)
        return house

    def foreign_library(self):
        """A folder with a libhoming.so.1 that has all functions and another ABI version."""
        place = world.FOLDER / "foreign"
        place.mkdir(exist_ok=True)
        rows = subprocess.run(["nm", "-D", "--defined-only", self.build / "capi/libhoming.so.1"], capture_output=True, text=True, check=True).stdout
        names = sorted({row.split()[-1].partition("@")[0] for row in rows.splitlines() if " T homing_" in row})
        body = {"homing_abi_version": "int homing_abi_version(void) { return 99; }\n",
                "homing_version": 'const char *homing_version(void) { return "99.0.0"; }\n'}
        (place / "foreign.c").write_text("".join(body.get(name, f"int {name}(void) {{ return 41; }}\n") for name in names))
        world.run("cc", "-shared", "-fPIC", "-Wl,-soname,libhoming.so.1", f"-Wl,--version-script={ROOT}/capi/homing.map", "-o", place / "libhoming.so.1",
                  place / "foreign.c")
        return place

    @contextlib.contextmanager
    def installed(self):
        """What the packages install is there, in this mount namespace alone."""
        layer = pathlib.Path(tempfile.mkdtemp(dir=world.FOLDER))
        for component in ("libhoming1", "homing", f"homing-{self.host}"):
            world.run("env", f"DESTDIR={layer}", "cmake", "--install", self.build, "--component", component)
        below = [place for place in ("usr", "etc") if (layer / place).exists()]
        for place in below:
            world.run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir={layer}/{place}:/{place}", f"/{place}")
        try:
            yield
        finally:
            for place in below:
                world.run("umount", "-l", f"/{place}")

    def wire(self, domain, work):
        """What was told on the wire of proof.LOCAL at the domain while work() went on, and every port that is not for names or https."""
        watcher = watch.Watch("lab0")
        watcher.start()
        found = work()
        time.sleep(0.1)  # for packets still on their way
        watcher.stop()
        found += [f"{form} went to {flow[1]}" for flow, data in watcher.said() for form in proof.told_in(data, domain)]
        found += [f"{kind} {address} port {port} was opened" for kind, address, port in sorted(watcher.ports) if port not in (53, 443)]
        return found + ([] if watcher.names else ["no question was seen at all"])


def packaged(kind):
    """Where all of it is as it is packaged; builds it, and installs what is missing."""
    print("building the packages' library and module", file=sys.stderr, flush=True)
    for words in ([ROOT / ".ci/prepare", kind], ["cmake", "--preset", "package"], ["cmake", "--build", "--preset", "package"]):
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(done.stdout[-3000:])
    return ROOT / "build/package"


def played(sentence, function, scene):
    started = time.monotonic()
    try:
        found = function(scene)
    except Exception as error:  # a show that breaks is a show that failed
        found = [f"{type(error).__name__}: {error}"]
    print(f"{'FAILED' if found else 'ok':<7}{sentence}  {time.monotonic() - started:.1f} s", flush=True)
    for fault in found:
        print(f"         {fault}", flush=True)
    return not found


def no_token(_):
    secrets = household.asked("secrets")
    return sign_in.spoken(secrets) + sign_in.written(secrets)


def inside(chosen, *place):
    world.furnish()
    relay = world.FOLDER / "relay"
    world.run("g++", "-std=c++20", "-O2", "-o", relay, LAB / "relay.cpp")
    with world.World(relay, 0) as lab:
        scene = Scene(lab, *place)
        passed = [played(sentence, function, scene) for sentence, function in [*chosen, ("No token is in what was said and kept", no_token)]]
    print(f"{sum(passed)} of {len(passed)} ok")
    return 0 if all(passed) else 1


def main(host, module, tools):
    """Runs the shows that were added. `module`: its file; `tools`: programs that must be there besides those of the lab."""
    parser = argparse.ArgumentParser(prog=f"tests/plugins/{host}/run", description="Runs the module in the real program, in the lab; needs root.")
    parser.add_argument("--build", type=pathlib.Path, help="where the library and the module are built; as for packages, if not given")
    parser.add_argument("--only", metavar="WORD", default="", help="run shows that contain this word")
    parser.add_argument("--pictures", type=pathlib.Path, default=world.FOLDER, help="a folder for the screenshots; not kept, if not given")
    options = parser.parse_args()
    build = (options.build or packaged(host)).resolve()
    chosen = [(sentence, function) for sentence, function in SHOWS if options.only.lower() in sentence.lower()]
    faults = [f"{tool} is not installed" for tool in (*TOOLS, *tools) if not shutil.which(tool)]
    faults += [f"{file} does not exist" for file in (build / "plugins" / host / module, build / "plugins/cli/homing") if not file.exists()]
    faults += ["it needs root, to make network namespaces"] if os.geteuid() else []
    faults += [] if chosen else [f"no show contains {options.only!r}"]
    if faults:
        sys.exit(f"{parser.prog} cannot run: {'; '.join(faults)}")
    if options.pictures != world.FOLDER:
        options.pictures.mkdir(parents=True, exist_ok=True)
    return world.in_private_world(lambda: inside(chosen, build, host, options.pictures.resolve()))
