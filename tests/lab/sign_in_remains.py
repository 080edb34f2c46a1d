"""What stays in the memory of a process once it has freed all that it had of a sign-in: nothing that a core file could tell."""
import json
import re
import signal
import subprocess

import world
from household import asked
from sign_in_cases import case

SOURCE = world.HERE / "remains.c"
PROGRAM = world.FOLDER / "remains"
PATIENCE = 30


def built(homing):
    """The program, from its source and the library beside the command line."""
    library = homing.resolve().parents[2] / "capi"
    if not PROGRAM.exists():
        root = world.HERE.parents[1]
        subprocess.run(["gcc", "-O1", "-o", PROGRAM, SOURCE, f"-I{root / 'capi' / 'include'}", f"-L{library}", "-lhoming", f"-Wl,-rpath,{library}"],
                       check=True)
    return PROGRAM


def memory_of(process):
    """All that a core file would hold: what may be read and written, and is no device."""
    with open(f"/proc/{process.pid}/maps", encoding="ascii") as maps, open(f"/proc/{process.pid}/mem", "rb", 0) as memory:
        for line in maps:
            begin, end = (int(place, 16) for place in re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line).groups()) if " rw" in line else (0, 0)
            if end > begin and "[vvar]" not in line:
                memory.seek(begin)
                yield line.split()[-1] if len(line.split()) > 5 else "anonymous", memory.read(end - begin)


def started(house, address):
    options = [f"tls.ca_file={house.authority}", "store.place=file", f"store.folder={house.home}/store", f"store.key_file={house.home}/store.key",
               house.client(address)]
    return subprocess.Popen([built(house.homing), address, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=house.environment, text=True, cwd=house.home)


@case("a process that has freed everything holds no token, code or verifier any more")
def remains(house):
    address = "hedwig@contoso.example"
    process = started(house, address)
    try:
        shown = json.loads(process.stdout.readline() or "{}")
        if not shown:
            return [f"no code was shown: {process.stderr.read()}"]
        house.person().enter_code(shown["url"], shown["code"], address)
        told = process.stdout.readline().strip()
        if told != "done":
            return [f"it did not come to its end: {told} {process.stderr.read()}"]
        secrets = {secret.encode() for secret in asked("secrets") if len(secret) >= 12}
        found = [] if len(secrets) >= 3 else [f"only {len(secrets)} secrets are known to look for"]
        for place, bytes_there in memory_of(process):
            found += [f"a secret of {len(secret)} bytes stays in {place}" for secret in secrets if secret[:24] in bytes_there]
        control = address.encode() in b"".join(part for _, part in memory_of(process))
        found += [] if control else ["the search does not find what is there"]
        process.stdin.close()
        process.wait(PATIENCE)
        return found + ([] if process.returncode == -signal.SIGABRT else [f"it ended by {process.returncode}, not by abort()"])
    finally:
        process.kill()
        process.wait()
