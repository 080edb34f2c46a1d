"""What must come of a sign-in: with a browser, with a device code, in every cloud, and when it goes wrong.

A case is a sentence and a function that is given a Household and returns what is wrong, as sentences. Each has accounts of its own
(authorization_accounts.py), so that all can run at once.
"""
import base64
import json
import re
import time

import authorization_accounts as accounts
from household import asked, differences, requests_of

MAIL = ("imap", "pop3", "smtp")
FOR_MAIL = ("--for", "imap,pop3,smtp")
FINE, FAILED, PARTIAL = 0, 1, 5
CASES = []


def case(sentence, *given):
    """A case; with `given`, one for each of them, which fills in the sentence."""
    def keep(function):
        for values in given or [()]:
            CASES.append((sentence.format(*values), lambda house, f=function, v=values: f(house, *v)))
        return function
    return keep


def works(house, address, *words):
    """The kept token signs in over IMAP, POP3 and SMTP."""
    done = house.run("verify", address, "--json", *words)
    return differences(done, {"outcome": "ok", **{f"protocols.{protocol}.ok": True for protocol in MAIL},
                              **{f"protocols.{protocol}.method": "oauth2" for protocol in MAIL}}, FINE)


def granted(address, *more):
    return {"outcome": "ok", "operation": "authorize", "address": address, "sign_in.user": address, "sign_in.granted": {*MAIL, *more}}


def failed(done, entry, following="sign_in_again", exit_code=FAILED):
    """The failure is told, and explained by one of the entries."""
    entries = entry if isinstance(entry, tuple) else (entry,)
    found = differences(done, {"outcome": "failed", "diagnosis.id": entries, "next": (following,)}, exit_code)
    return found + ([] if done.document.get("fault") else ["there is no fault"])


def nothing_kept(house, address):
    done = house.token(address, "imap")
    found = [f"a token was kept all the same: {done}"] if done.exit == FINE or done.out else []
    return found + ([] if done.err.strip() else ["no sentence says why there is no token"])


EVERYWHERE = [(f"ada@{domain}", *(("graph",) if cloud.graph else ())) for domain, cloud in accounts.CLOUDS.items()]


@case("Chromium signs {0} in, and mail works over IMAP, POP3 and SMTP", *EVERYWHERE)
def with_chromium(house, address, *more):
    done = house.login(address, browser=house.chromium(address), seconds=25)
    found = differences(done, {**granted(address, *more), "sign_in.flow": "browser"}, FINE)
    end, seen = time.monotonic() + 5, ""
    while time.monotonic() < end and not seen:  # the browser is still closing
        seen = (house.home / "browser.txt").read_text() if (house.home / "browser.txt").exists() else ""
        time.sleep(0.1)
    found += [] if "signed in" in seen.lower() else [f"the browser's last page does not say so: {seen[:300]!r}"]
    return found + works(house, address)


@case("a device code signs {0} in from a terminal", ("grace@family.example",), ("grace@contoso.example",), ("grace@plainauth.example",))
def with_device(house, address):
    someone, seen = house.person(), []

    def see(text):
        code = re.search(r"^\s+([A-Z0-9]{9})\s*$", text, re.M)
        page = re.search(r"(https://\S+)", text)
        if code and page and not seen:
            seen.append((page[1], code[1]))
            someone.enter_code(page[1], code[1], address)
    done = house.on_terminal("login", address, "--device", "--json", settings=(house.client(address), "sign_in.deadline_ms=15000"), see=see)
    wanted = accounts.cloud_of(address).device_page
    found = [] if seen and seen[0][0] == wanted else [f"the page is {seen}, not {wanted}"]
    more = ("graph",) if accounts.cloud_of(address).graph else ()
    found += differences(done, {**granted(address, *more), "sign_in.flow": "device"}, FINE)
    return found + works(house, address)


def device(house, address, answer, client, **more):
    """A sign-in by device code with the output in pipes; the person answers at once."""
    someone = house.person()

    def visit(page):
        log = [entry for entry in asked("log") if entry["path"].endswith("/devicecode") and entry["form"].get("client_id") == client]
        return log and someone.enter_code(page, log[-1]["user_code"], address, answer)
    return house.login(address, "--device", visit=visit if answer else lambda _: None, client=client, **more)


