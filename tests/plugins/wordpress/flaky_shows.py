"""Mail through a server on a bad day, with PHP's processes killed meanwhile: each message arrives, and arrives once."""
import collections
import concurrent.futures
import os
import random
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

import mailworld
import world
from stage import show

FLAKY = "10.77.9.1"
MANY, AT_ONCE, SHARE, SEED = 1000, 8, 0.35, 20261125
KILLS_EVERY = 0.7  # seconds
# What a contact form does, reachable by everybody; and a faster clock than a real site's.
PART = """<?php
add_filter('homing_mail_back_off', function () { return array_fill(0, 60, 1); });
add_filter('homing_mail_lease', function () { return 45; });
add_filter('homing_mail_settled', function () { return 10; });
add_action('rest_api_init', function () {
    register_rest_route('contact/v1', '/send', array('methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => function ($request) {
        return array('sent' => wp_mail('grace@contoso.example', 'contact ' . (int) $request['number'], 'A visitor writes.'));
    }));
});
"""


def divert(stage):
    """Microsoft's host for submission is the flaky server, for PHP."""
    world.run("ip", "-n", "server", "addr", "add", f"{FLAKY}/32", "dev", "lo")
    log = world.FOLDER / "flaky-faults.log"
    log.touch()
    stage.start_in_server("flaky", "python3", "-B", __file__.replace("flaky_shows", "flaky"), FLAKY, 587, mailworld.OFFICE, stage.lab.certificates["post"],
                              stage.lab.certificates.key, mailworld.OFFICE, log, SEED, SHARE, ready=True)
    stage.name_host("smtp.office365.com", FLAKY)
    return log


def post(site, path, data=b""):
    request = urllib.request.Request(f"{site.url}{path}", data, {"Content-Type": "application/x-www-form-urlencoded"})
    try:
        with urllib.request.urlopen(request, timeout=120, context=site.trust) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def is_written_down(stage, site, number):
    return stage.database.ask(f"SELECT COUNT(*) FROM wp_homing_mail WHERE subject = 'contact {number}'", site.name) != [["0"]]


def submitted(stage, site, number):
    """A visitor who presses the button again where the page broke and the message was not taken."""
    for again in range(50):
        if post(site, "/wp-json/contact/v1/send", f"number={number}".encode()) == 200:
            return again
        time.sleep(1)  # for what a process that was killed has told the database last
        if is_written_down(stage, site, number):
            return again
    raise RuntimeError(f"message {number} was never taken")


class Killer(threading.Thread):
    """Kills one of php-fpm's workers at random, again and again."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.master, self.over, self.kills = site.server.processes[0].pid, threading.Event(), 0

    def run(self):
        chance = random.Random(SEED)
        while not self.over.wait(KILLS_EVERY):
            workers = subprocess.run(["pgrep", "-P", str(self.master)], capture_output=True, text=True, check=False).stdout.split()
            if workers:
                os.kill(int(chance.choice(workers)), signal.SIGKILL)
                self.kills += 1


def until_nothing_waits(stage, site, seconds=330):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        post(site, "/wp-cron.php")
        left = stage.database.ask("SELECT state, COUNT(*) FROM wp_homing_mail WHERE state NOT IN ('sent', 'refused') GROUP BY state", site.name)
        if not left:
            return []
        time.sleep(0.3)
    return [f"still there: {left}"]


@show(f"4. {MANY} mails through a flaky server, with workers killed, arrive once each")
def each_once(stage):
    log = divert(stage)
    site = stage.site(workers=AT_ONCE)
    stage.set_up(site, limits={"keeps_sent_copy": True}, keep_recipients=True)
    parts = site.root / "wp-content/mu-plugins"
    parts.mkdir()
    (parts / "contact.php").write_text(PART)
    killer = Killer(site)
    killer.start()
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as visitors:
        again = sum(visitors.map(lambda number: submitted(stage, site, number), range(MANY)))
    handed_over = time.monotonic() - started
    killer.over.set()
    faults = until_nothing_waits(stage, site)
    time.sleep(3)  # Postfix and Dovecot
    arrived = collections.Counter(message["Subject"] for message in stage.messages("grace@contoso.example") if message["Subject"].startswith("contact "))
    lost = [number for number in range(MANY) if not arrived[f"contact {number}"]]
    twice = [subject for subject, times in arrived.items() if times > 1]
    trouble = collections.Counter(log.read_text().splitlines())
    print(f"       {MANY} in {handed_over:.0f} s and {time.monotonic() - started - handed_over:.0f} s more; "
          f"{killer.kills} workers killed, {again} pages loaded again; "
          f"{sum(trouble.values())} conversations went wrong: {', '.join(f'{place} {count}' for place, count in sorted(trouble.items()))}", flush=True)
    faults += [f"{len(lost)} were lost: {lost[:10]}"] if lost else []
    rows = {subject: stage.database.ask(f"SELECT state, attempts, reply FROM wp_homing_mail WHERE subject = '{subject}'", site.name) for subject in twice[:10]}
    faults += [f"{len(twice)} arrived twice: {rows}"] if twice else []
    return faults + ([] if len(trouble) >= 10 and killer.kills > 3 else ["the server was not flaky enough to prove anything"])
