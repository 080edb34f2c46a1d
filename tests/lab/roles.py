"""Who misbehaves in which part: every role of discovery, played by a dead host and by some of the tricks.

ROLE-BEHAVIOUR.example has an honest entry in the directory, ROLE-BEHAVIOUR-work.example is plainly at Microsoft: what the
one in the role does must change neither, and cost no more than the grace. The hosts of Microsoft and of the directory
serve everybody, so they misbehave only about these domains; for all domains they are dead at the name servers of VIEWS.
"""
import pacc
import tricks

DEAD = "10.66.0.1"
BEHAVIOURS = {"dead": None, **{tricks.name(trick): trick for trick in
                               (tricks.late, tricks.big, tricks.page, tricks.wrongxml, tricks.foreign)}}
OWN_HOSTS = {  # role -> the host of the mail domain that plays it
    "website": "{}", "autodiscover": "autodiscover.{}", "pacc": "ua-auto-config.{}", "srvtarget": "pox.{}", "issuer": "sso.{}",
}
MICROSOFT = ["tenant", "mailbox", "realm"]  # login.microsoftonline.com, outlook.office365.com, getuserrealm.srf
VIEWS = {"10.77.0.56": "login.microsoftonline.com", "10.77.0.57": "outlook.office365.com",
         "10.77.0.58": "autoconfig.thunderbird.net"}


def address(behaviour):
    return tricks.address(BEHAVIOURS[behaviour]) if BEHAVIOURS[behaviour] else DEAD


def domain(role, behaviour, suffix=""):
    return f"{role}-{behaviour}{suffix}.example"


def played(role):
    """The behaviours that make sense: Autodiscover v2 says by a redirect that the mailbox is elsewhere, and Microsoft's
    hosts are dead for all or for none."""
    skipped = {"mailbox": ("dead", "foreign"), "tenant": ("dead",), "realm": ("dead",)}
    return [behaviour for behaviour in BEHAVIOURS if behaviour not in skipped.get(role, ())]


def pairs():
    return [(role, behaviour) for role in [*OWN_HOSTS, *MICROSOFT] for behaviour in played(role)]


def domains(role, behaviour):
    """The honest one, and the one at Microsoft."""
    return [domain(role, behaviour), domain(role, behaviour, "-work")]


def own_records(role, behaviour, name):
    host = OWN_HOSTS[role].format(name)
    lines = [f"{host}. A {address(behaviour)}\n"]
    if role == "pacc":
        lines.append(pacc.record(name))
    if role == "srvtarget":
        lines.append(f"_autodiscover._tcp.{name}. SRV 0 0 443 {host}.\n")
    if role == "issuer":
        lines += [f"ua-auto-config.{name}. A 10.77.1.2\n", pacc.record(name, f"https://{host}")]
    return lines


def mail_hosts(trick):
    name = f"guess-{tricks.name(trick)}.example"
    return [f"{name}. MX 10 mx.{name}.\n", *(f"{host}.{name}. A {tricks.address(trick)}\n"
                                             for host in ("imap", "pop", "smtp", "mail"))]


def zone():
    lines = ["; ---- Roles\n", *(line for trick in tricks.BEFORE_TLS for line in mail_hosts(trick))]
    for role, behaviour in pairs():
        honest, work = domains(role, behaviour)
        if role in MICROSOFT:
            lines += [f"{name}. MX 10 mx0a-role.pphosted.com.\n" for name in (honest, work)]
            lines.append(f"autodiscover.{work}. CNAME autodiscover.outlook.com.\n")
        else:
            lines += [f"{honest}. MX 10 mx.{honest}.\n", f"{work}. MX 0 role.mail.protection.outlook.com.\n"]
            lines += [line for name in (honest, work) for line in own_records(role, behaviour, name)]
    return "".join(lines)


def hosts():
    """The names that the certificate of the tricks is for."""
    return [OWN_HOSTS[role].format(name) for role, behaviour in pairs() if role in OWN_HOSTS
            for name in domains(role, behaviour)]


def at_microsoft():
    """role -> domain -> address of the one who answers in Microsoft's place."""
    return {role: {name: address(behaviour) for behaviour in played(role) for name in domains(role, behaviour)}
            for role in MICROSOFT}


def issuers():
    """domain -> issuer, for the honest web hosts that serve the PACC documents."""
    return {name: f"https://sso.{name}" for behaviour in played("issuer") for name in domains("issuer", behaviour)}


def directory_entries():
    return [domain(role, behaviour) for role, behaviour in pairs() if role != "issuer"]
