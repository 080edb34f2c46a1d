"""The device flow (RFC 8628; learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code) and its page.

Deviations, all of them:
  "one page": personal accounts type their code at the same page; Microsoft sends them on to login.live.com, where they sign in
      twice
"""
import secrets
import time

import authorization_accounts as accounts
import authorization_pages as pages
from authorization_browser import action, shown
from authorization_state import Refusal

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
SLOWER = 5          # seconds, RFC 8628 section 3.5
PUNCTUAL = 0.9      # of the interval: what a poll may come early, for clocks and wires
PAGE_HOSTS = ("microsoft.com", "www.microsoft.com")
PAGES = {"/devicelogin": accounts.WORLDWIDE.login, "/link": accounts.WORLDWIDE.login, "/deviceloginus": accounts.HIGH.login,
         "/deviceloginchina": accounts.CHINA.login}


def device(state, request):
    """RFC 8628 section 3.2; Microsoft gives no verification_uri_complete."""
    client = accounts.client_of(request.host, request.form.get("client_id", ""))
    if not client:
        raise Refusal("unauthorized_client", 700016, "Application was not found in the directory.")
    if not request.form.get("scope"):
        raise Refusal("invalid_request", 900144, "The request body must contain the following parameter: 'scope'.")
    tenant = request.path.split("/")[1]
    cloud = next(cloud for cloud in accounts.CLOUDS.values() if cloud.login == request.host)
    page = accounts.CONSUMER.device_page if tenant in ("consumers", accounts.microsoft.CONSUMER) else cloud.device_page
    user_code = "".join(secrets.choice(LETTERS) for _ in range(9))
    code = state.secret(150)
    state.devices[code] = {"user_code": user_code, "client": client, "host": request.host, "tenant": tenant, "scope": request.form["scope"],
                           "interval": client.interval, "last": 0.0, "ends": time.time() + client.device_lifetime,
                           "slow_downs": client.slow_downs, "answer": None, "used": False}
    request.note["user_code"] = user_code
    document = {"user_code": user_code, "device_code": code, "verification_uri": page, "expires_in": client.device_lifetime,
                "interval": client.interval}
    if request.plain:
        document["verification_uri_complete"] = f"{page}?user_code={user_code}"
    else:
        document["message"] = f"To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."
    return document


def redeem_device(state, request, client):
    """The session of somebody who has signed in; until then, and otherwise, a Refusal."""
    session = state.devices.get(state.known(request.form.get("device_code", "")))
    if not session or session["client"].id != client.id or session["used"]:
        raise Refusal("bad_verification_code", 70018, "The verification code is not valid.")
    now = time.time()
    early = now - session["last"] < session["interval"] * PUNCTUAL
    session["last"] = now
    if early:
        state.violations.append(f"a device code of client {client.id} was polled before its {session['interval']} s had passed")
    if early or session["slow_downs"] > 0:
        session["slow_downs"] -= 1
        session["interval"] += SLOWER
        raise Refusal("slow_down", 70046, "The client is polling too quickly.")
    if session["ends"] < now:
        raise Refusal("expired_token", 70019, "The code has expired. Send a new interactive authorization request.")
    answer = session["answer"]
    if answer is None:
        raise Refusal("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.")
    session["used"] = True
    if isinstance(answer, Refusal):
        raise Refusal("access_denied" if request.plain else "authorization_declined", answer.number or 65004, answer.words)
    return {**session, "user": answer}


def page(state, request):
    """Enter the code, then sign in as in the other flow."""
    where = "/deviceauth" if request.plain else "/common/oauth2/deviceauth"
    if request.method == "GET":
        return shown(pages.enter_code(where, code=request.query.get("user_code", "")))
    typed = request.form.get("user_code", "").strip().upper().replace("-", "")
    found = next((one for one in state.devices.values() if one["user_code"] == typed and one["host"] == request.host), None)
    if not found or found["ends"] < time.time():
        return shown(pages.enter_code(where, "That code didn't work. Check the code and try again."))
    number = state.session({**found, "device": found})
    return shown(pages.pick(action(request, "sign-in"), number, request.host, ""))


def redirect(request):
    """Microsoft's short addresses; None where there is nothing."""
    host = PAGES.get(request.path)
    return (302, {"Location": f"https://{host}/common/oauth2/deviceauth"}, "") if host else None