@case("a server that wants to be asked less often is asked less often")
def slow_down(house):
    done = device(house, "hedy@contoso.example", "accept", accounts.SLOW)
    polls = [entry for entry in asked("log") if entry["form"].get("client_id") == accounts.SLOW and "device_code" in entry["form"]]
    told = [entry.get("error") for entry in polls]
    found = differences(done, granted("hedy@contoso.example", "graph"), FINE)
    found += [] if "slow_down" in told else [f"the polls were answered {told}"]
    return found + [violation for violation in asked("violations") if accounts.SLOW in violation]


@case("who declines at the device page has declined")
def declined_device(house):
    return failed(device(house, "joan@contoso.example", "decline", accounts.WITHOUT_POP), ("aadsts.65004", "oauth.authorization_declined"))


@case("a device code that nobody types ends, and that is told")
def expired_device(house):
    return failed(device(house, "joan@contoso.example", "", accounts.BRIEF), ("aadsts.70019", "oauth.expired_token"))


@case("somebody else than wanted signed in")
def wrong_account(house):
    done, _ = house.signed_in("mary@contoso.example", account="grace@contoso.example")
    return failed(done, "oauth.wrong_user") + nothing_kept(house, "mary@contoso.example")


@case("a shared mailbox opens with the token of one who may use it")
def shared(house):
    address, user = "shared@contoso.example", "ada@contoso.example"
    done, _ = house.signed_in(address, "--user", user, account=user)
    found = differences(done, {**granted(address, "graph"), "sign_in.user": user}, FINE)
    found += works(house, address)
    sasl = house.token(address, "imap", "--sasl", "xoauth2")
    return found + ([] if sasl_user(sasl) == address else [f"the SASL user is {sasl_user(sasl)}"])


def sasl_user(done):
    try:
        return base64.b64decode(done.out).decode().removeprefix("user=").partition("\1")[0]
    except ValueError:
        return f"not told: {done}"


@case("a token is handed out alone on its line, and in both forms of SASL")
def handed_out(house):
    address = "lise@contoso.example"
    done, _ = house.signed_in(address)
    plain, xoauth, bearer = (house.token(address, "imap", *more) for more in ((), ("--sasl", "xoauth2"), ("--sasl", "oauthbearer")))
    token = plain.out.strip()
    found = differences(done, granted(address, "graph"), FINE) + ([] if plain.out == token + "\n" and token in asked("secrets") else [f"not a token: {plain}"])
    # The form of Google's XOAUTH2 reference; RFC 7628 section 3.1.
    found += [] if base64.b64decode(xoauth.out) == f"user={address}\1auth=Bearer {token}\1\1".encode() else [f"XOAUTH2: {xoauth}"]
    text = base64.b64decode(bearer.out).decode()
    good = text.startswith(f"n,a={address},\1") and text.endswith("\1\1") and f"\1auth=Bearer {token}\1" in text
    graph = house.token(address, "graph")
    found += [] if graph.out.strip() in asked("secrets") and graph.out != plain.out else [f"for Graph: {graph}"]
    return found + ([] if good else [f"OAUTHBEARER: {text.replace(token, 'TOKEN')!r}"])


@case("a token that has ended is renewed by itself")
def renewed(house):
    address = "emmy@contoso.example"
    asked("lifetime", user=address, seconds=1)
    done, _ = house.signed_in(address, *FOR_MAIL)
    first = house.token(address, "imap").out
    time.sleep(1.1)
    second = house.token(address, "imap").out
    found = differences(done, granted(address), FINE)
    found += [] if first.strip() and second.strip() and first != second else ["the second token is not a new one"]
    asked("lifetime", user=address, seconds=3600)
    return found + works(house, address)


@case("a sign-in that has ended at the server is told: {0}", ("expired", "aadsts.700082"), ("revoked", "aadsts.50173"), ("mfa", "aadsts.50076"))
def never_again(house, name, entry):
    address = f"{name}@contoso.example"
    asked("lifetime", user=address, seconds=1)
    done, _ = house.signed_in(address, *FOR_MAIL)
    found = differences(done, granted(address), FINE)
    time.sleep(1.1)
    found += failed(house.token(address, "imap", "--json"), entry)
    verified = house.run("verify", address, "--json")
    found += [] if verified.exit != FINE and verified.document.get("next", "sign_in_again") == "sign_in_again" else [f"verify: {verified}"]
    return found + nothing_kept(house, address)


