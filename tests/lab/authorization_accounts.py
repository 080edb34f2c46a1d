"""Who can sign in at the lab's authorization servers, what goes wrong for whom, and which programs are registered there.

What goes wrong depends on the account alone (ACCOUNTS) or on the program alone (CLIENTS), so that cases can run at once.
"""
import uuid
from dataclasses import dataclass

import microsoft

PLAIN_ISSUER, PLAIN_DOMAIN = "sso.plainauth.example", "plainauth.example"
PLAIN_SCOPES = {f"https://mail.plainauth.example/{name}": name for name in ("imap", "pop", "smtp")}
PERSONAL_DOMAIN, WORK_DOMAIN = "family.example", "contoso.example"


@dataclass(frozen=True)
class Cloud:
    """Where the accounts of a domain sign in, and which resources tokens can be for (facts: endpoints.json)."""
    login: str
    mail: tuple          # hosts of the resources that are Exchange
    graph: str = ""
    device_page: str = ""
    imap: str = ""       # the mail hosts, for tests that sign in there
    smtp: str = ""


WORLDWIDE = Cloud("login.microsoftonline.com", ("outlook.office.com", "outlook.office365.com"), "graph.microsoft.com",
                  "https://microsoft.com/devicelogin", "outlook.office365.com", "smtp.office365.com")
CONSUMER = Cloud("login.microsoftonline.com", WORLDWIDE.mail, WORLDWIDE.graph, "https://www.microsoft.com/link",
                 "outlook.office365.com", "smtp-mail.outlook.com")
HIGH = Cloud("login.microsoftonline.us", ("outlook.office365.us",), "graph.microsoft.us", "https://microsoft.com/deviceloginus",
             "outlook.office365.us", "smtp.office365.us")
DOD = Cloud("login.microsoftonline.us", ("outlook-dod.office365.us",), "dod-graph.microsoft.us", "https://microsoft.com/deviceloginus",
            "outlook-dod.office365.us", "outlook-dod.office365.us")
CHINA = Cloud("login.partner.microsoftonline.cn", ("partner.outlook.cn",), "microsoftgraph.chinacloudapi.cn",
              "https://microsoft.com/deviceloginchina", "partner.outlook.cn", "smtp.partner.outlook.cn")
PLAIN = Cloud(PLAIN_ISSUER, ("mail.plainauth.example",), "", f"https://{PLAIN_ISSUER}/deviceauth", "imap.plainauth.example",
              "smtp.plainauth.example")
CLOUDS = {WORK_DOMAIN: WORLDWIDE, PERSONAL_DOMAIN: CONSUMER, "agency.example": HIGH, "base.example": DOD, "pagoda.example": CHINA,
          PLAIN_DOMAIN: PLAIN}
DOMAINS = list(CLOUDS)
LOGIN_HOSTS = sorted({cloud.login for cloud in CLOUDS.values()} - {PLAIN_ISSUER})
GRAPH_HOSTS = sorted({cloud.graph for cloud in CLOUDS.values()} - {""})

ACCOUNTS = {  # local part -> what goes otherwise than well, and where
    **dict.fromkeys(["ada", "grace", "hedy", "joan", "mary", "rosa", "edith", "emmy", "sofia", "maria", "lise", "ida", "anna", "hedwig"], ""),
    "walled": "",          # at the consent page: only an administrator may consent (AADSTS90094)
    "unconsented": "",     # at the consent page: nobody has consented (AADSTS65001, consent_required)
    "expired": "",         # when the refresh token is used: unused for 90 days (AADSTS700082)
    "revoked": "",         # when the refresh token is used: the password was changed (AADSTS50173)
    "mfa": "",             # when the refresh token is used: another factor is wanted (AADSTS50076, interaction_required)
    "otherstate": "",      # the redirect has another state
    "otheriss": "",        # the redirect names another issuer (RFC 9207)
    "noiss": "",           # the redirect names none, where the metadata promise it
    "injected": "",        # the redirect has a code of another sign-in (RFC 9700 section 4.5)
    "otherpath": "",       # the redirect goes to another path of the same listener
    "otherport": "",       # the redirect goes to another port
    "othername": "",       # the ID token names somebody else
    "othernonce": "",      # the ID token belongs to another sign-in
    "throttled": "",       # Graph answers 429 with Retry-After
    "forbidden": "",       # Graph answers 403 ErrorAccessDenied
    "unwanted": "",        # Graph answers 401 InvalidAuthenticationToken
}
SHARED = "shared"  # a mailbox without a sign-in of its own; of every domain
DELEGATES = ("ada", "grace")
RETRY_AFTER = 7


