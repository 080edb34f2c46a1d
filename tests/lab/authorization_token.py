"""The token endpoint: codes, refresh tokens, device codes and programs without a user, each with Microsoft's refusals.

Microsoft's refresh tokens rotate at each use and the old one stays good; those of the plain provider are strict: the one before
stays good until its successor was used (so that an answer can get lost), an older one ends the whole sign-in (RFC 9700 section
4.14.2). The AADSTS numbers are those of learn.microsoft.com/entra/identity-platform/reference-error-codes; what stands in `error`
beside AADSTS28000, 65001 and 70011 is from transcripts in public issue threads. Deviations, all of them:
  "opaque": tokens are random; Microsoft's may be JSON Web Tokens, which no program may look into
  "registered permissions": what the registration lacks is left out of the answer; Microsoft may ask for consent instead
  "in a hurry": the device flow's interval is 1 second where Microsoft says 5, so that tests are quick
"""
import time
import urllib.parse

import authorization_accounts as accounts
from authorization_client import authenticated
from authorization_device import redeem_device
from authorization_state import IDENTITY, Family, Refusal, challenge_of, id_token

JSON = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", "Pragma": "no-cache"}
PERMISSIONS = ("IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send")
GRAPH_PERMISSIONS = ("Mail.Send", "Mail.Send.Shared", "User.Read")
NEVER_AGAIN = {  # local part -> what comes of its refresh token
    "expired": ("invalid_grant", 700082, "The refresh token has expired due to inactivity. The token was issued on 2026-08-01T00:00:00Z and was "
                "inactive for 90.00:00:00."),
    "revoked": ("invalid_grant", 50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have "
                "changed or reset their password."),
    "mfa": ("interaction_required", 50076, "Due to a configuration change made by your administrator, or because you moved to a new location, you "
            "must use multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'."),
}


def resource_of(scope):
    """The host of the resource; a scope without one is Graph's (v2-permissions-and-consent)."""
    return urllib.parse.urlsplit(scope).hostname or ""


def last(scope):
    return scope.rsplit("/", 1)[-1]


def one_resource(request, scopes, personal):
    """The resource of a token request, which can have one only."""
    asked = [scope for scope in scopes if scope not in IDENTITY]
    resources = {resource_of(scope) for scope in asked}
    if len(resources) > 1 and personal:
        raise Refusal("invalid_scope", 70011, f"The provided value for the input parameter 'scope' is not valid. The scope {' '.join(asked)} is "
                      "not valid.")
    if len(resources) > 1:
        raise Refusal("invalid_request", 28000, "Provided value for the input parameter scope is not valid because it contains more than one "
                      f"resource. Scope {' '.join(asked)} is not valid.")
    return resources.pop() if resources else ""


def granted(grant, client, resource, asked):
    """What of the scopes asked for is consented to and registered, by their last segments."""
    consented = {last(scope) for scope in grant.scopes}
    known = GRAPH_PERMISSIONS if resource in accounts.GRAPH_HOSTS else PERMISSIONS
    if grant.host == accounts.PLAIN_ISSUER:
        known = tuple(accounts.PLAIN_SCOPES.values())
    return [name for name in dict.fromkeys(map(last, asked)) if name in consented and name in known and name not in client.without]


def check_resource(user, resource):
    cloud = accounts.cloud_of(user)
    if resource not in (*cloud.mail, cloud.graph):
        raise Refusal("invalid_resource", 500011, f"The resource principal named https://{resource} was not found in the tenant. This can happen "
                      "if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.")


def answer(state, request, grant, client, nonce=""):
    """Tokens for the resource that is asked for, else for the first of those consented to."""
    personal = accounts.is_personal(grant.user)
    asked = request.form.get("scope", "").split()
    wanted = [scope for scope in asked if scope not in IDENTITY]
    if not wanted:
        all_wanted = [scope for scope in grant.scopes if scope not in IDENTITY]
        wanted = [scope for scope in all_wanted if resource_of(scope) == resource_of(all_wanted[0])]
    resource = one_resource(request, wanted, personal)
    check_resource(grant.user, resource)
    names = granted(grant, client, resource, wanted)
    if not names:
        raise Refusal("invalid_grant", 65001, f"The user or administrator has not consented to use the application with ID '{client.id}'. Send an "
                      "interactive authorization request for this user and resource.", suberror="consent_required")
    prefix = f"https://{resource}/"
    token, lifetime = state.new_access(grant, grant.user, resource, names)
    said = [prefix + name for name in names] + ([name for name in IDENTITY[:3] if name in grant.scopes] if resource in accounts.GRAPH_HOSTS else [])
    document = {"token_type": "Bearer", "scope": " ".join(said), "expires_in": lifetime, "access_token": token}
    if not request.plain:
        document["ext_expires_in"] = lifetime
    if "offline_access" in grant.scopes:
        document["refresh_token"] = grant.current
    if "openid" in grant.scopes:
        document["id_token"] = id_token(state, request.host, grant.user, client.id, nonce)
    request.note |= {"user": grant.user, "resource": resource}
    return document


