"""Microsoft's endpoints: what each answers about which domain, and the nginx servers that say so.

The forms are those of the documentation (Microsoft's pages, CSS-Exchange's Get-ProtocolEndpointViaAutoDv2.ps1 and
AADInternals' documentation of the realm). Deviations of the lab, all of them:
  "one mailbox": Autodiscover v2 looks at the domain only; the true one tells users apart, which nobody here may rely on
  "short metadata": the OpenID document has the fields that tell something about the mail, not all of them
  "tricks": about the domains of roles.py, the answer is that of a hostile server
"""
import json
import uuid

CONSUMER = "9188040d-6c67-4c5b-b112-36a304b66dad"
COMMERCIAL, HIGH, DOD, CHINA = "outlook.office365.com", "outlook.office365.us", "outlook-dod.office365.us", "partner.outlook.cn"
LOGIN = {COMMERCIAL: "login.microsoftonline.com", HIGH: "login.microsoftonline.us", DOD: "login.microsoftonline.us",
         CHINA: "login.partner.microsoftonline.cn"}
GRAPH = {COMMERCIAL: "graph.microsoft.com", HIGH: "graph.microsoft.us", DOD: "dod-graph.microsoft.us",
         CHINA: "microsoftgraph.chinacloudapi.cn"}
AUTODISCOVER = ["autodiscover.outlook.com", "autodiscover-s.outlook.com", "autodiscover.office365.us",
                "autodiscover-s.office365.us", "autodiscover-dod.office365.us", "autodiscover-s-dod.office365.us",
                "autodiscover.partner.outlook.cn", "autodiscover-s.partner.outlook.cn"]
UNKNOWN_USER = "unknown user"

# domain -> where Autodiscover v2 says that the mailbox is: a cloud, UNKNOWN_USER, or an own server. These have a tenant.
# Where the MX is at Microsoft there is always one.
MAILBOXES = {
    **dict.fromkeys(["behind.example", "nocname.example", "signs.example", "signsnew.example",
                     "panelbehind.example", "behindgcc.example", "contoso.example", "newform.example", "oldform.example",
                     "capitals.example", "large.example", "stale.example", "deadweb.example", "conflict.example",
                     "conflictwaits.example", "poxtrap.example"], COMMERCIAL),
    **dict.fromkeys(["behindhigh.example", "highnocname.example", "agency.example"], HIGH),
    **dict.fromkeys(["behinddod.example", "dodnocname.example", "base.example", "navy.example"], DOD),
    **dict.fromkeys(["behindchina.example", "chinanocname.example", "pagoda.example"], CHINA),
    **dict.fromkeys(["tenantonly.example", "federated.example"], UNKNOWN_USER),
    "hybrid.example": "autodiscover.hybrid.example", "ownserver.example": "autodiscover.ownserver.example",
}
REGIONS = {HIGH: ("USGov", "DODCON"), DOD: ("USGov", "DOD"), CHINA: ("CN", None)}
FEDERATED = ["federated.example"]


def region(domain):
    if domain == "behindgcc.example":
        return "NA", "GCC"
    return REGIONS.get(MAILBOXES[domain], ("EU", None))


def tenant(domain):
    """A GUID that is always the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, domain))


def openid(domain):
    """The metadata of the domain's tenant; learn.microsoft.com/entra/identity-platform/v2-protocols-oidc."""
    cloud = MAILBOXES[domain] if MAILBOXES[domain] in LOGIN else COMMERCIAL
    authority = f"https://{LOGIN[cloud]}/{tenant(domain)}"
    scope, sub_scope = region(domain)
    fields = {
        "token_endpoint": f"{authority}/oauth2/v2.0/token", "issuer": f"{authority}/v2.0",
        "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{authority}/oauth2/v2.0/devicecode",
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "tenant_region_scope": scope, "tenant_region_sub_scope": sub_scope,
        "cloud_instance_name": LOGIN[cloud].removeprefix("login."),
        "cloud_graph_host_name": "graph.windows.net", "msgraph_host": GRAPH[cloud],
    }
    return json.dumps({name: value for name, value in fields.items() if value is not None})


def realm(domain):
    """getuserrealm.srf with json=1, as AADInternals documents it."""
    if domain not in MAILBOXES:
        return json.dumps({"NameSpaceType": "Unknown"})
    known = {"State": 4, "UserState": 1, "Login": f"postmaster@{domain}", "NameSpaceType": "Managed", "DomainName": domain,
             "FederationBrandName": domain, "CloudInstanceName": "microsoftonline.com"}
    if domain in FEDERATED:
        known |= {"State": 3, "UserState": 2, "NameSpaceType": "Federated", "FederationGlobalVersion": -1,
                  "AuthURL": f"https://sts.{domain}/adfs/ls/?username=postmaster%40{domain}&wa=wsignin1.0"
                             "&wtrealm=urn%3afederation%3aMicrosoftOnline&wctx="}
    return json.dumps(known)


def answer(status, document):
    """The words of nginx that answer with a JSON document."""
    text = json.dumps(document) if isinstance(document, dict) else document
    quoted = text.replace("'", "\\'")
    return f"return {status} '{quoted}';"


