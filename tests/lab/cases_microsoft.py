"""Is it Microsoft's, which cloud, and whose word counts: gateways, tenants, hybrids, and other providers."""
from case import CHINA, DEFENCE, GOVERNMENT, GRACE, NO_SETTINGS, SLACK, WITHOUT_SETTINGS, WORK, Case, provider

SURE = {"mailbox.confidence": ("certain", "strong")}


def gateways():
    """MX and CNAME in parallel: one round trip. Without a record: MX, then Microsoft's endpoints, five round trips."""
    yield Case("behind a gateway, the domain's records show Microsoft 365", "ada@behind.example",
               {**WORK, **SURE, "evidence": "dns-hints", "evidence count": 3}, trips=1)
    yield Case("behind a gateway, the CNAME of Autodiscover alone shows Microsoft 365", "ada@cnameonly.example",
               {**WORK, "evidence": "dns-hints"}, trips=1)
    yield Case("behind a gateway without a record, Microsoft's own endpoints show it", "ada@nocname.example",
               {**WORK, **SURE, "evidence": "autodiscover-v2"}, trips=5)
    yield Case("behind a gateway, SPF and DKIM point to Microsoft 365", "ada@signs.example",
               {**WORK, "evidence": "dns-hints"}, trips=5, extra=GRACE + SLACK)
    yield Case("behind a gateway, DKIM in the form of 2026 points to Microsoft 365", "ada@signsnew.example",
               {**WORK, "evidence": "dns-hints"}, trips=5, extra=GRACE + SLACK)
    yield Case("a tenant without a mailbox is not Microsoft 365", "ada@tenantonly.example",
               {**NO_SETTINGS, "evidence": "microsoft-tenant"}, trips=5, extra=GRACE + SLACK, exit=WITHOUT_SETTINGS)
    yield Case("a tenant whose mailboxes are on premises is not Microsoft 365", "ada@ownserver.example", NO_SETTINGS,
               trips=5, extra=GRACE + SLACK, exit=WITHOUT_SETTINGS)
    yield Case("Microsoft's word outranks a hosting panel's", "ada@panelbehind.example",
               {**WORK, "nowhere": "panelbehind"}, trips=5, extra=GRACE + SLACK)
    for domain in ("cnamespoof.example", "dkimspoof.example"):
        yield Case(f"{domain}: a name that only looks like Microsoft's is not believed", f"ada@{domain}", NO_SETTINGS, trips=8,
                   exit=WITHOUT_SETTINGS)
    for name, want in (("gcc", WORK), ("high", GOVERNMENT), ("dod", DEFENCE), ("china", CHINA)):
        yield Case(f"behind a gateway, the cloud is known ({name})", f"ada@behind{name}.example", want, trips=5,
                   extra=GRACE + SLACK)
    for name, want in (("high", GOVERNMENT), ("dod", DEFENCE), ("china", CHINA)):
        yield Case(f"behind a gateway without a record, the endpoints name the cloud ({name})",
                   f"ada@{name}nocname.example", want, trips=10, extra=GRACE + SLACK)


def realm():
    """An undocumented hint, asked only where the option says so."""
    yield Case("the realm is asked where the option says so, and is no mailbox", "ada@tenantonly.example",
               {**NO_SETTINGS, "evidence": ("microsoft-tenant", "microsoft-realm")}, trips=5, extra=GRACE + SLACK,
               settings=("microsoft.realm=on",), exit=WITHOUT_SETTINGS)
    yield Case("a federated realm is no mailbox", "ada@federated.example", {**NO_SETTINGS, "evidence": "microsoft-realm"},
               trips=5, extra=GRACE + SLACK, settings=("microsoft.realm=on",), exit=WITHOUT_SETTINGS)


def contradictions():
    """The MX at Microsoft decides; what contradicts it is told and not believed."""
    told = {"advice": "published-settings-contradict-mx"}
    yield Case("a hybrid organisation is told of", "ada@hybrid.example", {**WORK, "advice": "hybrid"}, trips=4,
               extra=GRACE + SLACK)
    yield Case("a directory entry loses against Microsoft's MX and costs nothing", "ada@conflict.example",
               {**WORK, "nowhere": "elsewhere"}, trips=1)
    yield Case("a directory entry that contradicts the MX is told of where there was time to hear it",
               "ada@conflictwaits.example", {**WORK, "nowhere": "elsewhere", **told}, trips=4, extra=GRACE + SLACK)
    yield Case("Autodiscover at a web host loses against Microsoft's MX", "ada@poxtrap.example",
               {**WORK, "nowhere": "poxtrap"}, trips=4, extra=GRACE + SLACK)


def providers():
    """Providers that take own domains, by their documented mail exchangers."""
    yield Case("Google Workspace by its one MX", "ada@googleuser.example",
               provider("imap.gmail.com 993 tls", "pop.gmail.com 995 tls", "smtp.gmail.com 465 tls"), trips=1)
    yield Case("Google Workspace by its five MX", "ada@googleold.example",
               provider("imap.gmail.com 993 tls", "pop.gmail.com 995 tls", "smtp.gmail.com 465 tls"), trips=1)
    yield Case("Zoho with an own domain", "ada@zohouser.example",
               provider("imappro.zoho.com 993 tls", "poppro.zoho.com 995 tls", "smtppro.zoho.com 465 tls"), trips=1)
    yield Case("Fastmail with an own domain", "ada@fastmailuser.example",
               provider("imap.fastmail.com 993 tls", "pop.fastmail.com 995 tls", "smtp.fastmail.com 465 tls"), trips=1)
    yield Case("Proton with an own domain: by its Bridge", "ada@protonuser.example",
               provider("127.0.0.1 1143 starttls", None, "127.0.0.1 1025 starttls"), trips=1)
    yield Case("Yandex 360", "ada@yandexuser.example",
               provider("imap.yandex.com 993 tls", "pop.yandex.com 995 tls", "smtp.yandex.com 465 tls"), trips=1)
    yield Case("iCloud with an own domain", "ada@icloudcustom.example",
               provider("imap.mail.me.com 993 tls", None, "smtp.mail.me.com 587 starttls"), trips=1)


PARTS = [gateways, realm, contradictions, providers]
