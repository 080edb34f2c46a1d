"""A hundred thousand domains as a survey would find them: always the same ones, with their zone and what they are."""
import hashlib
from collections import Counter

# share of 100, what it is, and the kind of mailbox that its MX shows by itself (a null MX shows that there is none)
MIX = [
    (30, "microsoft", "microsoft365"), (6, "microsoft_new", "microsoft365"), (18, "google", "other"), (3, "zoho", "other"),
    (21, "own", None), (10, "gateway", None), (2, "null", "unknown"), (10, "absent", None),
]


def sort_of(number):
    """The sort of the domain with this number: spread by a digest, so that neighbours differ."""
    place = int.from_bytes(hashlib.sha256(b"%d" % number).digest()[:4], "big") % 100
    for share, sort, kind in MIX:
        if place < share:
            return sort, kind
        place -= share
    raise ValueError("the shares are less than 100")


def domain(number):
    return f"d{number:06}.batch.example"


def records(number):
    """The zone lines of one domain."""
    name, sort = domain(number), sort_of(number)[0]
    label, letter = name.replace(".", "-"), "abcdefghijklmnopqrstuvwxyz"[number % 26]
    exchangers = {
        "microsoft": [(0, f"{label}.mail.protection.outlook.com.")],
        "microsoft_new": [(0, f"{label}.{letter}-v1.mx.microsoft.")],
        "google": [(1, "aspmx.l.google.com."), (5, "alt1.aspmx.l.google.com."), (5, "alt2.aspmx.l.google.com."),
                   (10, "alt3.aspmx.l.google.com."), (10, "alt4.aspmx.l.google.com.")],
        "zoho": [(10, "mx.zoho.com."), (20, "mx2.zoho.com."), (50, "mx3.zoho.com.")],
        "own": [(10, f"mail.{name}.")],
        "gateway": [(10, f"mx0a-{number:08}.pphosted.com."), (10, f"mx0b-{number:08}.pphosted.com.")],
        "null": [(0, ".")],
        "absent": [],
    }[sort]
    lines = [f"{name}. MX {preference} {host}\n" for preference, host in exchangers]
    if sort == "own":
        lines.append(f"mail.{name}. A 192.0.2.25\n")
    if sort == "gateway":
        lines.append(f"autodiscover.{name}. CNAME autodiscover.outlook.com.\n")
    return lines


def write(count, zone_file, list_file, decided_file):
    """The zone, the list of all domains, and the list of those whose MX decides."""
    with open(zone_file, "w") as zone, open(list_file, "w") as names, open(decided_file, "w") as decided:
        zone.write("$ORIGIN .\n$TTL 300\n@ SOA ns.lab.example. admin.lab.example. 1 3600 600 86400 60\n@ NS ns.lab.example.\n"
                   "ns.lab.example. A 127.0.0.1\nautodiscover.outlook.com. A 192.0.2.4\n")
        for number in range(count):
            zone.writelines(records(number))
            names.write(domain(number) + "\n")
            if sort_of(number)[1]:
                decided.write(domain(number) + "\n")


def kinds(count):
    """How many domains there are of each kind that the MX alone shows."""
    return Counter(kind for _, kind in map(sort_of, range(count)) if kind)
