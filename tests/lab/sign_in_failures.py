"""What must come of a sign-in that goes wrong: another account, no permission, a way back that is not as it must be."""
import json
import re
import time

import authorization_accounts as accounts
from household import asked, differences, requests_of
from sign_in_cases import FAILED, FINE, FOR_MAIL, PARTIAL, as_program, case, device, failed, granted, nothing_kept


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


UNHEARD = ("oauth.state", "oauth.browser_silent")  # nobody came who was waited for
STRANGE = [("otherstate", "contoso.example", UNHEARD), ("otherpath", "contoso.example", UNHEARD),
           ("otherport", "contoso.example", UNHEARD), ("otheriss", "contoso.example", ("oauth.iss",)),
           ("otheriss", "plainauth.example", ("oauth.iss",)), ("noiss", "plainauth.example", ("oauth.iss",)),
           ("injected", "contoso.example", ("aadsts.501481", "oauth.invalid_grant")), ("othername", "contoso.example", ("oauth.wrong_user",)),
           ("othernonce", "contoso.example", ("oauth.nonce",))]


@case("a way back that is not as it must be gives no sign-in: {0} at {1}", *STRANGE)
def strange(house, name, domain, entries):
    address = f"{name}@{domain}"
    done, someone = house.signed_in(address, seconds=3)
    found = failed(done, entries, "sign_in_again") + nothing_kept(house, address)
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
    script = house.chromium(address, "--beside", "https://prizes.attacker.example/")
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


@case("a clock that goes wrong is named where a dated proof is refused")
def clock(house):
    done = as_program(house, "--certificate", house.authority.parent / "client.pem", client=accounts.LATE)
    found = failed(done, ("oauth.clock", "aadsts.700024"), "retry")
    return found + ([] if "clock" in json.dumps(done.document) else [f"the clock is not named: {done}"])
