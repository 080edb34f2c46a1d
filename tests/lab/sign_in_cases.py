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
    """What a whole sign-in comes to. Who signed in is told by Microsoft; of the other provider asks a case of its own."""
    told = {"sign_in.user": address} if accounts.cloud_of(address) is not accounts.PLAIN else {}
    return {"outcome": "ok", "operation": "authorize", "address": address, **told, "sign_in.granted": {*MAIL, *more}}


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


BY_DEVICE = (list(MAIL), [*MAIL, "graph"])  # a request for a device code may name one resource only


@case("who signed in is told where the provider has OpenID Connect")
def who(house):
    address = "emmy@plainauth.example"
    done, _ = house.signed_in(address)
    found = differences(done, {**granted(address), "sign_in.user": address}, FINE)
    done, _ = house.signed_in("othername@plainauth.example")
    return found + failed(done, "oauth.wrong_user")


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
    found += differences(done, {**granted(address), "sign_in.granted": BY_DEVICE, "sign_in.flow": "device"}, FINE)
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
    found = differences(done, {**granted("hedy@contoso.example"), "sign_in.granted": BY_DEVICE}, FINE)
    found += [] if "slow_down" in told else [f"the polls were answered {told}"]
    return found + [violation for violation in asked("violations") if accounts.SLOW in violation]


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


@case("who signs out has no token any more, here and there")
def sign_out(house):
    address = "hedy@plainauth.example"
    done, _ = house.signed_in(address)
    out = house.run("logout", address, "--json")
    found = differences(done, granted(address), FINE) + differences(out, {"outcome": "ok", "operation": "sign-out"}, FINE)
    found += [] if any(entry["path"] == "/revoke" for entry in requests_of(address)) else ["the server was not told (RFC 7009)"]
    return found + nothing_kept(house, address)
