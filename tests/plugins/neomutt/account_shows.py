"""Accounts that are set up from an address, as NeoMutt itself tells them."""
import json
import time

import clients
import proof
import world
from neomutt import VARIABLES, asked_for, neomutt, screen_words, values
from shows import show

OFFICE = {"folder": "imaps://outlook.office365.com:993/", "imap_authenticators": "xoauth2", "smtp_authenticators": "xoauth2",
          "spool_file": "imaps://outlook.office365.com:993/INBOX",
          "ssl_force_tls": "yes"}
WANTED = {
    "ada@outlook.com": {**OFFICE, "imap_user": "ada@outlook.com", "smtp_url": "smtp://ada%40outlook.com@smtp-mail.outlook.com:587/",
                        "imap_oauth_refresh_command": "homing token ada@outlook.com --for imap"},
    "ada@contoso.example": {**OFFICE, "imap_user": "ada@contoso.example", "smtp_url": "smtp://ada%40contoso.example@smtp.office365.com:587/",
                            "smtp_oauth_refresh_command": "homing token ada@contoso.example --for smtp"},
    "ada@agency.example": {**OFFICE, "folder": "imaps://outlook.office365.us:993/", "spool_file": "imaps://outlook.office365.us:993/INBOX",
                           "smtp_url": "smtp://ada%40agency.example@smtp.office365.us:587/"},
    "ada@implicit.example": {"folder": "imaps://imap.implicit.example:993/", "imap_user": "ada@implicit.example",
                             "smtp_url": "smtps://ada%40implicit.example@smtp.implicit.example:465/"},
    "ada@starts.example": {"folder": "imap://imap.starts.example:143/", "ssl_starttls": "yes", "ssl_force_tls": "yes"},
}
SETUP = 'lua homing.setup("{}", {})'


@show("An address becomes an account, as neomutt -Q tells it")
def accounts(scene):
    found = []
    for address, wanted in WANTED.items():
        got = values(neomutt(scene, scene.house("ada@contoso.example"), SETUP.format(address, "{}"), words=asked_for(VARIABLES)))
        found += [f"{address}: {name} is {got.get(name)}, not {value}" for name, value in wanted.items() if got.get(name) != value]
    return found


@show("It is the account that homing export neomutt writes")
def as_exported(scene):
    found = []
    for address in WANTED:
        house = scene.house("ada@contoso.example")
        ours = values(neomutt(scene, house, SETUP.format(address, "{}"), words=asked_for(VARIABLES)))
        theirs = values(clients.call(house, "neomutt", "-F", clients.lay(house, "neomutt", address), *asked_for(VARIABLES)))
        found += [f"{address}: {name} is {ours.get(name)}, exported {theirs[name]}" for name in theirs if ours.get(name) != theirs[name]]
        found += [] if len(theirs) == len(VARIABLES) else [f"{address}: NeoMutt told only {theirs}"]
    return found


@show("Where there is no IMAP, it is POP3")
def pop3(scene):
    done = neomutt(scene, scene.house("ada@contoso.example"), SETUP.format("ada@implicit.example", '{protocols = "pop3,smtp"}'),
                   words=asked_for(VARIABLES))
    got = values(done)
    wanted = {"pop_host": "pops://pop.implicit.example:995/", "pop_user": "ada@implicit.example", "imap_user": ""}
    return [f"{name} is {got.get(name)}, not {value}" for name, value in wanted.items() if got.get(name) != value]


@show("Name, host name and what another account had are set as well")
def beside(scene):
    done = neomutt(scene, scene.house("ada@contoso.example"), SETUP.format("ada@outlook.com", "{}"), 'set imap_pass = "of the first"',
                   SETUP.format("grace@implicit.example", '{realname = "Grace"}'),
                   words=asked_for(("real_name", "hostname", "imap_pass", "imap_authenticators", "imap_oauth_refresh_command")))
    got = values(done)
    wanted = {"real_name": "Grace", "hostname": "implicit.example", "imap_pass": "", "imap_authenticators": "", "imap_oauth_refresh_command": ""}
    return [f"{name} is {got.get(name)!r}, not {value!r}: {done.stdout}" for name, value in wanted.items() if got.get(name) != value]


@show("Nothing found and a malformed address are told, and leave NeoMutt as it was")
def nothing(scene):
    found = []
    for address, sentence in (("ada@nothing.example", "Nobody publishes mail settings for nothing.example."),
                              ("ada lovelace@x.example", "must not contain a space"), ("ada@", "Homing: ")):
        done = neomutt(scene, scene.house("ada@contoso.example"), "set folder = /kept", SETUP.format(address, "{}"), words=asked_for(["folder"]))
        found += [] if sentence in done.stdout + done.stderr else [f"{address}: {done.stdout!r} {done.stderr!r}"]
        found += [] if values(done).get("folder") == "/kept" else [f"{address}: the folder is {values(done)}"]
    return found


