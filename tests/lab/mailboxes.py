"""All that the lab has for verification, put together: zones, autoconfig files, certificates and addresses."""
import authorization_sites
import broken_table
import exchange_incoming
import mailworld
import sites

PARTS = (mailworld, exchange_incoming, broken_table, authorization_sites)
WEB = 21  # 10.77.1.21: the web host of all the autoconfig files


def zone():
    files = "".join(f"autoconfig.{domain}. A 10.77.1.{WEB}\n" for part in PARTS for domain in part.pages())
    return "".join(part.zone() for part in PARTS) + files


def pages():
    """host -> path -> body, as sites.PAGES."""
    files = {f"autoconfig.{domain}": {sites.AUTOCONFIG: body} for part in PARTS for domain, body in part.pages().items()}
    return files | authorization_sites.more_pages()


def addresses():
    return [mailworld.PLAIN, *map(exchange_incoming.address, exchange_incoming.ALL_REPLIES),
            *map(broken_table.address, broken_table.TABLE)]


def certificates():
    """Name -> hosts."""
    return {"published": list(pages()), "post": mailworld.NAMES, "exchange": [*exchange_incoming.names(), *mailworld.MICROSOFT_HOSTS],
            "scripted": broken_table.names(), "signing": authorization_sites.names()}


def hosts_of(name):
    """Of one broken server, for a certificate of its own."""
    return [f"*.{name}-{way}.example" for way in (broken_table.IMPLICIT, broken_table.STARTTLS)]
