"""What must not happen: commands from user names, modules from the current directory, a library of another ABI, memory that grows."""
import json

import clients
import world
from neomutt import VARIABLES, asked_for, configuration, neomutt, values
from shows import MEGABYTE, ROOT, show

EVIL = "o'b`touch${IFS}pwned`|touch${IFS}pwned|$HOME"  # all of it may stand in a mail address (RFC 5322 section 3.2.3)
WORSE = "a\"b'c`touch pwned`$(touch pwned);touch pwned\\"


def lua_string(text):
    return "[==[" + text + "]==]"


def traces(house):
    return [f"{place} was made by a command" for place in house.home.rglob("pwned*")]


@show("A hostile address runs no command, neither when it is set up nor when it is used")
def address(scene):
    found = []
    for local in (EVIL, "`touch${IFS}pwned`", "$(id)x".replace("(", "{").replace(")", "}")):
        house, one = scene.house("ada@contoso.example"), f"{local}@contoso.example"
        line = f"lua homing.setup({lua_string(one)})"
        got = values(neomutt(scene, house, line, words=asked_for(VARIABLES)))
        found += [] if got.get("imap_user", "").replace("\\", "") == one else [f"{one}: imap_user is {got.get('imap_user')}"]
        config = configuration(scene, house, line)
        clients.call(house, "neomutt", "-F", config, "-s", "x", "ada@contoso.example", given="Hello.\n")  # asks homing token for smtp
        asked = f"no sign-in is kept for {one}"
        seen = clients.watch(house, ["neomutt", "-F", config], lambda text, asked=asked: asked in text)  # and for imap
        found += ([] if asked in seen else [f"{one}: homing token was not asked: {seen[-300:]!r}"]) + traces(house)
    return found


@show("A hostile user name and a hostile real name run no command")
def user_name(scene):
    house = scene.house("ada@contoso.example")
    line = f'lua homing.setup("ada@implicit.example", {{username = {lua_string(WORSE)}, realname = {lua_string(WORSE)}, password_command = "echo secret"}})'
    got = values(neomutt(scene, house, line, words=asked_for((*VARIABLES, "real_name"))))
    found = [f"{name} is {got.get(name)}" for name in ("imap_user", "real_name") if "touch pwned" not in got.get(name, "")]
    config = configuration(scene, house, line)
    clients.call(house, "neomutt", "-F", config, "-s", "x", "ada@contoso.example", given="Hello.\n")
    clients.watch(house, ["neomutt", "-F", config], lambda seen: "ailed" in seen)
    return found + traces(house)


@show("A command that NeoMutt is told to run is seen")
def control(scene):
    house = scene.house("ada@contoso.example")
    neomutt(scene, house, 'set realname = "`touch pwned`"', words=["-Q", "folder"])
    return [] if traces(house) else ["it left no trace"]


@show("A saved account with a hostile user name runs no command when it is read")
def saved(scene):
    house = scene.house("ada@contoso.example")
    file = house.home / "account"
    neomutt(scene, house, f'lua homing.setup("ada@implicit.example", {{username = {lua_string(WORSE)}}})', f'lua homing.save("{file}")',
            words=["-Q", "folder"])
    got = values(clients.call(house, "neomutt", "-F", file, *asked_for(VARIABLES)))
    return traces(house) + ([] if "touch pwned" in got.get("imap_user", "") else [f"imap_user is {got}"])


@show("Files of the same names in the current directory are not loaded")
def shadows(scene):
    house = scene.house("ada@contoso.example")
    for name in ("homing", "homing_neomutt", "document", "report"):
        (house.home / f"{name}.lua").write_text('io.open("pwned", "w"):close() return {}\n')
    (house.home / "homing_neomutt.so").write_text("no module\n")
    done = neomutt(scene, house, 'lua homing.setup("ada@outlook.com")', words=asked_for(["folder"]))
    return traces(house) + ([] if values(done).get("folder") == "imaps://outlook.office365.com:993/" else [f"{done.stdout} {done.stderr}"])


@show("The library's documents are read as they were written")
def documents(scene):
    house = scene.house("ada@contoso.example")
    written = {"a": ["", 1, -2.5, True, False, None, [], {}, {"b": "\u00e9\U0001f600\\\"/\b\f\n\r\t \u0001"}], "c": {"d": "]}, :"}}
    (house.home / "one.json").write_text("\n" + json.dumps(written, indent=1))
    (house.home / "read.lua").write_text(f"""local d = dofile("{scene.module}/document.lua")(io.open("{house.home}/one.json"):read("a"))
local a, file = d.a, io.open("{house.home}/read", "w")
file:write(table.concat({{#a[9].b, a[2], a[3], tostring(a[4]), tostring(a[5]), tostring(a[6]), #a[7], d.c.d, a[9].b}}, "|"))
file:close()
""")
    neomutt(scene, house, f"lua-source {house.home}/read.lua", words=["-Q", "folder"])
    text = written["a"][8]["b"]
    wanted = f"{len(text.encode())}|1|-2.5|true|false|nil|0|{written['c']['d']}|{text}"
    got = (house.home / "read").read_bytes().decode()
    return [] if got == wanted else [f"{got!r}, not {wanted!r}"]


@show("A library of another ABI is refused with a sentence")
def foreign(scene):
    house = scene.house("ada@contoso.example")
    house.environment["LD_LIBRARY_PATH"] = str(scene.foreign_library())
    done = neomutt(scene, house, words=asked_for(["folder"]))
    said = done.stdout + done.stderr
    return [] if "libhoming 99.0.0 has ABI version 99; this module needs 1." in said else [f"it says {said!r}"]


@show("A hundred states of Lua in one process load it, use it, and leave nothing behind")
def states(scene):
    program = world.FOLDER / "states"
    world.run("cc", "-std=gnu99", "-Wall", "-Wextra", "-Werror", "-I/usr/include/lua5.4", ROOT / "tests/plugins/neomutt/states.c", "-o", program, "-llua5.4")
    house = scene.house("ada@contoso.example")
    done = clients.call(house, program, scene.module, "100")
    if done.returncode:
        return [f"exit {done.returncode}: {done.stdout} {done.stderr}"]
    early, late, descriptors = (int(word) for word in done.stdout.split()[-3:])
    return ([] if late - early < MEGABYTE else [f"memory grew from {early} to {late} bytes"]) + \
        ([] if descriptors == 0 else [f"{descriptors} more file descriptors are open"])