REFUSED = [("walled@contoso.example", "accept", "aadsts.90094", "ask_admin"), ("unconsented@contoso.example", "accept", "aadsts.65001", "sign_in_again"),
           ("anna@contoso.example", "decline", "aadsts.65004", "sign_in_again")]


@case("{0} comes back without permission ({2})", *REFUSED)
def refused(house, address, answer, entry, following):
    done, someone = house.signed_in(address, answer=answer)
    found = failed(done, entry, following) + nothing_kept(house, address)
    return found + ([] if someone.status == 400 else [f"the browser is shown {someone.status} {someone.page.text}"])


@case("an account of the other kind cannot sign in")
def other_kind(house):
    done, _ = house.signed_in("ida@contoso.example", account="ida@family.example")
    return failed(done, "aadsts.50020")


STRANGE = [("otherstate", "contoso.example", ("oauth.state", "oauth.browser_silent")), ("otherpath", "contoso.example", ("oauth.state", "oauth.browser_silent")),
           ("otherport", "contoso.example", ("oauth.state", "oauth.browser_silent")), ("otheriss", "contoso.example", ("oauth.iss",)),
           ("otheriss", "plainauth.example", ("oauth.iss",)), ("noiss", "plainauth.example", ("oauth.iss",)),
           ("injected", "contoso.example", ("aadsts.501481", "oauth.invalid_grant")), ("othername", "contoso.example", ("oauth.wrong_user",)),
           ("othernonce", "contoso.example", ("oauth.nonce",))]


@case("a way back that is not as it must be gives no sign-in: {0} at {1}", *STRANGE)
def strange(house, name, domain, entries):
    address = f"{name}@{domain}"
    done, someone = house.signed_in(address, seconds=3)
    found = failed(done, entries) + nothing_kept(house, address)
    expected = 0 if name == "otherport" else 400 if name != "otherpath" else 404
    found += [] if someone.status in (expected, 400, 404) or name == "otherport" else [f"the browser is shown {someone.status}"]
    redeemed = [entry for entry in requests_of(address) if entry["form"].get("code")]
    early = name in ("otherstate", "otherpath", "otherport", "otheriss", "noiss")
    return found + ([f"the code was redeemed all the same: {redeemed}"] if early and redeemed else [])


@case("forged visits end nothing: the true one is waited for")
def forged(house):
    address, someone, seen = "sofia@contoso.example", house.person(), []

    def visit(url):
        port = re.search(r"redirect_uri=http%3A%2F%2F[a-z0-9.]+%3A(\d+)", url)[1]
        for path in ("/", "/?code=forged&state=forged", "/elsewhere?code=forged&state=forged", "/?error=access_denied&state=forged", "/favicon.ico"):
            seen.append(house.person().open(f"http://localhost:{port}{path}").status)
        seen.append(house.person().open(f"http://127.0.0.1:{port}/", {"code": "forged", "state": "forged"}).status)
        someone.sign_in(url, address)
    done = house.login(address, visit=visit)
    found = differences(done, granted(address, "graph"), FINE)
    found += [] if len(seen) == 6 and all(400 <= status < 500 for status in seen) else [f"the forged visits were answered {seen}"]
    return found + ([] if someone.status == 200 else [f"the true one was answered {someone.status}"])


@case("a page that means harm beside the sign-in changes nothing")
def hostile(house):
    address = "maria@contoso.example"
    script = house.chromium(address)
    text = script.read_text().replace('"$1"', '"$1" --beside "https://prizes.attacker.example/#$(echo "$1" | sed "s/.*redirect_uri=http%3A%2F%2F[a-z0-9.]*%3A'
                                      '\\\\([0-9]*\\\\).*/\\\\1/")"')
    script.write_text(text)
    done = house.login(address, browser=script, seconds=28)
    time.sleep(1)
    seen = (house.home / "browser.txt").read_text() if (house.home / "browser.txt").exists() else ""
    found = differences(done, granted(address, "graph"), FINE)
    return found + ([] if "done," in seen else [f"the hostile page was not at work: {seen[:300]!r}"])


