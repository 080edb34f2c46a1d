"""What it tells others, and what it leaves behind."""
import proof
from harness import harness, look
from shows import MEGABYTE, show

DOMAINS = ("outlook.com", "contoso.example", "behind.example", "agency.example", "auto.example", "stale.example", "pacc.example", "srv.example",
           "panel.example")


@show("On the wire there is no plain http of the module's, and nothing of the address but its domain")
def wire(scene):
    found = []
    for domain in DOMAINS:
        faults = scene.wire(domain, lambda domain=domain: look(scene, f"{proof.LOCAL}@{domain}", theirs=False) and [])
        silent = domain == "outlook.com"  # from the catalogue
        found += [f"{domain}: {fault}" for fault in faults if not silent or fault != "no question was seen at all"]
    return found


@show("What Evolution tells by itself is seen: plain http, and the address")
def control(scene):
    faults = scene.wire("nothing.example", lambda: look(scene, f"{proof.LOCAL}@nothing.example", ours=False) and [])
    print(f"         Evolution alone, for nothing.example: {'; '.join(sorted(set(faults)))}", flush=True)
    return [] if any("port 80" in fault for fault in faults) and any("went to" in fault for fault in faults) else [f"only {faults} was seen"]


def grown(told):
    """From the tenth on, when all is there that is made once."""
    sizes = [one["resident"] for one in told if "resident" in one]
    files = [one["descriptors"] for one in told if "resident" in one]
    found = [] if len(sizes) == 100 else [f"it was done {len(sizes)} times"]
    found += [] if sizes[-1] - sizes[9] < MEGABYTE else [f"memory grew from {sizes[9]} to {sizes[-1]} bytes"]
    return found + ([] if files[-1] == files[9] else [f"{files[-1] - files[9]} more file descriptors are open"])


@show("Loaded and unloaded a hundred times, it leaves nothing behind")
def reloaded(scene):
    told, said = harness(scene.house(), "reload", 100, scene.module / "module-homing.so")
    return grown(told) + ([said] if "CRITICAL" in said or "WARNING" in said else [])


@show("A hundred times used and ended, it leaves nothing behind")
def ended(scene):
    told, said = harness(scene.house(), "use", 100, "ada@auto.example", scene.module / "module-homing.so")
    return grown(told) + ([said] if "CRITICAL" in said or "WARNING" in said else [])