def redirect(host, domain):
    return (f"return 302 https://{host}/autodiscover/autodiscover.json?Email=postmaster%40{domain}"
            "&Protocol=Autodiscoverv1&RedirectCount=1;")


def mailbox_answer(host, domain):
    """Autodiscover v2 at `host`: 200 for a mailbox here; 302 to the same host for an unknown user, else to the mailbox."""
    where = MAILBOXES.get(domain, UNKNOWN_USER)
    if where == host:
        return answer(200, {"Protocol": "AutodiscoverV1", "Url": f"https://{host}/autodiscover/autodiscover.xml"})
    return redirect(host if where == UNKNOWN_USER else where, domain)


def escaped(domain):
    return domain.replace(".", "\\.")


def proxied(address):
    return f"proxy_pass http://{address};"


def exchange(host, tricks):
    """The locations of Autodiscover v2, in both of its forms. `tricks` maps domains to the address of a hostile server."""
    refusal = answer(400, {"ErrorCode": "ProtocolNotSupported", "ErrorMessage":
                           "The given protocol value is not supported. Supported values are "
                           "'Rest,ActiveSync,Ews,Substrate,SubstrateSearchService,AutodiscoverV1'"})
    check = f"if ($arg_Protocol !~* ^AutodiscoverV1$) {{ {refusal} }}"
    path = r"^/autodiscover/autodiscover\.json/v1\.0/[^@/]+@"
    lines = [f"if ($arg_Email ~* (@|%40){escaped(domain)}$) {{ {mailbox_answer(host, domain)} }}" for domain in MAILBOXES]
    lines += [f"location ~* {path}{escaped(domain)}$ {{ {check} {mailbox_answer(host, domain)} }}" for domain in MAILBOXES]
    lines += [f"location ~* {path}{escaped(domain)}$ {{ {proxied(address)} }}" for domain, address in tricks.items()]
    lines += [f"location ~* {path}(?<asked>[^@/]+)$ {{ {check} {redirect(host, '$asked')} }}"]
    return lines


def login(host, tricks, realm_tricks):
    """The locations of a tenant's metadata, by domain or GUID, and of the realm."""
    missing = answer(400, {"error": "invalid_tenant", "error_description":
                           "AADSTS90002: Tenant '$asked' not found. Check to make sure you have the correct tenant ID and are "
                           "signing into the correct cloud. Check with your subscription administrator, this may happen if "
                           "there are no active subscriptions for the tenant."})
    place = r"/v2\.0/\.well-known/openid-configuration$"
    # A tenant of the cloud in China is known there only; the others' metadata name their cloud (tenant_region_sub_scope).
    here = [domain for domain, where in MAILBOXES.items()
            if LOGIN.get(where, LOGIN[COMMERCIAL]) == host or (host == LOGIN[COMMERCIAL] and where != CHINA)]
    lines = [f"location ~* ^/({escaped(d)}|{tenant(d)}){place} {{ {answer(200, openid(d))} }}" for d in here]
    lines += [f"location ~* ^/{escaped(domain)}{place} {{ {proxied(address)} }}" for domain, address in tricks.items()]
    lines += [f"location ~* ^/(?<asked>[^/]+){place} {{ {missing} }}"]
    realms = [f"if ($arg_login ~* (@|%40){escaped(domain)}$) {{ {answer(200, realm(domain))} }}" for domain in here]
    realms += [f"if ($arg_login ~* (@|%40){escaped(domain)}$) {{ return {460 + number}; }} error_page {460 + number} = @realm{number};"
               for number, domain in enumerate(realm_tricks)]
    lines += [f"location = /getuserrealm.srf {{ {' '.join(realms)} {answer(200, realm(''))} }}"]
    lines += [f"location @realm{number} {{ {proxied(address)} }}" for number, address in enumerate(realm_tricks.values())]
    return lines


def names():
    """Every host the certificate of Microsoft is for."""
    return sorted({*LOGIN, *LOGIN.values(), *AUTODISCOVER})


def sites(tricks):
    """Pairs of host and locations; `tricks` maps "tenant", "mailbox" and "realm" to domains with a hostile answer."""
    yield from ((host, exchange(host, tricks["mailbox"] if host == COMMERCIAL else {})) for host in LOGIN)
    yield from ((host, login(host, tricks["tenant"], tricks["realm"])) for host in sorted(set(LOGIN.values())))
    yield from ((host, []) for host in AUTODISCOVER)


def plain_redirects():
    """Pairs of customers' hosts (CNAMEs to Microsoft) and the only place to which plain http sends them; the first is for all others."""
    place = "/autodiscover/autodiscover.xml"
    yield "_", f"https://autodiscover-s.outlook.com{place}"
    for cloud, host in {HIGH: "autodiscover-s.office365.us", DOD: "autodiscover-s-dod.office365.us",
                        CHINA: "autodiscover-s.partner.outlook.cn"}.items():
        customers = " ".join(f"autodiscover.{domain}" for domain, where in MAILBOXES.items() if where == cloud)
        yield customers, f"https://{host}{place}"
