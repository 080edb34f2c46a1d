"""What happens in the browser: the authorization request, who signs in, what is consented to, and the way back to the program.

Microsoft's rules are those of learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, .../reply-url and
.../reference-error-codes. Deviations, all of them:
  "no password": choosing an account is signing in
  "asks each time": the permissions are asked for at each sign-in; Microsoft asks once
  "PKCE of everybody": a request without code_challenge is refused, as RFC 9700 section 2.1.1 wants it; Microsoft lets it pass, as is
      done here for a program that is known to send none
  "told to the program": what Microsoft says on its own page only (AADSTS50020, 90094, 65001, ...) has a button that brings it to
      the program as an error of RFC 6749 section 4.1.2.1
"""
import secrets
import time
import urllib.parse

import authorization_accounts as accounts
import authorization_pages as pages
from authorization_state import CODE_LIFETIME, IDENTITY, Refusal

HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def shown(text, status=200):
    return status, HTML, text


def action(request, name):
    """Where a form of the page at hand is sent: beside the authorization endpoint."""
    return f"/{name}" if request.plain else f"/{request.path.split('/')[1]}/oauth2/{name}"


def loopback_form(redirect):
    """A redirect URI of the loopback without its port: the port is not compared (RFC 8252 section 7.3), the path is."""
    parts = urllib.parse.urlsplit(redirect)
    if parts.scheme != "http" or parts.hostname not in ("localhost", "127.0.0.1", "::1") or parts.query or parts.fragment:
        return redirect
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"http://{host}" + ("" if parts.path == "/" else parts.path)


def client_at(request, values):
    client = accounts.client_of(request.host, values.get("client_id", ""))
    if not client:
        raise Refusal("unauthorized_client", 700016, f"Application with identifier '{values.get('client_id', '')}' was not found in the directory "
                      f"'{request.path.split('/')[1]}'. This can happen if the application has not been installed by the administrator of the tenant.")
    return client


def check_redirect(client, redirect):
    if loopback_form(redirect) not in client.redirects:
        raise Refusal("invalid_request", 50011, f"The redirect URI '{redirect}' specified in the request does not match the redirect URIs "
                      f"configured for the application '{client.id}'.")


def check_authorization(client, values):
    """Errors that the program is told (RFC 6749 section 4.1.2.1)."""
    if values.get("response_type") != "code":
        raise Refusal("unsupported_response_type", 700054, "response_type is not enabled for the application.")
    if client.pkce and (values.get("code_challenge_method") != "S256" or len(values.get("code_challenge", "")) != 43):
        raise Refusal("invalid_request", 9002325, "Proof Key for Code Exchange is required for cross-origin authorization code redemption.")
    if not values.get("scope"):
        raise Refusal("invalid_request", 900144, "The request body must contain the following parameter: 'scope'.")
    if not values.get("state"):
        raise Refusal("invalid_request", 90014, "The required field 'state' is missing from the credential.")


def back(redirect, values):
    """With the slash that Microsoft adds to a redirect URI without a path (reply-url)."""
    parts = urllib.parse.urlsplit(redirect)
    return 302, {"Location": urllib.parse.urlunsplit(parts._replace(path=parts.path or "/", query=urllib.parse.urlencode(values))),
                 "Cache-Control": "no-store"}, ""


def fail_back(request, session, refusal):
    values = {"error": refusal.error, "error_description": refusal.description(not request.plain), "state": session["state"], **refusal.more}
    if request.plain:
        values["iss"] = f"https://{request.host}"
    request.note["error"] = refusal.error
    return back(session["redirect_uri"], values)


def authorize(state, request):
    values = request.query if request.method == "GET" else request.form
    try:
        client = client_at(request, values)
        check_redirect(client, values.get("redirect_uri", ""))
    except Refusal as refusal:
        request.note["error"] = refusal.error
        return shown(pages.refused(refusal.description(not request.plain)), 400)
    session = {key: values.get(key, "") for key in ("redirect_uri", "state", "scope", "code_challenge", "nonce", "login_hint")}
    session |= {"client": client, "host": request.host, "tenant": request.path.split("/")[1]}
    try:
        check_authorization(client, values)
    except Refusal as refusal:
        return fail_back(request, session, refusal)
    number = state.session(session)
    return shown(pages.pick(action(request, "sign-in"), number, request.host, session["login_hint"]))