@show("A name server that never answers holds NeoMutt up until the deadline and no longer")
def deadline(scene):
    started = time.monotonic()
    done = neomutt(scene, scene.house("ada@contoso.example"), SETUP.format("ada@contoso.example", "{}"), words=asked_for(["folder"]),
                   options=(("dns.servers", world.DEAD_NAME_SERVER), ("deadline_ms", "1000")))
    took = time.monotonic() - started
    return ([] if 1 <= took < 2 else [f"it took {took:.1f} s"]) + ([] if "Homing: " in done.stderr + done.stdout else [f"nothing was said: {done}"])


@show("Ctrl-C ends what goes on, and NeoMutt goes on itself")
def interrupt(scene):
    house, started = scene.house("ada@contoso.example"), time.monotonic()
    alive = house.home / "alive"
    keys = [("Msgs:0", ':lua homing.setup("ada@contoso.example")\r'), ("looking for the servers", "\x03"),
            ("was cancelled", f':lua io.open("{alive}", "w"):close()\r')]
    words = screen_words(scene, house, options=(("dns.servers", world.DEAD_NAME_SERVER), ("deadline_ms", "60000")))
    seen = clients.watch(house, words, lambda _: alive.exists(), keys)
    took = time.monotonic() - started
    return [] if "was cancelled" in seen and alive.exists() and took < 3 else [f"after {took:.1f} s: {seen[-900:]!r}"]


@show("An account is kept in a file for its owner alone, over nothing that is not Homing's")
def kept(scene):
    house = scene.house("ada@contoso.example")
    file = house.home / "account"
    save = f'lua homing.save("{file}")'
    found = []
    for _ in range(2):  # the second time over its own
        done = neomutt(scene, house, SETUP.format("ada@contoso.example", '{realname = "Ada O\'Hara"}'), save, words=asked_for(["folder"]))
        found += [] if file.exists() and file.stat().st_mode & 0o777 == 0o600 else [f"the file is not right: {done.stdout} {done.stderr}"]
    got = values(clients.call(house, "neomutt", "-F", file, *asked_for((*VARIABLES, "real_name", "hostname"))))
    wanted = {"folder": OFFICE["folder"], "real_name": "Ada O'Hara", "hostname": "contoso.example"}
    found += [] if wanted.items() <= got.items() else [f"NeoMutt reads {got}"]
    file.write_text("mine\n")
    done = neomutt(scene, house, SETUP.format("ada@contoso.example", "{}"), save, words=asked_for(["folder"]))
    left = sorted(place.name for place in house.home.glob("account*"))
    return found + ([] if file.read_text() == "mine\n" and "is there already" in done.stderr + done.stdout and left == ["account"] else [f"{left} {done}"])


@show("As the package installs it, it is where NeoMutt looks")
def installed(scene):
    house = scene.house("ada@contoso.example")
    file = house.home / "neomuttrc"
    file.write_text('lua-source /usr/share/homing/neomutt/homing.lua\nlua homing.setup("ada@outlook.com")\n')
    with scene.installed():
        done = clients.call(house, "neomutt", "-F", file, "-Q", "folder")
    return [] if values(done) == {"folder": OFFICE["folder"]} else [f"{done.stdout} {done.stderr}"]


@show("The wire tells no address, and nothing goes over plain http")
def wire(scene):
    house = scene.house("ada@contoso.example")

    def work():
        done = neomutt(scene, house, SETUP.format(f"{proof.LOCAL}@auto.example", "{}"), words=asked_for(["folder"]))
        return [] if "auto.example" in values(done).get("folder", "") else [f"nothing was set up: {done.stdout} {done.stderr}"]
    return scene.wire("auto.example", work)


@show("An error text is explained in the message line, and in full on demand")
def explained(scene):
    house = scene.house("ada@contoso.example")
    (house.home / "bin" / "pager").write_text("#!/bin/sh\ncat \"$1\" >\"$HOME/shown\"\n")
    (house.home / "bin" / "pager").chmod(0o700)
    house.environment["PAGER"] = "pager"
    shown = house.home / "shown"
    keys = [("Msgs:0", ":lua homing.explain([[535 5.7.139 SmtpClientAuthentication is disabled for the Tenant. 100%s %n]])\r"),
            ("switched off", ":lua homing.report()\r")]
    seen = clients.watch(house, screen_words(scene, house), lambda _: shown.exists() and "ask_admin" in shown.read_text(), keys)
    text = shown.read_text() if shown.exists() else ""
    return [f"not told: {part!r} in {text!r} {seen[-600:]!r}" for part in ("Who        admin", "1. In the Microsoft 365 admin center", "next: ask_admin")
            if part not in text]


@show("What is unknown is said to be unknown")
def unknown(scene):
    done = neomutt(scene, scene.house("ada@contoso.example"), "lua homing.explain([[the moon is blue]])",
                   'lua print("{" .. table.concat(homing.lines(), "|") .. "}")', words=asked_for(["folder"]))
    wanted = json.loads(clients.call(scene.house("ada@contoso.example"), "homing", "explain", "--json", "the moon is blue").stdout)["unknown"]
    return [] if wanted["meaning"] in done.stdout and wanted["send"][0] in done.stdout else [f"it says {done.stdout!r}"]
