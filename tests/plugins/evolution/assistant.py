"""Evolution's account assistant, from the address to what is written."""
import configparser
import time

ENGLISH = {"welcome": "Welcome", "next": "Next", "apply": "Apply", "skip": "Skip Lookup", "name": "Full Name:", "address": "Email Address:",
           "summary": "Personal Details", "account": "Account Information", "server": "Server Type:"}
GERMAN = {"welcome": "Willkommen", "next": "Weiter", "apply": "Anwenden", "skip": "Nachschlagen überspringen", "name": "Voller Name:",
          "address": "E-Mail-Adresse:", "summary": "Persönliche Angaben", "account": "Konteninformation", "server": "Server-Art:"}
EVERYBODYS = ("maildir", "vfolder", "rss", "none")  # backends that everybody has
KEYS = (("Authentication", "Host"), ("Authentication", "Port"), ("Security", "Method"), ("Authentication", "Method"), ("Authentication", "User"))
PERSON = "Ada Lovelace"


class Assistant:
    """The assistant of an Evolution that has no account yet."""

    def __init__(self, evolution, words=None):
        self.evolution, self.words = evolution, words or ENGLISH

    def shows(self, text):
        return any(seen.startswith(text) for seen in self.evolution.texts())

    def ask(self, address):
        """Types the address; the look-up begins when this returns."""
        self.evolution.wait("the assistant", lambda: self.shows(self.words["welcome"]), 60)
        self.evolution.wait("the page for the address", self.go_on)
        self.evolution.enlarge(self.evolution.entry(self.words["name"]))
        self.evolution.type(self.words["name"], PERSON)
        self.evolution.type(self.words["address"], address)
        self.evolution.press(self.words["next"])
        self.asked = time.monotonic()

    def go_on(self):
        """A page on, if it is not yet the one for the address, which lets nobody on before it is filled in."""
        if self.shows(self.words["name"]):
            return True
        if button := self.evolution.button(self.words["next"]):
            button.get_action_iface().do_action(0)
        return False

    def answer(self, seconds=40):
        """Where the look-up has led to: the rows of the page Summary, or nothing if it is the page for the server; and the seconds it took."""
        self.evolution.wait("an answer", self.has_answer, seconds)
        return self.summary(), time.monotonic() - self.asked

    def has_answer(self):
        texts = self.evolution.texts()
        return self.words["server"] in texts and (self.words["name"] not in texts or self.words["summary"] in texts)

    def summary(self):
        texts = self.evolution.texts()[::-1]  # a table tells its last cell first
        if self.words["summary"] not in texts:
            return []
        texts = texts[texts.index(self.words["summary"]):]
        return texts[texts.index(self.words["server"]):texts.index(self.words["account"])]

    def finish(self):
        self.evolution.press(self.words["next"])
        self.evolution.press(self.words["apply"])
        return self.evolution.wait("the account", lambda: written(self.evolution.house))


def sources(house):
    for file in sorted((house.home / ".config/evolution/sources").glob("*.source")):
        source = configparser.ConfigParser(interpolation=None, strict=False)
        source.optionxform = str
        source.read(file)
        yield source


def written(house):
    """The account in the files of Evolution's data server: "Mail Account", "Mail Transport" and "Collection" -> backend, host, port, security,
    sign-in, user, of what is set. Empty until it is there."""
    found = {}
    for source in sources(house):
        for kind in ("Mail Account", "Mail Transport", "Collection"):
            if source.get(kind, "BackendName", fallback="") not in ("", *EVERYBODYS):
                told = [source.get(section, key, fallback="") for section, key in ((kind, "BackendName"), *KEYS)]
                found[kind] = [value for value in told if value]
    return found if {"Mail Account", "Mail Transport"} <= set(found) else {}
