"""php-fpm of its own: a pool of two workers at a socket in a folder."""
import subprocess
import time

import fastcgi

START_S = 10


class Fpm:
    def __init__(self, stage, name, *options, pool=""):
        self.stage, self.name, self.options, self.pool = stage, name, options, pool
        self.folder = stage.folder / f"fpm-{name}"
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.place, self.log = self.folder / "socket", self.folder / "log"

    def __enter__(self):
        configuration = self.folder / "fpm.conf"
        configuration.write_text(f"[global]\nerror_log = {self.log}\ndaemonize = no\n[www]\nlisten = {self.place}\nuser = www-data\npm = static\n"
                                 f"pm.max_children = 2\ncatch_workers_output = yes\nclear_env = no\n{self.pool}\n", "utf-8")
        release = self.stage.php.name.removeprefix("php")
        words = [f"/usr/sbin/php-fpm{release}", "-n", "-y", configuration, "-d", f"extension={self.stage.extension}", *self.options]
        self.process = subprocess.Popen([str(word) for word in words], env=self.stage.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_S
        while not self.place.exists() and self.process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        if not self.place.exists():
            self.process.kill()
            raise RuntimeError(f"php-fpm does not start: {self.log.read_text('utf-8')[-1500:]}")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def script(self, name, code):
        file = self.folder / f"{name}.php"
        file.write_text("<?php\n" + code, "utf-8")
        return file

    def ask(self, script, query=""):
        return fastcgi.ask(self.place, script, query)
