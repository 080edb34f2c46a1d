"""What a case is, and the answers that many cases want.

`want` maps a place in the answer to what must be there:
  "outcome", "mailbox.kind", ...   a value of the document, or a tuple of values that are all right
  "imap", "pop3", "smtp"           "HOST PORT SECURITY" of the first endpoint, or None for no endpoint
  "imap.0.username", ...           the same, within a list
  "advice"                         an id that must be given; "advice names" is a text that must be in its words
  "evidence"                       a source that must be named, or several
  "evidence count"                 how many pieces there must be at least
  "evidence trust"                 source -> the trust that it must have
  "disclosed"                      party -> what it has learned; None for a party that must not be named
  "nowhere"                        a text that no host may contain
Times count from the call to the answer (timing.total_ms): `trips` round trips and `extra` milliseconds.
"""
from dataclasses import dataclass, field

DEADLINE, GRACE = 4000, 300  # milliseconds; the defaults of deadline_ms and grace_ms
EYEBALLS = 250               # RFC 8305 section 8: Connection Attempt Delay
TOLERANCE = 50               # over the deadline
SLACK = 150                  # for cases that share two processors with seven others; the bench is strict
FOUND, NOT_FOUND, UNREACHABLE, PARTIAL = 0, 1, 3, 5
NOWHERE = {"outcome": ("not_found", "unreachable"), "imap": None, "smtp": None}
# Something may be known (a tenant, a server that wants a sign-in first), but no settings.
NO_SETTINGS = {"outcome": ("not_found", "partial"), "mailbox.kind": ("unknown", "other"), "imap": None, "pop3": None,
               "smtp": None, "nowhere": "outlook"}
WITHOUT_SETTINGS = (NOT_FOUND, PARTIAL)


@dataclass
class Case:
    sentence: str
    address: str
    want: dict = field(default_factory=dict)
    settings: tuple = ()      # NAME=VALUE, given by --set
    words: tuple = ()         # other arguments
    untouched: str = ""       # an address or name that must not be asked, by anybody in the whole run
    trips: int = 0
    extra: int = SLACK
    exit: tuple = (FOUND,)


def microsoft(kind, cloud, incoming, outgoing, **more):
    return {"outcome": "found", "mailbox.kind": kind, "mailbox.cloud": cloud, "imap": f"{incoming} 993 tls",
            "pop3": f"{incoming} 995 tls", "smtp": f"{outgoing} 587 starttls", **more}


WORK = microsoft("microsoft365", "worldwide", "outlook.office365.com", "smtp.office365.com")
GOVERNMENT = microsoft("microsoft365", "gcc-high", "outlook.office365.us", "smtp.office365.us")
DEFENCE = microsoft("microsoft365", "dod", "outlook-dod.office365.us", "outlook-dod.office365.us")
CHINA = microsoft("microsoft365", "china", "partner.outlook.cn", "smtp.partner.outlook.cn")
PERSONAL = microsoft("outlook.com", "consumer", "outlook.office365.com", "smtp-mail.outlook.com")


def published(host, *evidence):
    """The settings that sites.config() publishes."""
    want = {"outcome": "found", "mailbox.kind": "other", "imap": f"imap.{host} 993 tls", "pop3": f"pop.{host} 995 tls",
            "smtp": f"smtp.{host} 465 tls"}
    return {**want, "evidence": evidence[0]} if evidence else want


def provider(imap, pop3, smtp):
    """A provider of the catalogue, known by its mail exchangers."""
    return {"outcome": "found", "mailbox.kind": "other", "imap": imap, "pop3": pop3, "smtp": smtp, "evidence": "mx"}