def check_account(user, host, tenant):
    """Whether the account may sign in at this server under this tenant."""
    domain = user.rpartition("@")[2]
    if not accounts.exists(user) or accounts.cloud_of(user).login != host:
        raise Refusal("access_denied", 50034, f"The user account {user} does not exist in the {tenant or host} directory. To sign into this "
                      "application, the account must be added to the directory.")
    if host == accounts.PLAIN_ISSUER or tenant == "common":
        return
    if tenant in ("consumers", accounts.microsoft.CONSUMER):
        if not accounts.is_personal(user):
            raise Refusal("access_denied", 500208, "The domain is not a valid login domain for the account type.")
    elif accounts.is_personal(user) or tenant not in ("organizations", domain, accounts.tenant_of(user)):
        raise Refusal("access_denied", 50020, f"User account '{user}' from identity provider 'live.com' does not exist in tenant '{tenant}' and "
                      "cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.")


def check_consent(user):
    name = user.partition("@")[0]
    if name == "walled":
        raise Refusal("access_denied", 90094, "The grant requires admin permission. Ask an administrator to grant permission to this app.",
                      error_subcode="cancel")
    if name == "unconsented":
        raise Refusal("consent_required", 65001, "The user or administrator has not consented to use the application. Send an interactive "
                      "authorization request for this user and resource.")


def sign_in(state, request):
    number = request.form.get("session", "")
    session = state.sessions.get(number)
    if not session:
        return shown(pages.refused("This sign-in has ended."), 400)
    user = (request.form.get("pick") or request.form.get("account", "")).strip().lower()
    session["user"] = request.note["user"] = user
    try:
        check_account(user, request.host, session["tenant"])
        check_consent(user)
    except Refusal as refusal:
        session["refusal"] = refusal
        return shown(pages.refused(refusal.description(not request.plain), action(request, "consent"), number))
    scopes = [scope for scope in session["scope"].split() if scope not in IDENTITY]
    return shown(pages.consent(action(request, "consent"), number, user, session["client"], scopes))


def consent(state, request):
    session = state.sessions.pop(request.form.get("session", ""), None)
    if not session or "user" not in session:
        return shown(pages.refused("This sign-in has ended."), 400)
    request.note["user"] = session["user"]
    refusal = session.get("refusal")
    if not refusal and request.form.get("answer") != "accept":
        refusal = Refusal("access_denied", 65004, "User declined to consent to access the app.", error_subcode="cancel")
    if session.get("device"):
        session["device"]["answer"] = refusal or session["user"]
        return shown(pages.finished("You have signed in. You may now close this window." if not refusal else "The sign-in was declined."))
    if refusal:
        return fail_back(request, session, refusal)
    stolen = session["user"].startswith("injected@")
    return led_back(request, session, injected_code(state, session) if stolen else new_code(state, session))


def new_code(state, session):
    code = state.secret(200, "1.AXkA")
    state.codes[code] = {**session, "ends": time.time() + CODE_LIFETIME, "used": False}
    return code


def led_back(request, session, code):
    """The redirect with the code; some accounts' redirects are those of an attacker (RFC 9700 section 4)."""
    name, redirect = session["user"].partition("@")[0], session["redirect_uri"]
    values = {"code": code, "state": session["state"]}
    if request.plain:
        values["iss"] = f"https://{request.host}"
    else:
        values["session_state"] = secrets.token_hex(16)
    if name == "otherstate":
        values["state"] = secrets.token_urlsafe(32)
    if name == "otheriss":
        values["iss"] = "https://login.attacker.example"
    if name == "noiss":
        values.pop("iss", None)
    parts = urllib.parse.urlsplit(redirect)
    if name == "otherpath":
        redirect = urllib.parse.urlunsplit(parts._replace(path="/elsewhere"))
    if name == "otherport" and parts.port:
        redirect = urllib.parse.urlunsplit(parts._replace(netloc=f"{parts.hostname}:{parts.port + 1}"))
    return back(redirect, values)


def injected_code(state, session):
    """A code that somebody else's program has got, for the same account and client."""
    return new_code(state, {**session, "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"})
