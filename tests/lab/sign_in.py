"""Signing in: runs the cases, and searches all that was said and written for secrets at the end."""
import base64
import concurrent.futures
import json
import shutil
import time

import clients
import code_clients
import household
import password_clients
import sign_in_cases
import sign_in_clients
import sign_in_failures
import sign_in_remains
import sign_in_servers
import sign_in_storms
import verify_schema
from household import Household

# Each has added its cases to sign_in_cases.CASES.
PARTS = (sign_in_cases, sign_in_failures, sign_in_storms, sign_in_clients, password_clients, code_clients, sign_in_remains, sign_in_servers)
AT_ONCE = 6
TOOLS = ["chromium", "node", "certutil", "mbsync", "msmtp", "mutt", "neomutt", "getmail", "offlineimap", "fetchmail", "aerc", "emacs",
         "php", "ruby", "go", "javac", "keytool", "curl", "swaks"]
LONGEST_FIRST = ("killed", "Spring", "net/smtp", "Dovecot takes", "Chromium", "offlineimap", "mutt", "asked less often", "harm", "not as it must be")
SHORTEST_SECRET = 12  # characters of a secret that are looked for, where a text may have cut it


def missing():
    """Why these cases cannot run, as sentences."""
    found = [f"{tool} is not installed" for tool in TOOLS if not shutil.which(tool)]
    if not (household.BROWSER.parent / "node_modules" / "playwright-core").is_dir():
        found.append(f"playwright-core is not installed: npm ci in {household.BROWSER.parent}")
    return found


def chosen(word):
    return [(sentence, function) for sentence, function in sign_in_cases.CASES if not word or word.lower() in f"sign-in: {sentence}".lower()]


def judged(asker, function):
    house = Household(asker.homing, asker.authority)
    started = time.monotonic()
    try:
        found = function(house)
    except Exception as error:  # a case that breaks is a case that failed
        found = [f"{type(error).__name__}: {error}"]
    return found, (time.monotonic() - started) * 1000


def place_in(order, sentence):
    return next((number for number, word in enumerate(order) if word in sentence), len(order))


def signed_in(asker, cases):
    """Yields sentences, what was found and the milliseconds."""
    if not cases:
        return
    clients.trust_lab(asker.authority)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        order = sorted(cases, key=lambda one: place_in(LONGEST_FIRST, one[0]))
        running = {pool.submit(judged, asker, function): sentence for sentence, function in order}
        for done in concurrent.futures.as_completed(running):
            found, took = done.result()
            yield f"sign-in: {running[done]}", found, took
    yield from last_checks()


def last_checks():
    secrets = household.asked("secrets")
    yield "sign-in: no secret is in what was printed", spoken(secrets), None
    yield "sign-in: no secret is in a file, in plain text or in base64", written(secrets), None
    yield "sign-in: no file is readable by others", open_files(), None
    yield "sign-in: every document follows its schema", verify_schema.unlike("sign-in", documents()), None
    yield "sign-in: the search itself finds what is there", control(secrets), None
    for house in Household.everybody:
        house.leave()


def pieces(secret):
    """The beginning of a secret, as it is and in base64, whatever stands before it."""
    text = secret.encode()[:48]
    found = [text[:24]] if len(text) >= SHORTEST_SECRET else []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + text)
        found.append(encoded[4 if shift else 0:len(encoded) // 4 * 4 - 4])
    return [piece for piece in found if len(piece) >= SHORTEST_SECRET]


def needles(secrets):
    return {piece: secret for secret in secrets for piece in pieces(secret)}


def secrets_in(data, wanted):
    return sorted({wanted[piece][:8] for piece in wanted if piece in data})


def spoken(secrets):
    wanted, found = needles(secrets), []
    for house in Household.everybody:
        for text in house.said:
            found += [f"{start}... is in what was printed: {text[:200]!r}" for start in secrets_in(text.encode(), wanted)]
    return found[:5]


def written(secrets):
    wanted, found = needles(secrets), []
    for house in Household.everybody:
        for place in house.files():
            found += [f"{start}... is in {place.relative_to(house.home)}" for start in secrets_in(place.read_bytes(), wanted)]
    return found[:5]


def open_files():
    """Of those that the program keeps: its state and its key. A trace is a file that somebody asked for, as the umask has it."""
    own = (".local/state/homing", ".config/homing")
    return [f"{place.relative_to(house.home)} is readable by others" for house in Household.everybody for place in house.files()
            if str(place.relative_to(house.home)).startswith(own) and household.readable_by_others(place)][:5]


def documents():
    found = []
    for house in Household.everybody:
        for text in house.said:
            try:
                document = json.loads(text[text.index("{"):].splitlines()[0]) if "{" in text else {}
            except ValueError:
                continue
            if document.get("operation") in ("authorize", "token", "sasl", "sign-out"):
                found.append(document)
    return found


def control(secrets):
    """A token is found wherever it is hidden."""
    token = next((secret for secret in secrets if len(secret) > 100), "")
    hidden = [token.encode(), base64.b64encode(f"user=ada@contoso.example\1auth=Bearer {token}\1\1".encode())]
    return [] if token and all(secrets_in(text, needles([token])) for text in hidden) else ["it does not"]
