"""A Roundcube of its own: a copy of the distribution's, on SQLite, with the plug-in as packages install it."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

import servers
import world

HERE = pathlib.Path(__file__).resolve().parent
ROUNDCUBE, CONFIGURATION = pathlib.Path("/usr/share/roundcube"), pathlib.Path("/etc/roundcube")
OWN = """<?php
$config = array();
$config['db_dsnw'] = 'sqlite:///{folder}/mail.db?mode=0640';
$config['imap_host'] = 'localhost:143';
$config['smtp_host'] = 'localhost:587';
$config['des_key'] = '0123456789abcdef01234567';
$config['plugins'] = array('homing');
$config['skin'] = 'elastic';
$config['log_dir'] = '{folder}/logs';
$config['temp_dir'] = '{folder}/temporary';
$config['enable_installer'] = false;
$config['mime_types'] = null;
"""


def gone(folder, names):
    """Links to files of packages that are only recommended."""
    return [name for name in names if not pathlib.Path(folder, name).exists()]


class Nginx(servers.Nginx):
    host = "webmail.example"


class Webmail:
    """`settings`: the plug-in's own, without their prefix; a text is PHP source. `more`: of Roundcube itself."""

    def __init__(self, stage, way="extension", more="", **settings):
        self.stage, self.folder = stage, world.FOLDER / f"webmail{len(list(world.FOLDER.glob('webmail*')))}"
        self.copy(more)
        given = {"way": repr(way), "ca_file": repr(str(stage.lab.certificates.authority)), "private_addresses": "true", **settings}
        own = "".join(f"$config['homing_{name}'] = {value};\n" for name, value in given.items())
        (self.folder / "configuration/homing.inc.php").write_text(f"<?php\n{own}")
        environment = {**os.environ, "SSL_CERT_FILE": str(stage.lab.certificates.authority), "LD_LIBRARY_PATH": str(stage.build / "capi"),
                       "ROUNDCUBE_CONFIG_DIR": str(self.folder / "configuration")}
        ini = [*stage.ways()[way], "include_path=.:/usr/share/php", f"error_log={self.folder}/logs/php"]
        self.server = Nginx(stage.lab, self.folder, environment, ini).begin()
        self.url = self.server.url
        stage.serving.append(self.server)
        stage.made.append(self)

    def copy(self, more):
        for name in ("configuration", "logs", "temporary"):
            (self.folder / name).mkdir(parents=True)
        shutil.copytree(ROUNDCUBE, self.folder / "www", ignore=gone)
        places = self.folder / "www/program/include/iniset.php"
        places.write_text(places.read_text().replace("/var/lib/roundcube/", f"{self.folder}/www/"))
        world.run("cp", "-a", self.stage.build / "plugins/roundcube/homing", self.folder / "www/plugins/homing")
        for name in ("defaults.inc.php", "mimetypes.php"):
            (self.folder / "configuration" / name).write_bytes((CONFIGURATION / name).read_bytes())
        (self.folder / "configuration/config.inc.php").write_text(OWN.format(folder=self.folder) + more)
        with sqlite3.connect(self.folder / "mail.db") as database:
            database.executescript((ROUNDCUBE / "SQL/sqlite.initial.sql").read_text())
        world.run("chown", "-R", "www-data", self.folder)

    def visit(self, *steps, **more):
        """What a visitor saw at each step, by its verb; the last of each counts."""
        wish = {"steps": steps, **more}
        done = subprocess.run(["node", HERE / "webmail.mjs", self.url, self.stage.pictures, json.dumps(wish)],
                              env={**os.environ, "HOME": str(self.stage.home)}, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise RuntimeError(f"{done.stdout[-1500:]}{done.stderr[-3000:]}{self.logs()[-3000:]}")
        return dict(json.loads(line) for line in done.stdout.splitlines())

    def logs(self):
        return "\n".join(file.read_text(errors="replace") for file in sorted((self.folder / "logs").iterdir()))

    def complaints(self):
        """What PHP had to say of the plug-in's own files."""
        return [line for line in self.logs().splitlines() if "plugins/homing/" in line]