@case("a permission that the program does not have is missing, and that is told")
def missing(house):
    done, _ = house.signed_in("ida@contoso.example", *FOR_MAIL, client=accounts.WITHOUT_POP)
    found = differences(done, {"outcome": "partial", "sign_in.granted": {"imap", "smtp"}, "sign_in.missing": {"pop3"}}, PARTIAL)
    no = house.token("ida@contoso.example", "pop3")
    return found + ([] if no.exit == FAILED and not no.out else [f"a token for POP3 was handed out: {no}"])


@case("the program's name comes from the environment or from a file, and without one it is said")
def client_id(house):
    address = "edith@contoso.example"
    none = house.run("login", address, "--json", "--no-browser", settings=("sign_in.deadline_ms=3000",))
    found = differences(none, {"outcome": "failed", "diagnosis.id": "oauth.no_client"}, FAILED)
    house.environment["HOMING_CLIENT_ID"] = accounts.PUBLIC
    found += differences(house.signed_in(address, settings=("oauth.client_id=",))[0], granted(address, "graph"), FINE)
    del house.environment["HOMING_CLIENT_ID"]
    folder = house.home / ".config" / "homing"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "clients.json").write_text(json.dumps({"login.microsoftonline.com": {"client_id": accounts.PUBLIC}}))
    (folder / "clients.json").chmod(0o600)
    return found + differences(house.signed_in(address, settings=("oauth.client_id=",))[0], granted(address, "graph"), FINE)


@case("a redirect by address works where the program is registered so")
def by_address(house):
    address = "edith@contoso.example"
    done, _ = house.signed_in(address, "--redirect", "http://127.0.0.1", client=accounts.LOOPBACK)
    return differences(done, granted(address, "graph"), FINE)


@case("a tenant can be named")
def tenant(house):
    address = "rosa@contoso.example"
    done, _ = house.signed_in(address, "--tenant", "contoso.example")
    used = {entry["path"].split("/")[1] for entry in requests_of(address) if entry["form"].get("code")}
    return differences(done, granted(address, "graph"), FINE) + ([] if "contoso.example" in used else [f"the tenant asked is {used}"])


def as_program(house, *words, client=accounts.CONFIDENTIAL, given=None):
    address = f"ada@{accounts.WORK_DOMAIN}"
    return house.run("login", address, "--app", *FOR_MAIL, "--json", *words, settings=(house.client(address, client),), given=given)


@case("a program without a user signs in with a secret")
def app_secret(house):
    done = as_program(house, "--client-secret-stdin", given=f"{accounts.SECRET}\n")
    found = differences(done, {"outcome": "ok", "sign_in.flow": "app", "sign_in.granted": set(MAIL)}, FINE)
    wrong = as_program(house, "--client-secret-stdin", given="not-the-secret\n")
    return found + differences(wrong, {"outcome": "failed", "diagnosis.id": ("aadsts.7000215",)}, FAILED)


@case("a program without a user signs in with a certificate")
def app_certificate(house):
    done = as_program(house, "--certificate", house.authority.parent / "client.pem")
    found = differences(done, {"outcome": "ok", "sign_in.flow": "app", "sign_in.granted": set(MAIL)}, FINE)
    return found + works(house, f"ada@{accounts.WORK_DOMAIN}")


@case("a clock that goes wrong is named where a dated proof is refused")
def clock(house):
    done = as_program(house, "--certificate", house.authority.parent / "client.pem", client=accounts.LATE)
    found = failed(done, ("oauth.clock", "aadsts.700024"), "retry")
    return found + ([] if "clock" in json.dumps(done.document) else [f"the clock is not named: {done}"])


@case("who signs out has no token any more, here and there")
def sign_out(house):
    address = "hedy@plainauth.example"
    done, _ = house.signed_in(address)
    out = house.run("logout", address, "--json")
    found = differences(done, granted(address), FINE) + differences(out, {"outcome": "ok", "operation": "sign-out"}, FINE)
    found += [] if any(entry["path"] == "/revoke" for entry in requests_of(address)) else ["the server was not told (RFC 7009)"]
    return found + nothing_kept(house, address)