@dataclass(frozen=True)
class Client:
    """A program as it is registered. `redirects` have no port where they are of the loopback."""
    id: str
    hosts: tuple
    what: str
    redirects: tuple = ("http://localhost",)
    without: tuple = ()           # permissions that the registration lacks, by their last segment
    secret: str = ""
    confidential: bool = False
    certificate: bool = False     # client.pem of the lab's certificates proves it
    skew: int = 0                 # seconds by which the server's clock is ahead for it
    interval: int = 1             # of the device flow, in seconds
    device_lifetime: int = 900
    slow_downs: int = 0           # polls that are answered slow_down whenever they come
    pkce: bool = True             # it has to send a challenge (RFC 7636)


def number(digit):
    return "-".join(str(digit) * length for length in (8, 4, 4, 4, 12))


SECRET = "Q~lab.secret-of-the-confidential.client-7"
PUBLIC, WITHOUT_POP, CONFIDENTIAL, LATE, SLOW, BRIEF, LOOPBACK = (number(digit) for digit in (1, 2, 3, 4, 5, 6, 7))
THUNDERBIRD = "9e5f94bc-e8a4-4e73-b8be-63364c29d753"  # OAuth2Providers.sys.mjs
GOVERNMENT, CHINESE, PLAIN_CLIENT = number("a"), number("b"), "homing-at-plainauth"
WEB_SITE, WEB_SITE_PAGE = number(8), "https://blog.example/wp-admin/"
WEB_MAIL, WEB_MAIL_PAGE = number(9), "https://webmail.example/index.php/login/oauth"
WORLD_HOSTS = (WORLDWIDE.login,)
CLIENTS = [
    Client(PUBLIC, WORLD_HOSTS, "a public client with every permission"),
    Client(WITHOUT_POP, WORLD_HOSTS, "a public client without the permission for POP3", without=("POP.AccessAsUser.All",)),
    Client(CONFIDENTIAL, WORLD_HOSTS, "a program without a user", secret=SECRET, confidential=True, certificate=True),
    Client(LATE, WORLD_HOSTS, "for it the server's clock is an hour ahead", secret=SECRET, confidential=True, certificate=True, skew=3600),
    Client(SLOW, WORLD_HOSTS, "its first poll is too quick for the server", slow_downs=1),
    Client(BRIEF, WORLD_HOSTS, "its device codes end at once", device_lifetime=2),
    Client(LOOPBACK, WORLD_HOSTS, "its redirect is an address, by its manifest", redirects=("http://127.0.0.1", "http://localhost/homing")),
    Client(WEB_SITE, WORLD_HOSTS, "a web site, to which the browser comes back", redirects=(WEB_SITE_PAGE,), secret=SECRET, confidential=True),
    Client(WEB_MAIL, WORLD_HOSTS, "Roundcube, which sends no challenge", redirects=(WEB_MAIL_PAGE,), secret=SECRET, confidential=True, pkce=False),
    Client(THUNDERBIRD, WORLD_HOSTS, "Thunderbird, which sends no challenge to Microsoft", pkce=False),
    Client(GOVERNMENT, (HIGH.login,), "a public client of the government's clouds"),
    Client(CHINESE, (CHINA.login,), "a public client of the cloud in China"),
    Client(PLAIN_CLIENT, (PLAIN_ISSUER,), "a public client of another provider", redirects=("http://127.0.0.1", "http://localhost")),
]


def client_of(host, identifier):
    return next((client for client in CLIENTS if client.id == identifier and host in client.hosts), None)


def cloud_of(address):
    return CLOUDS.get(address.rpartition("@")[2].lower())


def is_personal(address):
    return cloud_of(address) is CONSUMER


def exists(address):
    name, _, domain = address.lower().rpartition("@")
    return name in ACCOUNTS and domain in CLOUDS


def opens(address):
    """The mailboxes that the account's token opens: its own, and of a delegate the shared one."""
    name, _, domain = address.partition("@")
    return [address] + ([f"{SHARED}@{domain}"] if name in DELEGATES else [])


def mailboxes():
    return [f"{name}@{domain}" for domain in CLOUDS for name in (*ACCOUNTS, SHARED)]


def tenant_of(address):
    return microsoft.CONSUMER if is_personal(address) else microsoft.tenant(address.rpartition("@")[2].lower())


def object_of(address):
    """The account's own number (claim oid)."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, address.lower()))
