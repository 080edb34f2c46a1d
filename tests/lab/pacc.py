"""PACC (draft-ietf-mailmaint-pacc): the document of a domain, the digest of it that stands in the DNS, and the metadata of
its authorization server (RFC 8414)."""
import base64
import hashlib
import json

PATH = "/.well-known/user-agent-configuration.json"
ISSUER_PATH = "/.well-known/oauth-authorization-server"
ISSUERS = {"paccissuer.example": "https://sso.paccissuer.example"}
DOMAINS = ["pacc.example", "paccissuer.example", "paccchanged.example", "paccunsigned.example"]
UNSIGNED = "paccunsigned.example"   # no TXT record
CHANGED = "paccchanged.example"     # its document was changed after the digest was taken


def host(domain):
    return f"ua-auto-config.{domain}"


def document(domain, issuer=None):
    ways = {"oauth-public": {"issuer": issuer}} if issuer else {"password": True}
    return json.dumps({
        "protocols": {"imap": {"host": f"imap.{domain}"}, "pop3": {"host": f"pop.{domain}"}, "smtp": {"host": f"smtp.{domain}"}},
        "authentication": ways,
        "info": {"provider": {"name": f"Mail of {domain}", "shortName": domain.split(".")[0]},
                 "help": {"documentation": f"https://{domain}/help", "contact": [f"mailto:help@{domain}"]}},
    }, indent=1) + "\n"


def served(domain, issuer=None):
    """What the web host sends."""
    text = document(domain, issuer or ISSUERS.get(domain))
    return text.replace("imap.", "imap.changed.") if domain == CHANGED else text


def record(domain, issuer=None):
    digest = hashlib.sha256(document(domain, issuer or ISSUERS.get(domain)).encode()).digest()
    return f'_ua-auto-config.{domain}. TXT "v=UAAC1; a=sha256; d={base64.b64encode(digest).decode()}"\n'


def zone():
    return "; ---- The digests of PACC\n" + "".join(record(domain) for domain in DOMAINS if domain != UNSIGNED)


def metadata(issuer):
    return json.dumps({
        "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
        "response_types_supported": ["code"], "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": ["mail", "offline_access"],
    }, indent=1) + "\n"


def pages(issuers):
    """host -> path -> body, as in sites.py; `issuers` maps more domains to the authorization server they name."""
    found = {host(domain): {PATH: served(domain)} for domain in DOMAINS}
    found |= {host(domain): {PATH: served(domain, issuer)} for domain, issuer in issuers.items()}
    found |= {issuer.removeprefix("https://"): {ISSUER_PATH: metadata(issuer)} for issuer in ISSUERS.values()}
    return found
