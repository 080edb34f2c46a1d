"""What the account assistant is told: ours before Evolution's own, or nothing."""
import datetime
import pathlib

import sites
import world
from harness import OURS, by_us, look, of_kind, server, source
from shows import show

TLS, STARTTLS = "ssl-on-alternate-port", "starttls-on-standard-port"
GRAPH = {"ENABLE_M365": "1"}  # evolution-ews 3.46 registers its provider for Graph only with it
# The days that Microsoft names for Exchange Online (https://techcommunity.microsoft.com/blog/exchange/4492361).
EWS_OFF, EWS_GONE = datetime.date(2026, 10, 1), datetime.date(2027, 4, 1)


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


def house_with(scene, **variables):
    house = scene.house()
    house.environment |= variables
    return house


def first(told, kind, server_line, complete):
    """The first result of the kind is ours and says this."""
    results = of_kind(told, kind)
    if not results:
        return [f"{told['address']}: there is no result to {kind}"]
    found = [] if by_us(results[0]) else [f"{told['address']}: {results[0]['name']} comes first"]
    found += [] if server(results[0]) == server_line else [f"{told['address']}: {server(results[0])}, not {server_line}"]
    return found + ([] if results[0]["complete"] == complete else [f"{told['address']}: complete is {results[0]['complete']}"])


def nothing_of_ours(told):
    return [f"{told['address']}: {server(result)}" for result in told["results"] if by_us(result)]


@show("Outlook.com has Evolution's sign-in for it, before what Evolution finds itself")
def personal(scene):
    told, user = look(scene, "ada@outlook.com"), "ada@outlook.com"
    return first(told, "receive", f"imapx outlook.office365.com 993 {TLS} Outlook {user}", True) + \
        first(told, "send", f"smtp smtp-mail.outlook.com 587 {STARTTLS} Outlook {user}", True)


def collection(told, backend, method, host, complete):
    results = of_kind(told, "collection")
    if not results or not by_us(results[0]):
        return [f"{told['address']}: there is no collection of ours: {[result['name'] for result in results]}"]
    written, wanted = source(results[0]), {"Collection/BackendName": backend, "Collection/Identity": told["address"], "Authentication/Host": host,
                                           "Authentication/Method": method, "Authentication/User": told["address"]}
    found = [f"{told['address']}: {name} is {written.get(name)}, not {value}" for name, value in wanted.items() if written.get(name) != value]
    return found + ([] if results[0]["complete"] == complete else [f"{told['address']}: complete is {results[0]['complete']}"])


def incomplete(told):
    return [f"{told['address']}: {server(result)} is complete" for result in told["results"] if by_us(result) and result["complete"]]


@show("Microsoft 365 is opened by Graph where Evolution has that, also behind a gateway")
def graph(scene):
    return [fault for address in ("ada@contoso.example", "ada@behind.example")
            for fault in collection(look(scene, address, house=house_with(scene, **GRAPH)), "microsoft365", "Microsoft365", "graph.microsoft.com", True)]


@show("Without Graph it is EWS as long as Exchange Online has that, complete only as long as no administrator must allow it")
def ews(scene):
    told = look(scene, "ada@contoso.example")
    if today() >= EWS_GONE:
        return incomplete(told) + ([f"{told['address']}: EWS is offered"] if of_kind(told, "collection") else [])
    return collection(told, "ews", "Office365", "outlook.office365.com", today() < EWS_OFF)


@show("Without evolution-ews the servers of Microsoft 365 are told, but no sign-in that would be refused")
def without_provider(scene):
    listed = list(pathlib.Path("/usr/lib/evolution-data-server/camel-providers").glob("libcamel*s*.urls"))
    hidden = [file for file in listed if file.stem in ("libcamelews", "libcamelmicrosoft365")]
    for file in hidden:
        world.mount("/dev/null", file, flags=world.MS_BIND)
    try:
        told = look(scene, "ada@contoso.example", theirs=False, house=house_with(scene, **GRAPH))
    finally:
        for file in hidden:
            world.run("umount", file)
    found = [f"a collection is offered: {result['protocol']}" for result in of_kind(told, "collection")]
    return found + ([] if len(hidden) == 2 else [f"evolution-ews has not the providers that it had: {listed}"]) + \
        first(told, "receive", f"imapx outlook.office365.com 993 {TLS} - ada@contoso.example", False) + \
        first(told, "send", f"smtp smtp.office365.com 587 {STARTTLS} - ada@contoso.example", False)


