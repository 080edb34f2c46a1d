"""Where the shows play: the lab's internet, a database, WordPress behind each web server, and the site's owner in a browser."""
import json
import mailbox
import os
import pathlib
import ssl
import subprocess
import time

import authorization_accounts as accounts
import database
import mailworld
import servers
import world
import wordpress
from shows import show

HERE = pathlib.Path(__file__).resolve().parent
ADDRESS = "ada@contoso.example"
SCREEN = "/wp-admin/options-general.php?page=homing-mail"
SET_UP = """use Homing\\Mail\\Account\\{{Found, Settings}};
Settings::save(json_decode({values}, true) + Found::of({address})->settings({method}));
echo json_encode(Settings::current()->isReady());"""


def php(value):
    """A text or a structure as PHP source."""
    text = value if isinstance(value, str) else json.dumps(value)
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


class Stage:
    accounts = accounts

    def __init__(self, lab, build, pictures):
        self.lab, self.build, self.pictures, self.sites, self.serving, self.guests, self.made = lab, build, pictures, 0, [], [], []
        self.database = database.Database(world.FOLDER / "db", lab.start)
        self.hosts = (world.FOLDER / "hosts").read_text()
        self.home = world.FOLDER / "owner"
        certificates = self.home / ".pki/nssdb"
        certificates.mkdir(parents=True)
        for order in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "lab", "-i", lab.certificates.authority]):
            world.run("certutil", *order, "-d", f"sql:{certificates}")

    @property
    def extension(self):
        return self.build / "plugins/php/homing.so"

    def ways(self):
        """How PHP may get at the library: name -> lines of php.ini."""
        preload = wordpress.PLUGIN / "preload"
        return {"extension": [f"extension={self.extension}", "homing.refuse_private=0"], "ffi": ["ffi.enable=1"], "process": [], "none": [],
                "preloaded": ["ffi.enable=preload", f"ffi.preload={preload}/homing.h", f"opcache.preload={preload}/homing.php",
                              "opcache.preload_user=www-data", "opcache.enable_cli=1"]}

    def site(self, way="extension", server=servers.Nginx, constants=None, workers=4, active=True, library=None, source=None, ini=None):
        """A WordPress of its own, served; `way`: how it gets at the library."""
        self.sites += 1
        name = f"site{self.sites}"
        port = 8000 + self.sites
        url = f"https://{servers.HOST}" if server is servers.Nginx else f"http://localhost:{port}"
        given = {"HOMING_MAIL_WAY": way, **(constants or {})}
        made = wordpress.Site(world.FOLDER / name, self.database, url, self.lab.certificates.authority, given, name, library or self.build / "capi", source,
                              self.build / "plugins/wordpress/languages")
        made.environment["HOMING_PROGRAM"] = str(self.build / "plugins/cli/homing") if way == "process" else "/nonexistent"
        made.ini = [*self.ways()[way][:1], *ini] if ini is not None else self.ways()[way]
        made.server = server(self.lab, made.folder, made.environment, made.ini, workers, port).begin()
        self.made.append(made)
        made.trust = ssl.create_default_context(cafile=str(self.lab.certificates.authority))
        self.serving.append(made.server)
        if active:
            made.activate()
        return made

    def complaints(self):
        """What PHP had to say of the plug-in in this show's sites."""
        return [line for site in self.made for line in site.complaints()]

    def start_in_server(self, name, *words, **more):
        """A server of the internet for this show alone."""
        before = len(self.lab.processes)
        self.lab.start_in_server(name, *words, **more)
        self.guests += self.lab.processes[before:]

    def name_host(self, host, address):
        """Has this machine find a host at another address, for this show alone."""
        hosts = world.FOLDER / "hosts"
        hosts.write_text(hosts.read_text() + f"{address} {host}\n")

    def strike(self):
        """Ends what was for the last show."""
        while self.serving:
            self.serving.pop().stop()
        self.made = []
        while self.guests:
            guest = self.guests.pop()
            guest.terminate()
            guest.wait()
            self.lab.processes.remove(guest)
        (world.FOLDER / "hosts").write_text(self.hosts)

    def owner(self, site, *steps, all=False, **more):
        """What the owner saw at each step, by its verb, of which the last counts; or all of them as pairs."""
        wish = {"user": wordpress.OWNER, "password": wordpress.PASSWORD, "steps": steps, **more}
        done = subprocess.run(["node", HERE / "owner.mjs", site.url, self.pictures, json.dumps(wish)], env={**os.environ, "HOME": str(self.home)},
                              capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise RuntimeError(f"{done.stdout[-1500:]}{done.stderr[-3000:]}")
        seen = [json.loads(line) for line in done.stdout.splitlines()]
        return seen if all else dict(seen)

    def set_up(self, site, address=ADDRESS, method="password", **values):
        """The account of a site, as its screen saves it."""
        name = address.partition("@")[0]
        values = {"enabled": True, **({"password": f"test-password-of-{name}"} if method == "password" else {}), **values}
        assert site.inside(SET_UP.format(values=php(values), address=php(address), method=php(method)))

    def sign_in(self, site, access_token="good-token-of-ada"):
        """A sign-in as it is kept, with a token that Dovecot takes, for shows in which how it was had is not the question."""
        site.inside("use Homing\\Mail\\Account\\Settings; use Homing\\Mail\\OAuth2\\SignIn;\n"
                    f"(new SignIn(Settings::current()))->keep(['refresh_token' => 'r', 'access_token' => {php(access_token)}, 'expires_in' => 3600], "
                    "'browser'); echo 'true';")

    @staticmethod
    def messages(address, subject=None):
        """Those in the mailbox, by their subjects."""
        folder = world.FOLDER / "post/mail" / address / "Maildir"
        if not folder.exists():
            return []
        found = [message for message in mailbox.Maildir(folder, create=False) if subject in (None, message["Subject"])]
        return found

    def arrives(self, address, subject, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.messages(address, subject)
            if found:
                return found[0]
            time.sleep(0.1)
        return None


def differences(got, want):
    return [f"{name} is {got.get(name)!r}, not {value!r}" for name, value in want.items() if got.get(name) != value]


def lacks(text, *wanted):
    """Sentences about what a text should say."""
    return [f"{one!r} is not in {text[:600]!r}" for one in wanted if one not in text]


__all__ = ["accounts", "differences", "lacks", "mailworld", "show", "Stage", "wordpress"]
