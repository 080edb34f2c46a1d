"""Writes what the servers answered as scenarios: tests/scenario plays them without root, in milliseconds.

What a scenario expects is what the case wants, never what the program printed. What a case leaves open, by several right
values, stays open.
"""
import json
import re

import asking
import judge
import world

SOURCE = "the lab: real servers answered this"
SENTENCES = [  # one row each of what people have
    "behind a gateway without a record, Microsoft's own endpoints show it",
    "a security gateway's MX proves nothing",
    "behind a gateway without a record, the endpoints name the cloud (high)",
    "an MX that two US government clouds share: the tenant says which",
    "behind a gateway without a record, the endpoints name the cloud (china)",
    "a hybrid organisation is told of",
    "an MX at olc.protection.outlook.com is a personal mailbox",
    "a web host's stale configuration loses against Microsoft's MX",
    "SRV records: the best priority, and its heaviest weight first",
    "PACC: the document whose digest is in the DNS is believed",
    "PACC: the issuer says where to sign in",
    "Autodiscover after the redirect of plain http",
    "Autodiscover at the target of an SRV record",
    "Autodiscover at the host autodiscover",
    "guessing finds a real mail server",
    "plain http is read where the option says so",
    "nothing is published",
    "the mail domain's web host is dead: the directory answers",
    "the host autodiscover is dead: the directory answers",
    "the host ua-auto-config is dead: the directory answers",
    "the target of _autodiscover is dead: the directory answers",
    "the authorization server is dead: PACC's hosts stand",
    "login.microsoftonline.com is dead: the mailbox is still found",
    "outlook.office365.com is dead: the CNAME still decides",
    "autoconfig.thunderbird.net is dead: a published configuration still holds",
]
HEADERS = ("location", "www-authenticate", "x-feserver")  # that the sources read
ELSEWHERE = ("dns.servers",)  # options that mean nothing where the answers are given


def slug(sentence):
    """As tests/scenario/runner.cpp names the file."""
    return re.sub(r"[^a-z0-9.]+", "-", sentence.lower()).strip("-").rstrip("-.")


def slim(answer):
    """An answer without what nobody reads."""
    if isinstance(answer, str):
        return answer
    kept = {name: value for name, value in answer.items() if name not in ("ttl", "detail", "headers")}
    if headers := {name: value for name, value in answer.get("headers", {}).items() if name in HEADERS}:
        kept["headers"] = headers
    if kept.get("status", 200) >= 300:
        kept = {name: value for name, value in kept.items() if not name.startswith("body")}
    return kept


def place(expected, path, value):
    """Puts a wanted value where it belongs; of a list one element must have it."""
    for name in path[:-1]:
        expected = expected.setdefault("some" if name.isdigit() else name, {})
    expected["some" if path[-1].isdigit() else path[-1]] = value


def expectation(want):
    expected = {}
    for where, value in want.items():
        if where in asking.ENDPOINTS and value:
            host, port, security = value.split()
            for name, part in (("host", host), ("port", int(port)), ("security", security)):
                place(expected, [where, "some", name], part)
        elif where in asking.ENDPOINTS:
            expected[where] = []
        elif where == "advice":
            place(expected, ["advice", "some", "id"], value)
        elif where == "advice names":
            place(expected, ["advice", "some", "text"], f"*{value}*")
        elif where == "evidence" and isinstance(value, str):
            place(expected, ["evidence", "some", "source"], value)
        elif " " not in where and where not in ("evidence", "disclosed", "nowhere") and not isinstance(value, tuple):
            place(expected, where.split("."), value)
    for protocol in asking.ENDPOINTS if "nowhere" in want else ():
        if expected.setdefault(protocol, {}) != []:
            expected[protocol]["none"] = {"host": f"*{want['nowhere']}*"}
    return expected


def scenario(case, trace, round_trip):
    document = {"scenario": f"Lab: {case.sentence}", "source": SOURCE, "address": case.address}
    options = dict(setting.split("=", 1) for setting in case.settings)
    if options := {name: value for name, value in options.items() if name not in ELSEWHERE}:
        document["options"] = options
    document |= {section: {key: slim(answer) for key, answer in answers.items()} for section, answers in trace.items() if answers}
    return document | {"within_ms": round(case.trips * round_trip * 1.1 + case.extra), "expect": expectation(case.want)}


def record(asker, chosen, folder, round_trip):
    """Records the cases of the list; true if all came out as wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    good = True
    for case in (case for case in chosen if case.sentence in SENTENCES):
        file = world.FOLDER / "recorded"
        answer = asker.ask(case.address, case.settings, (*case.words, "--trace", file))
        found = judge.wrong(case, answer, answer.peak_kb) + judge.late(case, answer, round_trip)
        print(f"{'FAILED' if found else 'ok':<7}{case.sentence}", *found, sep="\n         " if found else "", flush=True)
        good = good and not found
        if found:
            continue
        document = scenario(case, json.loads(file.read_text()), round_trip)
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{slug(document['scenario'])}.json").write_text(text)
    return good
