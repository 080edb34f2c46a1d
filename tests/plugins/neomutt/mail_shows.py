"""Mail that is really sent and read, and accounts that are really checked, with an account that was set up from its address."""
import time

import clients
import mailworld
from neomutt import configuration, neomutt, screen_words
from shows import show

TOKEN, PASSWORD, ENDED = "rosa@contoso.example", "ada@implicit.example", "expired@contoso.example"


def setup(address, wishes="{}"):
    return f'lua homing.setup("{address}", {wishes})'


def sends_and_reads(scene, house, address, line):
    """A message goes through the lab's Postfix, and the one that waits is fetched from its Dovecot."""
    sent = f"by NeoMutt and Homing, {house.subject}"
    config = configuration(scene, house, line)
    done = clients.call(house, "neomutt", "-F", config, "-s", sent, address, given="Hello.\n")
    found = [f"NeoMutt: {done.stdout[-300:]!r} {done.stderr[-600:]!r}"] if done.returncode else clients.arrived(sent, address)
    return found + clients.read_by_mutt(house, "neomutt", config, house.subject)


@show("A message is sent and read with OAuth2 and homing token")
def with_token(scene):
    return sends_and_reads(scene, scene.signed_in(TOKEN), TOKEN, setup(TOKEN))


@show("A message is sent and read with the password of a command")
def with_password_command(scene):
    return sends_and_reads(scene, scene.house(PASSWORD), PASSWORD, setup(PASSWORD, f'{{password_command = "pass show mail/{PASSWORD}"}}'))


@show("A message is read with a password that NeoMutt asks for")
def with_password(scene):
    house = scene.house("ada@starts.example")
    config = configuration(scene, house, setup("ada@starts.example"))
    return clients.read_by_mutt(house, "neomutt", config, house.subject, [("Password for", mailworld.USERS["ada@starts.example"] + "\n")])


@show("An account with OAuth2 is checked with its live servers")
def verified_by_token(scene):
    done = neomutt(scene, scene.signed_in(TOKEN), setup(TOKEN), "lua homing.verify()", words=["-Q", "folder"])
    wanted = (f"{TOKEN}: ok. IMAP signed in (XOAUTH2); SMTP signed in (XOAUTH2)", "IMAP sign-in: ok", "SMTP tls: ok")
    return [f"{part!r} is not in {done.stdout!r} {done.stderr!r}" for part in wanted if part not in done.stdout]


@show("A sign-in that has ended at the server is told, and what is next")
def ended(scene):
    done = neomutt(scene, scene.signed_in(ENDED, lifetime_s=1), f'lua homing.verify("{ENDED}")', 'lua print(table.concat(homing.lines(), "\\n"))',
                   words=["-Q", "folder"])
    wanted = (f"{ENDED}: failed. the sign-in failed: ", "next: sign_in_again", "aadsts.700082")
    return [f"{part!r} is not in {done.stdout!r} {done.stderr!r}" for part in wanted if part not in done.stdout]


@show("The password command of one account is not for another")
def other_account(scene):
    house = scene.house(PASSWORD)
    asked = house.home / "asked"
    done = neomutt(scene, house, setup(PASSWORD, f'{{password_command = "echo x | tee -a {asked}"}}'), 'lua homing.verify("ada@starts.example")',
                   words=["-Q", "folder"])
    return ([] if asked.read_text() == "x\n" else ["it was asked for the other"]) + ([] if "IMAP reachable" in done.stdout else [f"{done.stdout}"])


@show("An account with a password is checked with it, and a wrong one is explained")
def verified_by_password(scene):
    house, found = scene.house(PASSWORD), []
    for password, came_to in ((mailworld.USERS[PASSWORD], "ok. IMAP signed in (PLAIN); SMTP signed in (PLAIN)"), ("wrong", "failed. IMAP failed: ")):
        sentence = f"{PASSWORD}: {came_to}"
        done = neomutt(scene, house, setup(PASSWORD), f'set imap_pass = "{password}"', "lua homing.verify()",
                       'lua print(table.concat(homing.lines(), "\\n"))', words=["-Q", "folder"])
        found += [] if sentence in done.stdout else [f"{sentence!r} is not in {done.stdout!r} {done.stderr!r}"]
        found += ["the password is told"] if password in done.stdout.replace("wrong password", "") and password != "wrong" else []
    return found + ([] if "next: ask_password" in done.stdout else [f"what is next is not told: {done.stdout!r}"])


@show("Each step of a check is in the message line while it goes on")
def steps_on_screen(scene):
    house = scene.signed_in(TOKEN)
    seen = clients.watch(house, screen_words(scene, house), lambda text: "IMAP signed in" in text, [("Msgs:0", f':lua homing.verify("{TOKEN}")\r')])
    # Of a line that is there already the terminal is told only what changes.
    return [f"{part!r} was not shown: {seen[-800:]!r}" for part in ("IMAP dns: ok", "connect: ok", "sign-in", "IMAP signed in") if part not in seen]


@show("A check with a server that is silent ends by its deadline")
def deadline(scene):
    started = time.monotonic()
    done = neomutt(scene, scene.house(PASSWORD), 'lua homing.verify("ada@silent-implicit.example")', words=["-Q", "folder"],
                   options=(("verify.deadline_ms", "1000"),))
    took = time.monotonic() - started
    return [] if 1 <= took < 3 and "ada@silent-implicit.example: failed." in done.stdout else [f"after {took:.1f} s: {done.stdout} {done.stderr}"]


@show("Ctrl-C ends a check with a server that is silent")
def silent_server(scene):
    house = scene.house(PASSWORD)
    keys = [("Msgs:0", ':lua homing.verify("ada@silent-implicit.example")\r'), ("IMAP connect: ok", "\x03")]
    words = screen_words(scene, house)
    seen = clients.watch(house, words, lambda text: "was cancelled" in text, keys)
    return [] if "was cancelled" in seen else [f"it was not cancelled: {seen[-600:]!r}"]
