"""How long Account Hub takes from Continue to its result, and what it comes to: as it is, and with the library before it."""
import hub
import thunderbird as driver
import world
from stage import show

LIMIT_MS = 20000     # a person has gone by then
BY_EXCHANGER_MS = 150
SLOWER_MS = 50
DEADLINE_MS = 4000
DIRECTORY = "https://autoconfig.thunderbird.net/v1.1/"
DEAD_DIRECTORY = "10.77.0.58"  # a name server for which the directory's host is dead (roles.py)
SCENES = [  # what, the address, the host that is right (None: there is none), whether the mail exchangers tell
    ("the domain's own autoconfig host", "ada@auto.example", "imap.auto.example", False),
    ("the directory only", "ada@directoryonly.example", "imap.directoryonly.example", False),
    ("Microsoft 365, by its mail exchanger", "ada@contoso.example", "outlook.office365.com", True),
    ("a dead web server", "ada@slowweb.example", "imap.slowweb.example", False),
    ("a dead web server, Microsoft 365", "ada@deadweb.example", "outlook.office365.com", True),
    ("a tenant behind a gateway, as in life", "ada@behind.example", "outlook.office365.com", False),
    ("nothing is found", "ada@spoof.example", None, False),
]
IN_DEAD = [("a dead directory", "ada@wellknown.example", "imap.wellknown.example", False)]


def times(started, scenes):
    """Each scene once, in a Thunderbird that has found another address before."""
    found = []
    with started as thunderbird:
        hub.open_hub(thunderbird)
        for address in ["ada@implicit.example", *(scene[1] for scene in scenes)]:
            thunderbird.run(driver.FORGET)
            found.append(hub.find(thunderbird, address, LIMIT_MS))
            hub.reset(thunderbird)
    return found[1:]


def better_of_two(start, scenes):
    """Ours, in two Thunderbirds: others use the machine, too."""
    return [min(pair, key=lambda result: result["took"]) for pair in zip(times(start(), scenes), times(start(), scenes))]


def compared(stage, scenes, preferences=None):
    """Rows of scene, stock, and ours with both engines."""
    return list(zip(scenes, times(stage.thunderbird(add_on=False, preferences=preferences), scenes),
                    better_of_two(lambda: stage.thunderbird(preferences=preferences), scenes),
                    better_of_two(lambda: stage.thunderbird_with_host(stage.native_host, preferences), scenes)))


def measured(stage):
    """The name server is changed for the last rows."""
    rows = compared(stage, SCENES)
    resolver = world.FOLDER / "resolv.conf"
    before = resolver.read_text()
    try:
        resolver.write_text(f"nameserver {DEAD_DIRECTORY}\n")
        rows += compared(stage, IN_DEAD, {"mailnews.auto_config_url": DIRECTORY})
    finally:
        resolver.write_text(before)
    return rows


def told(result):
    waits = result["view"] == "emailAutoConfigSubview"
    return f"{'over ' if waits else ''}{result['took']:.0f} ms, {'no end' if waits else result['host'] if result['auth'] else 'by hand'}"


def wrong(scene, stock, ours, hosted):
    what, _, host, by_exchanger = scene
    found = [f"{what}: {one['host']}, not {host}" for one in (ours, hosted) if host and one["host"] != host]
    if by_exchanger and ours["took"] > BY_EXCHANGER_MS:
        found.append(f"{what}: {ours['took']:.0f} ms where the mail exchanger tells")
    right = not host or stock["host"] == host
    if right and ours["took"] > stock["took"] + SLOWER_MS:
        found.append(f"{what}: {ours['took'] - stock['took']:.0f} ms slower than the stock search")
    return found + [f"{what}: beyond the deadline" for one in (ours, hosted) if one["took"] > DEADLINE_MS]


@show("the table: from Continue to the result, right, and no slower than the stock search")
def table(stage):
    rows = measured(stage)
    print(f"{'':<40}{'stock':<36}{'with Homing':<36}by the native host")
    for (what, *_), *results in rows:
        print(f"{what:<40}" + "".join(f"{told(result):<36}" for result in results).rstrip())
    return [fault for row in rows for fault in wrong(*row)]