@show("The government's cloud and China's have their servers, and are not complete: Evolution cannot sign in there")
def clouds(scene):
    found = []
    for address, imap, smtp in (("ada@agency.example", "outlook.office365.us", "smtp.office365.us"),
                                ("ada@pagoda.example", "partner.outlook.cn", "smtp.partner.outlook.cn")):
        told = look(scene, address, house=house_with(scene, **GRAPH))
        found += [f"{address}: a collection is offered" for _ in of_kind(told, "collection")]
        found += first(told, "receive", f"imapx {imap} 993 {TLS} - {address}", False)
        found += first(told, "send", f"smtp {smtp} 587 {STARTTLS} - {address}", False)
    return found


@show("A domain that publishes its servers has them, with the password")
def published(scene):
    told = look(scene, "ada@auto.example")
    return first(told, "receive", f"imapx imap.auto.example 993 {TLS} - ada@auto.example", True) + \
        first(told, "send", f"smtp smtp.auto.example 465 {TLS} PLAIN ada@auto.example", True)


@show("Gmail has Evolution's sign-in for it, a provider that has none its password")
def providers(scene):
    return first(look(scene, "ada@gmail.com"), "receive", f"imapx imap.gmail.com 993 {TLS} Google ada@gmail.com", True) + \
        first(look(scene, "ada@posteo.de"), "receive", f"imapx posteo.de 993 {TLS} - ada@posteo.de", True)


@show("What is not sure is not complete: a contradiction, names of another domain by the DNS alone")
def unsure(scene):
    found = []
    for address in ("ada@stale.example", "ada@srvfar.example"):
        told = look(scene, address, house=house_with(scene, **GRAPH))
        found += incomplete(told) + ([] if any(by_us(result) for result in told["results"]) else [f"{address}: nothing is told"])
    return found


sites.PAGES["wellknown.example"][sites.WELL_KNOWN] = sites.config("wellknown.example").replace("<socketType>SSL", "<socketType>plain")


@show("No server in plain text is complete")
def plain_text(scene):
    told = look(scene, "ada@wellknown.example", theirs=False)
    return first(told, "receive", "imapx imap.wellknown.example 993 none - ada@wellknown.example", False) + \
        first(told, "send", "smtp smtp.wellknown.example 465 none PLAIN ada@wellknown.example", False)


@show("Where nothing is published, nothing is told")
def nothing(scene):
    return nothing_of_ours(look(scene, "ada@nothing.example")) + nothing_of_ours(look(scene, "ada@gateway.example"))


@show("Where servers answer, ours has ended within half a second, and nobody looks up but ours where it is alone")
def times(scene):
    found = []
    for domain in ("outlook.com", "contoso.example", "behind.example", "agency.example", "auto.example", "nothing.example"):
        address, house = f"ada@{domain}", house_with(scene, **GRAPH)
        ours, theirs = look(scene, address, theirs=False, house=house), look(scene, address, ours=False, house=house)
        complete = [sum(result["complete"] for result in told["results"]) for told in (ours, theirs)]
        print(f"         {domain}: {ours['ms']:.0f} ms ({complete[0]} complete) beside {theirs['ms']:.0f} ms ({complete[1]} complete) "
              "of Evolution's own", flush=True)
        found += [f"{domain}: ours took {ours['ms']:.0f} ms"] if ours["ms"] > 500 else []
        found += [] if [worker["name"] for worker in ours["workers"]] == [OURS] else [f"{domain}: {ours['workers']}"]
    return found
