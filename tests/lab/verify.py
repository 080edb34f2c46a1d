"""`homing verify` and `homing send-test` against real mail servers, Microsoft's replies and broken servers: the judge.

A run is one call of the program and what must come of it; runs of several files are put together here. After all of them, what
left the client and what the scripted servers heard is searched for the secrets.
"""
import base64
import concurrent.futures
import json
import re
import time
from dataclasses import dataclass, field

import asking
import broken_table
import verify_schema
import watch
import world

AT_ONCE = 8
DEADLINE = 30000  # ms: the default of verify.deadline_ms, because a refusal can take 17 seconds
DISCOVERY = 1500  # ms that finding the servers, and a busy machine, may add
MOST_KB = 28 * 1024  # an ordinary look-up takes 16 MB
FINE, PARTIAL, FAILED, NOBODY = 0, 5, 1, 3
STEPS = {"dns", "connect", "tls", "greeting", "capabilities", "sign-in", "mailbox", "message"}
SECRETS = ["test-password-of-ada", "test-password-of-grace", "good-token-of-ada", "never-a-good-password", "never-a-good-token"]


@dataclass
class Run:
    sentence: str
    words: tuple               # of the command line, after the program's name
    want: dict = field(default_factory=dict)    # place in the document -> value, or several that are right
    secret: str = ""
    failed: dict = field(default_factory=dict)  # protocol -> what must stand in its diagnosis: id, who, next, words
    fine: tuple = ()           # protocols that must work
    settings: tuple = ()
    exit: tuple = ()
    deadline: int = DEADLINE
    told: bool = False         # whether the sentences are looked for in the words for people, too
    more: object = None        # a function of the answer that returns what else is wrong

    def command(self, asker, json_wanted=True):
        settings = (f"tls.ca_file={asker.authority}", f"verify.deadline_ms={self.deadline}", *self.settings)
        return [str(word) for word in (asker.homing, *self.words, *(["--json"] if json_wanted else []),
                                       *(word for setting in settings for word in ("--set", setting)))]


def among(value, wanted):
    """`value` is one of those wanted; of a list, any."""
    values = value if isinstance(value, list) else [value]
    return any(one in wanted for one in values)


def diagnosis_lacks(found, want):
    """What the diagnosis of a protocol lacks, as sentences."""
    diagnosis, complaints = found.get("diagnosis") or {}, []
    words = json.dumps(diagnosis, ensure_ascii=False).lower()
    named = diagnosis.get("id") in want.get("id", ())
    if want.get("id") and not want.get("words") and not named:
        complaints.append(f"the entry is {diagnosis.get('id')}, not {' or '.join(want['id'])}")
    if want.get("words") and not named and not any(word in words for word in want["words"]):
        complaints.append(f"the diagnosis does not name the cause: {words[:400]}")
    if want.get("who") and not among(diagnosis.get("who"), want["who"]):
        complaints.append(f"{diagnosis.get('who')} is to mend it, not {' or '.join(want['who'])}")
    if want.get("next") and found.get("next") not in want["next"]:
        complaints.append(f"next is {found.get('next')}, not {' or '.join(want['next'])}")
    if not diagnosis.get("meaning"):
        complaints.append("the diagnosis has no meaning")
    return complaints


def shape(protocol, found):
    """What every report of a protocol must have."""
    steps, complaints = found.get("steps") or [], []
    names = [step.get("step") for step in steps]
    complaints += [f"a step {name} is unknown" for name in names if name not in STEPS]
    complaints += [] if steps else ["there are no steps"]
    if found.get("ok") != all(step.get("ok") for step in steps):
        complaints.append(f"ok is {found.get('ok')} and the steps are {[(step.get('step'), step.get('ok')) for step in steps]}")
    return [f"{protocol}: {words}" for words in complaints]


def wrong(run, answer):
    """What is wrong with the answer, as sentences."""
    if answer.complaint:
        return [answer.complaint]
    protocols, found = answer.document.get("protocols") or {}, []
    for protocol in run.fine:
        given = protocols.get(protocol) or {}
        if not given.get("ok"):
            found.append(f"{protocol} does not work: {json.dumps(given.get('diagnosis'))[:300]}, {json.dumps(given.get('steps'))[-200:]}")
    for protocol, want in run.failed.items():
        given = protocols.get(protocol) or {}
        found += [f"{protocol} works"] if given.get("ok") else []
        found += [f"{protocol}: {words}" for words in diagnosis_lacks(given, want)]
    found += [words for protocol, given in protocols.items() for words in shape(protocol, given)]
    for place, wanted in run.want.items():
        got = asking.value(answer.document, place)
        if got not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            found.append(f"{place} is {got}, not {wanted}")
    if run.exit and answer.exit not in run.exit:
        found.append(f"exit code {answer.exit}, not {' or '.join(map(str, run.exit))}")
    found += (run.more(answer) if run.more else [])
    return found


