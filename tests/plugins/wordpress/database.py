"""A MariaDB of its own: in a folder, on a socket, and on no port."""
import subprocess
import time

import world

SMALL = ["--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0",
         "--skip-innodb-doublewrite", "--aria-pagecache-buffer-size=8M", "--performance-schema=OFF"]


class Database:
    def __init__(self, folder, start):
        self.folder, self.socket = folder, folder / "db.sock"
        for name in ("data", "temporary"):
            (folder / name).mkdir(parents=True)
        world.run("mariadb-install-db", "--no-defaults", "--user=root", f"--datadir={folder}/data", "--auth-root-authentication-method=normal",
                  "--skip-test-db", "--skip-name-resolve")
        start("mariadb", "mariadbd", "--no-defaults", "--user=root", f"--datadir={folder}/data", f"--socket={self.socket}", f"--tmpdir={folder}/temporary",
              f"--pid-file={folder}/pid", "--skip-networking", *SMALL)
        end = time.monotonic() + 20
        while subprocess.run(["mariadb-admin", "--no-defaults", "-uroot", "-S", self.socket, "ping"], capture_output=True, check=False).returncode:
            if time.monotonic() > end:
                raise RuntimeError("MariaDB does not start")
            time.sleep(0.05)

    def ask(self, statement, database=""):
        """Rows as lists of texts."""
        done = subprocess.run(["mariadb", "--no-defaults", "-uroot", "-S", self.socket, "--batch", "--raw", "--skip-column-names", database],
                              input=statement, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{statement}: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def make(self, name):
        self.ask(f"CREATE DATABASE {name} CHARACTER SET utf8mb4; CREATE USER IF NOT EXISTS site@localhost IDENTIFIED BY 'site'; "
                 f"GRANT ALL ON {name}.* TO site@localhost;")