def begin(state, session):
    family = Family(session["user"], session["client"].id, session["host"], session["tenant"], session["scope"].split())
    state.new_refresh(family)
    return family


def by_code(state, request, client):
    form = request.form
    code = state.codes.get(state.known(form.get("code", "")))
    state.known(form.get("code_verifier"))
    if not code or code["client"].id != client.id or code["host"] != request.host or code["ends"] < time.time():
        raise Refusal("invalid_grant", 70008, "The provided authorization code or refresh token has expired due to inactivity. Send a new "
                      "interactive authorization request for this user and resource.")
    request.note["user"] = code["user"]
    if code["used"]:
        raise Refusal("invalid_grant", 54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an "
                      "existing refresh token.")
    code["used"] = True
    if form.get("redirect_uri") != code["redirect_uri"]:
        raise Refusal("invalid_grant", 500112, "The reply address does not match the reply address provided when requesting Authorization code.")
    if client.pkce and challenge_of(form.get("code_verifier", "")) != code["code_challenge"]:
        raise Refusal("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.")
    return answer(state, request, begin(state, code), client, code["nonce"])


def strict(state, family, token):
    """RFC 9700 section 4.14.2; the token before the last is good until the last was used."""
    if token == family.current:
        return state.new_refresh(family)
    if token == family.previous:
        family.current = ""  # its answer got lost; nobody can have it
        before, fresh = token, state.new_refresh(family)
        family.previous = before
        return fresh
    state.end_family(family)
    state.violations.append(f"{family.user}: a refresh token that was replaced was used again")
    raise Refusal("invalid_grant", 0, "The refresh token was used before; the sign-in has ended.")


def by_refresh(state, request, client):
    token = state.known(request.form.get("refresh_token", ""))
    family = state.refresh.get(token)
    if not family or family.client != client.id or family.host != request.host:
        raise Refusal("invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.")
    request.note["user"] = family.user
    name = family.user.partition("@")[0]
    if name in NEVER_AGAIN:
        raise Refusal(*NEVER_AGAIN[name])
    if family.revoked:
        raise Refusal(*NEVER_AGAIN["revoked"])
    one_resource(request, request.form.get("scope", "").split(), accounts.is_personal(family.user))
    if request.plain:
        strict(state, family, token)
    else:
        state.new_refresh(family)
    return answer(state, request, family, client)


def by_device(state, request, client):
    session = redeem_device(state, request, client)
    request.note["user"] = session["user"]
    return answer(state, request, begin(state, session), client)


def by_client(state, request, client):
    """learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow; the permissions are those of the registration."""
    tenant, scope = request.path.split("/")[1], request.form.get("scope", "")
    if tenant in ("common", "organizations", "consumers", accounts.microsoft.CONSUMER):
        raise Refusal("invalid_request", 9001023, "The grant type is not supported over the /common or /consumers endpoints. Please use the "
                      "/organizations or tenant-specific endpoint.")
    if not client.confidential:
        raise Refusal("invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 401)
    if last(scope) != ".default" or " " in scope:
        raise Refusal("invalid_scope", 1002012, f"The provided value for scope {scope} is not valid. Client credential flows must have a scope value "
                      "with /.default suffixed to the resource identifier (application ID URI).")
    check_resource(f"ada@{accounts.WORK_DOMAIN}", resource_of(scope))
    grant = Family("", client.id, request.host, tenant, [])
    names = list(GRAPH_PERMISSIONS[:1] if resource_of(scope) in accounts.GRAPH_HOSTS else PERMISSIONS)
    token, lifetime = state.new_access(grant, "", resource_of(scope), names)
    return {"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": token}


GRANTS = {"authorization_code": by_code, "refresh_token": by_refresh, "client_credentials": by_client,
          "urn:ietf:params:oauth:grant-type:device_code": by_device}


def token(state, request, certificate):
    """A document; a Refusal otherwise."""
    check_tenant(request)
    grant = GRANTS.get(request.form.get("grant_type", ""))
    if not grant or (request.plain and grant is by_client):
        raise Refusal("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
    client = authenticated(state, request, certificate)
    return grant(state, request, client)


def check_tenant(request):
    tenant = request.path.split("/")[1]
    known = {accounts.microsoft.tenant(domain): domain for domain in (*accounts.CLOUDS, *accounts.microsoft.MAILBOXES)}
    if not request.plain and tenant not in ("common", "organizations", "consumers", accounts.microsoft.CONSUMER, *known, *known.values()):
        raise Refusal("invalid_request", 90002, f"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing "
                      "into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions "
                      "for the tenant.")


def revoke(state, request):
    """RFC 7009: an unknown token is no error."""
    family = state.refresh.get(state.known(request.form.get("token", "")))
    if family:
        state.end_family(family)
        request.note["user"] = family.user
    return 200, JSON, ""