def forms(secret):
    """The secret and its base64, whatever stands before it in the same text."""
    found = [secret]
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret.encode()).decode()
        found.append(encoded[4 if shift else 0:len(encoded) // 4 * 4 - 4])
    return found


def secrets_in(text):
    return [secret for secret in SECRETS if any(form in text for form in forms(secret))]


def unfit(text):
    """What may not be printed: a secret, or what a terminal would obey."""
    found = [f"the secret {secret} is printed" for secret in secrets_in(text)]
    return found + (["control characters are printed"] if re.search("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]", text) else [])


def squeezed(text):
    """Without what differs between a document and a terminal: line ends, and characters that do not print."""
    return re.sub(r"[^!-~]+|\?", "", text)


def told_lacks(run, answer, asker):
    """The words for people must say what the document says."""
    plain = asker.run(run.command(asker, json_wanted=False), f"{run.secret}\n".encode(), run.deadline / 1000 + 5)
    meanings = [(given.get("diagnosis") or {}).get("meaning") for given in (answer.document.get("protocols") or {}).values()]
    text = squeezed(plain.text)
    found = [f"the words for people lack {meaning!r}" for meaning in meanings if meaning and squeezed(meaning) not in text]
    times = [int(number) for number in re.findall(r"(\d+)(?:\.\d+)? ms", plain.text)]
    if answer.wall_ms > 1000 and max(times, default=0) < 1000:
        found.append(f"the words for people do not tell that it took {answer.wall_ms:.0f} ms: {times}")
    found += [f"without --json the exit code is {plain.exit}"] if plain.exit != answer.exit else []
    return found + unfit(plain.text)


def judged(run, asker):
    answer = asker.run(run.command(asker), f"{run.secret}\n".encode(), run.deadline / 1000 + 5)
    found = wrong(run, answer) + unfit(answer.text)
    if answer.wall_ms > run.deadline + DISCOVERY:
        found.append(f"the process took {answer.wall_ms:.0f} ms, the deadline is {run.deadline} ms")
    if answer.peak_kb > MOST_KB:
        found.append(f"{answer.peak_kb / 1024:.1f} MB at the peak")
    if run.told and not answer.complaint:
        found += told_lacks(run, answer, asker)
    return found, answer


def heard_secrets(log):
    """A scripted server that may not have been told a secret and was."""
    silent = {broken_table.address(server): server for server in broken_table.TABLE if not server.hears}
    found = []
    for line in log.read_text().splitlines():
        entry = json.loads(line)
        if entry["address"] in silent and secrets_in(entry["heard"]):
            found.append(f"{silent[entry['address']].name} heard the secret at port {entry['port']}")
    return sorted(set(found))


def said_secrets(watcher):
    """A secret that was on the wire for everybody to read."""
    return sorted({f"{secret} went to {flow[1]} port {flow[2]} in plain text" for flow, data in watcher.said()
                   for secret in secrets_in(data.decode("latin-1"))})


def unrecorded(log, runs):
    """Every broken server that was asked must have recorded what it heard, also those that do not listen."""
    recorded = {json.loads(line)["address"] for line in log.read_text().splitlines()}
    asked = {run.words[1] for run in runs}
    return [f"{server.name} has recorded nothing" for server in broken_table.TABLE if broken_table.address(server) not in recorded
            and any(f"ada@{broken_table.domain(server, way)}" in asked for way in server.ways)]


def control(log):
    """The search must find what there is to find: those who may hear the password have heard it."""
    hearing = {broken_table.address(server) for server in broken_table.TABLE if server.hears and server.works}
    heard = any(secrets_in(entry["heard"]) for entry in map(json.loads, log.read_text().splitlines()) if entry["address"] in hearing)
    return [] if heard else ["no server has heard a password that it was told"]


def verified(runs, asker, round_trip):
    """Yields sentences, what was found and the milliseconds; the slowest first, and at last what holds for all together."""
    watcher, log, documents = watch.Watch("lab0"), world.FOLDER / "scripted.log.json", []
    watcher.start()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        order = sorted(runs, key=lambda run: "17" in run.sentence, reverse=True)
        running = {pool.submit(judged, run, asker): run for run in order}
        for done in concurrent.futures.as_completed(running):
            found, answer = done.result()
            documents.append(answer.document)
            yield running[done].sentence, found, answer.wall_ms
    time.sleep(round_trip / 1000 + 0.5)  # for packets still on their way, and for the scripted servers' logs
    watcher.stop()
    yield "verification: every document follows its schema", verify_schema.unlike("verification", filter(None, documents)), None
    yield "verification: no secret is on the wire in plain text", said_secrets(watcher), None
    yield "verification: no broken server hears a secret", heard_secrets(log) + unrecorded(log, runs), None
    if any("accepts whatever" in run.sentence for run in runs):
        yield "verification: the search itself finds what was told", control(log), None
