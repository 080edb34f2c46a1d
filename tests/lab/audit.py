"""Domains with planted faults: `homing audit` must name every one of them, and call nothing else a problem."""
import json
import subprocess

import pacc
import sites
import world

PLANTED = {  # domain -> the faults' ids
    "auditgood.example": set(),
    "auditstale.example": {"published-contradicts-mx", "autodiscover-alias-elsewhere", "spf-provider-missing"},
    "auditgone.example": {"autodiscover-left-over"},
    "auditmixed.example": {"mx-leftover", "mx-target-missing", "spf-several", "autodiscover-alias-missing"},
    "audithttp.example": {"autoconfig-only-http"},
    "auditcert.example": {"certificate", "mx-target-alias"},
    "auditsrv.example": {"srv-unusual-port", "srv-target-alias", "srv-target-missing", "srv-dot-beside-others",
                         "srv-submission-missing", "sources-disagree"},
    "auditpacc.example": {"pacc-digest-differs", "autoconfig-malformed"},
    "auditwild.example": {"page-instead-of-file"},
    "auditredirect.example": {"redirect-to-stranger", "redirect-to-http", "retired-server", "server-missing"},
    "auditplain.example": {"mx-null-beside-settings", "plain-text", "autoconfig-problem"},
}
CLIENTS = {  # domain -> program -> whether what it finds is right
    "auditgood.example": {"Thunderbird": True, "K-9 Mail and Thunderbird for Android": True, "Evolution": True, "Homing": True},
    "auditstale.example": {"Thunderbird": False, "Evolution": False, "Outlook": True, "Homing": True},
    "auditmixed.example": {"Thunderbird": True, "Evolution": True, "Outlook": True},
    "auditcert.example": {"Thunderbird": False, "Evolution": True},
    "auditplain.example": {"K-9 Mail and Thunderbird for Android": False},
}
RECORDS = {  # domain -> a line that would mend it
    "auditstale.example": "autodiscover.auditstale.example. 3600 IN CNAME autodiscover.outlook.com.",
    "auditgone.example": "autodiscover.auditgone.example. 3600 IN CNAME autodiscover.outlook.com.",
    "auditsrv.example": "_submissions._tcp.auditsrv.example. 3600 IN SRV 0 1 465 smtp.auditsrv.example.",
}
LONGEST = 15  # seconds; the deadline of an audit is ten


def office():
    """What the directory says to those who look for Microsoft's exchanger in it."""
    text = sites.config("office365.com").replace("smtp.office365.com", "SMTP").replace("imap.office365.com", "outlook.office365.com")
    return text.replace("pop.office365.com", "outlook.office365.com").replace("SMTP", "smtp.office365.com").replace(
        "password-cleartext", "OAuth2")


def plain():
    text = sites.config("auditplain.example", smtp_port=587)  # SSL at the port of STARTTLS
    return text.replace("<port>993</port>\n      <socketType>SSL", "<port>143</port>\n      <socketType>plain")


def join():
    """Makes the domains a part of the lab's internet; to be called before it is built."""
    world.ZONES.append("audit")
    pacc.DOMAINS.append("auditgood.example")
    for domain in ("auditgood.example", "auditpacc.example"):
        sites.PAGES[pacc.host(domain)] = {pacc.PATH: pacc.served(domain)}
    for domain, text in {"auditgood.example": None, "auditgone.example": None, "auditsrv.example": None,
                         "auditstale.example": sites.control_panel("auditstale.example"),
                         "auditpacc.example": "<clientConfig><emailProvider>", "auditplain.example": plain()}.items():
        sites.PAGES[f"autoconfig.{domain}"] = {sites.AUTOCONFIG: text or sites.config(domain)}
    sites.PAGES["auditredirect.example"] = {
        sites.WELL_KNOWN: sites.config("auditredirect.example").replace("smtp.auditredirect.example", "smtp.live.com")}
    sites.PAGES[sites.DIRECTORY]["/v1.1/mail.protection.outlook.com"] = office()
    sites.PLAIN["autoconfig.audithttp.example"] = {sites.AUTOCONFIG: sites.config("audithttp.example")}
    sites.REDIRECTS["autoconfig.auditredirect.example"] = f"https://autoconfig.elsewhere.example{sites.AUTOCONFIG}"
    sites.REDIRECTS["ua-auto-config.auditredirect.example"] = f"http://ua-auto-config.auditredirect.example{pacc.PATH}"
    sites.WITHOUT_PAGES.extend(["auditgood.example", "auditstale.example", "autodiscover.auditstale.example",
                                "auditwild.example", "*.auditwild.example"])


def wrong(domain, document, exit_code):
    """What is wrong with the answer, as sentences."""
    planted, found = PLANTED[domain], {fault["id"] for fault in document["faults"]}
    problems = {fault["id"]: fault["text"] for fault in document["faults"] if fault["severity"] == "problem"}
    views = {view["client"]: view for view in document["clients"]}
    lines = [record["line"] for record in document["records"]]
    complaints = [f"{name} was planted and is not named" for name in sorted(planted - found)]
    complaints += [f"{name} was not planted: {text}" for name, text in problems.items() if name not in planted]
    complaints += [f"{name}: right is {views[name]['right']}, found by {views[name]['finds']['how']}"
                   for name, right in CLIENTS.get(domain, {}).items() if views[name]["right"] != right]
    complaints += [f"no record {line}" for line in [RECORDS.get(domain)] if line and line not in lines]
    complaints += [f"{fault['id']} does not say how to mend it" for fault in document["faults"] if not fault["mend"]]
    if not planted and (document["records"] or document["files"]):
        complaints.append("there is nothing to mend")
    return complaints + ([] if exit_code == (1 if planted else 0) else [f"exit code {exit_code}"])


def audit(asker, domain):
    done = subprocess.run([str(asker.homing), "audit", domain, "--json", "--set", f"tls.ca_file={asker.authority}"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST)
    try:
        return wrong(domain, json.loads(done.stdout), done.returncode)
    except ValueError:
        return [f"no JSON document; exit {done.returncode}, errors: {done.stderr[:300]!r}"]


def chosen(word):
    return [domain for domain in PLANTED if not word or word.lower() in sentence(domain).lower()]


def sentence(domain):
    return f"audit of {domain}: {', '.join(sorted(PLANTED[domain])) or 'no fault'}"


def audits(asker, word):
    """Sentences and what was found; `word` chooses as --only does."""
    for domain in chosen(word):
        yield sentence(domain), audit(asker, domain)
