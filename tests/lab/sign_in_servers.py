"""Whether the lab's own servers are as strict as they say: a small client asks them, without the program under test."""
import base64
import http.server
import imaplib
import json
import poplib
import secrets
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import authorization_accounts as accounts
from authorization_client import ASSERTION, PADDING, thumbprints
from authorization_state import challenge_of
from household import asked
from sign_in_cases import case

IDENTITY = "openid profile email offline_access"


class Visitors(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.came.append(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class StandIn:
    """As little of a client as it takes."""

    def __init__(self, house, address, client=accounts.PUBLIC, tenant="common"):
        self.house, self.address, self.client, self.cloud = house, address, client, accounts.cloud_of(address)
        self.context = ssl.create_default_context(cafile=str(house.authority))
        plain = self.cloud is accounts.PLAIN
        self.base = f"https://{self.cloud.login}" + ("" if plain else f"/{tenant}/oauth2/v2.0")
        names = accounts.PLAIN_SCOPES if plain else [f"https://{self.cloud.mail[0]}/{name}" for name in ("IMAP.AccessAsUser.All", "POP.AccessAsUser.All")]
        self.mail = " ".join(names)
        self.scope = f"{IDENTITY} {self.mail}" + ("" if plain else f" https://{self.cloud.graph}/Mail.Send")

    def post(self, name, **form):
        request = urllib.request.Request(f"{self.base}/{name}", urllib.parse.urlencode({"client_id": self.client, **form}).encode())
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)

    def code(self, redirect="http://localhost:{port}"):
        """What came back from the browser, the redirect URI and the verifier; without a visit, the text of the last page."""
        verifier = secrets.token_urlsafe(48)
        with http.server.HTTPServer(("127.0.0.1", 0), Visitors) as server:
            server.came = []
            threading.Thread(target=server.serve_forever, daemon=True).start()
            redirect = redirect.format(port=server.server_port)
            query = {"client_id": self.client, "response_type": "code", "redirect_uri": redirect, "scope": self.scope, "state": "of-the-stand-in",
                     "code_challenge": challenge_of(verifier), "code_challenge_method": "S256"}
            someone = self.house.person().open(f"{self.base}/authorize?{urllib.parse.urlencode(query)}")
            if someone.page.forms:
                someone.press("next", account=self.address)
                someone.press("answer", "accept")
            server.shutdown()
            return (server.came[0] if server.came else someone.page.text), redirect, verifier

    def tokens(self):
        came, redirect, verifier = self.code("http://127.0.0.1:{port}" if self.cloud is accounts.PLAIN else "http://localhost:{port}")
        return self.post("token", grant_type="authorization_code", code=came["code"], redirect_uri=redirect, code_verifier=verifier, scope=self.mail)

    def renewed(self, token, scope=""):
        return self.post("token", grant_type="refresh_token", refresh_token=token, **({"scope": scope} if scope else {}))

    def opens(self, token, user=""):
        """Which of IMAP and POP3 the token opens."""
        sasl, found = f"user={user or self.address}\1auth=Bearer {token}\1\1".encode(), set()
        try:
            with imaplib.IMAP4_SSL(self.cloud.imap, ssl_context=self.context) as mail:
                mail.authenticate("XOAUTH2", lambda _: sasl if not _ else b"")
                found.add("imap")
        except imaplib.IMAP4.error:
            pass
        try:
            mail = poplib.POP3_SSL(self.cloud.imap.replace("imap.", "pop."), context=self.context)
            mail._shortcmd("AUTH XOAUTH2")
            found |= {"pop3"} if mail._shortcmd(base64.b64encode(sasl).decode()).startswith(b"+OK") else set()
            mail.close()
        except poplib.error_proto:
            pass
        return found


def unlike(sentence, got, wanted):
    return [] if got == wanted else [f"{sentence}: {got}, not {wanted}"]


@case("the lab: Dovecot takes a token for its user, its resource and its protocols, and as long as it is good")
def dovecot(house):
    both = {"imap", "pop3"}
    ada, without = StandIn(house, "ada@contoso.example"), StandIn(house, "grace@contoso.example", accounts.WITHOUT_POP)
    tokens = ada.tokens()
    graph = ada.renewed(tokens["refresh_token"], "https://graph.microsoft.com/Mail.Send")
    found = unlike("her own mailbox", ada.opens(tokens["access_token"]), both)
    found += unlike("the shared mailbox", ada.opens(tokens["access_token"], "shared@contoso.example"), both)
    found += unlike("somebody else's", ada.opens(tokens["access_token"], "hedy@contoso.example"), set())
    found += unlike("with a token for Graph", ada.opens(graph["access_token"]), set())
    found += unlike("without the permission for POP3", without.opens(without.tokens()["access_token"]), {"imap"})
    leaving = StandIn(house, "anna@contoso.example", tenant="organizations")
    first = leaving.tokens()["access_token"]
    asked("expire", user=leaving.address)
    found += unlike("after its end", leaving.opens(first), set())
    second = leaving.tokens()["access_token"]
    asked("revoke", user=leaving.address)
    return found + unlike("after it was revoked", leaving.opens(second), set())


@case("the lab: a redirect may have any port, its host and path are those of the registration")
def redirects(house):
    ada = StandIn(house, "ada@contoso.example")
    found = []
    for client, redirect, good in [(accounts.PUBLIC, "http://localhost:{port}", True), (accounts.PUBLIC, "http://localhost:{port}/", True),
                                   (accounts.PUBLIC, "http://localhost:{port}/other", False), (accounts.PUBLIC, "http://127.0.0.1:{port}", False),
                                   (accounts.LOOPBACK, "http://127.0.0.1:{port}", True), (accounts.LOOPBACK, "http://localhost:{port}/homing", True)]:
        ada.client = client
        came = ada.code(redirect)[0]
        good_now = "code" in came if good else "AADSTS50011" in came
        found += [] if good_now else [f"{redirect}: {came}"]
    return found


@case("the lab: codes, resources and refresh tokens are as strict as at the true servers")
def strict(house):
    ada = StandIn(house, "ada@contoso.example")
    came, redirect, verifier = ada.code()
    form = {"grant_type": "authorization_code", "code": came["code"], "redirect_uri": redirect, "scope": ada.mail}
    found = unlike("another verifier", ada.post("token", code_verifier="x" * 43, **form).get("error"), "invalid_grant")
    found += unlike("the code again", ada.post("token", code_verifier=verifier, **form).get("error"), "invalid_grant")
    tokens = ada.tokens()
    found += unlike("two resources", ada.renewed(tokens["refresh_token"], ada.scope).get("error"), "invalid_request")
    once, twice = ada.renewed(tokens["refresh_token"]), ada.renewed(tokens["refresh_token"])
    found += unlike("Microsoft's old token", (once.get("error"), twice.get("error"), once["refresh_token"] != twice["refresh_token"]), (None, None, True))
    plain = StandIn(house, "ada@plainauth.example", accounts.PLAIN_CLIENT)
    first = plain.tokens()["refresh_token"]
    lost, second = plain.renewed(first), plain.renewed(first)
    found += unlike("the one before, as long as its successor is unused", (lost.get("error"), second.get("error")), (None, None))
    third = plain.renewed(second["refresh_token"])
    found += unlike("an older one", plain.renewed(first).get("error"), "invalid_grant")
    return found + unlike("and then the whole sign-in", plain.renewed(third["refresh_token"]).get("error"), "invalid_grant")


@case("the lab: whoever polls too quickly is slowed down, and that is noted")
def polling(house):
    plain = StandIn(house, "ada@plainauth.example", accounts.PLAIN_CLIENT)
    code = plain.post("device", scope=plain.scope)["device_code"]
    answers = [plain.post("token", grant_type="urn:ietf:params:oauth:grant-type:device_code", device_code=code)["error"] for _ in range(2)]
    found = unlike("two polls at once", answers, ["authorization_pending", "slow_down"])
    noted = any(accounts.PLAIN_CLIENT in violation for violation in asked("violations"))
    return found + ([] if noted else ["it is not noted"])


def assertion(house, algorithm, spoiled=False):
    """RFC 7523 section 3, signed by OpenSSL."""
    folder, now = house.authority.parent, int(time.time())
    name = {"PS256": "x5t#S256", "RS256": "x5t"}[algorithm]

    def part(data):
        return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()
    print_of = thumbprints(folder / "client.pem")[name]
    claims = {"aud": f"https://{accounts.WORLDWIDE.login}/contoso.example/oauth2/v2.0/token", "iss": accounts.CONFIDENTIAL,
              "sub": accounts.CONFIDENTIAL, "jti": secrets.token_hex(), "nbf": now, "exp": now + 300}
    signed = f"{part({'alg': algorithm, 'typ': 'JWT', name: part(print_of)})}.{part(claims)}"
    signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", folder / "client.key", *PADDING[algorithm]], input=signed.encode(),
                               capture_output=True, check=True).stdout
    return f"{signed}.{part(signature[:-1] + bytes([signature[-1] ^ 1]) if spoiled else signature)}"


@case("the lab: an assertion is checked with the certificate")
def assertions(house):
    program = StandIn(house, "ada@contoso.example", accounts.CONFIDENTIAL, "contoso.example")
    found = []
    for algorithm, spoiled, wanted in (("PS256", False, None), ("RS256", False, None), ("PS256", True, "invalid_client")):
        answer = program.post("token", grant_type="client_credentials", scope="https://outlook.office365.com/.default",
                              client_assertion_type=ASSERTION, client_assertion=assertion(house, algorithm, spoiled))
        found += unlike(f"{algorithm}{', spoiled' if spoiled else ''}", answer.get("error"), wanted)
    return found
