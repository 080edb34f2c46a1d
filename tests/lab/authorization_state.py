"""What the authorization servers remember: sign-ins under way, codes, tokens, and every request that they got."""
import hashlib
import base64
import json
import secrets
import threading
import time
import uuid
from dataclasses import dataclass, field

import authorization_accounts as accounts

CODE_LIFETIME, LIFETIME = 600, 3600  # seconds
IDENTITY = ("openid", "profile", "email", "offline_access")


class Refusal(Exception):
    """An answer of RFC 6749 section 5.2. `number` is the AADSTS number; a plain server has none."""

    def __init__(self, error, number, words, status=400, **more):
        super().__init__(words)
        self.error, self.number, self.words, self.status, self.more = error, number, words, status, more

    def description(self, microsoft=True):
        if not microsoft:
            return self.words
        return (f"AADSTS{self.number}: {self.words} Trace ID: {uuid.uuid4()} Correlation ID: {uuid.uuid4()} "
                f"Timestamp: {time.strftime('%Y-%m-%d %H:%M:%SZ', time.gmtime())}")

    def document(self, host):
        if host == accounts.PLAIN_ISSUER:
            return {"error": self.error, "error_description": self.words}
        return {"error": self.error, "error_description": self.description(), "error_codes": [self.number],
                "timestamp": time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime()), "trace_id": str(uuid.uuid4()),
                "correlation_id": str(uuid.uuid4()), "error_uri": f"https://{host}/error?code={self.number}", **self.more}


@dataclass
class Request:
    host: str
    method: str
    path: str
    query: dict
    form: dict
    headers: dict
    body: bytes = b""
    note: dict = field(default_factory=dict)  # what the log shall say of it

    @property
    def plain(self):
        return self.host == accounts.PLAIN_ISSUER


@dataclass
class Family:
    """The refresh tokens of one sign-in."""
    user: str
    client: str
    host: str
    tenant: str
    scopes: list
    current: str = ""
    previous: str = ""
    revoked: bool = False


@dataclass
class Access:
    user: str         # empty: a program without a user
    client: str
    host: str
    resource: str
    scopes: list      # by their last segments
    ends: float
    family: Family = None
    revoked: bool = False


class State:
    def __init__(self):
        self.lock = threading.RLock()
        self.sessions, self.codes, self.devices = {}, {}, {}
        self.refresh, self.access = {}, {}
        self.lifetimes, self.jtis = {}, set()  # user -> seconds
        self.log, self.secrets, self.violations = [], set(), []

    def secret(self, size=48, prefix=""):
        """A random text that nobody may find in an output."""
        return self.known(prefix + secrets.token_urlsafe(size))

    def known(self, text):
        if text:
            self.secrets.add(text)
        return text

    def session(self, values):
        number = secrets.token_urlsafe(16)
        self.sessions[number] = values
        return number

    def new_refresh(self, family):
        family.previous, family.current = family.current, self.secret(600, "1.AXkA")
        self.refresh[family.current] = family
        return family.current

    def new_access(self, grant, user, resource, scopes):
        token = self.secret(900, "EwB4")
        lifetime = self.lifetimes.get(user, LIFETIME)
        self.access[token] = Access(user, grant.client, grant.host, resource, scopes, time.time() + lifetime, grant)
        return token, lifetime

    def end_family(self, family):
        family.revoked = True
        for access in self.access.values():
            access.revoked = access.revoked or access.family is family

    def revoke(self, user):
        """Every token of the user, or of everybody."""
        for family in self.refresh.values():
            if user in ("", family.user):
                self.end_family(family)

    def introspect(self, token):
        """RFC 7662, with the mailbox that the user may open besides (Dovecot compares either with the name that the client gave)."""
        access = self.access.get(token)
        if not access or access.revoked or access.ends < time.time():
            return {"active": False}
        user = access.user or f"ada@{accounts.WORK_DOMAIN}"  # the mailbox that the program was given (Add-MailboxPermission)
        if access.resource not in accounts.cloud_of(user).mail:
            return {"active": False}
        others = [box for box in accounts.opens(user) if box != user] or [user]
        return {"active": True, "username": user, "shared": others[0], "scope": " ".join(access.scopes), "client_id": access.client}


def challenge_of(verifier):
    """RFC 7636 section 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def id_token(state, host, user, client, nonce):
    """The claims of learn.microsoft.com/entra/identity-platform/id-token-claims-reference, or of OpenID Connect Core section 2."""
    now = int(time.time())
    name = user.partition("@")[0]
    told = f"grace@{user.partition('@')[2]}" if name == "othername" else user
    claims = {"aud": client, "iat": now, "nbf": now, "exp": now + LIFETIME, "sub": accounts.object_of(user), "email": told}
    if host == accounts.PLAIN_ISSUER:
        claims |= {"iss": f"https://{host}", "email_verified": True}
    else:
        tenant = accounts.tenant_of(user)
        claims |= {"iss": f"https://{host}/{tenant}/v2.0", "tid": tenant, "oid": accounts.object_of(user), "ver": "2.0",
                   "name": name.title(), "preferred_username": told}
    if nonce:
        claims["nonce"] = "of-another-sign-in" if name == "othernonce" else nonce
    head = {"typ": "JWT", "alg": "RS256", "kid": "lab"}
    return state.known(f"{encoded(head)}.{encoded(claims)}.{secrets.token_urlsafe(256)}")
