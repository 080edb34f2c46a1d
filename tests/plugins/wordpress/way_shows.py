"""However PHP gets at the library, the answers are the same, or why there is none is said; and what each way costs."""
import json
import subprocess

import servers
import world
import wordpress
from stage import lacks, show
from visitor import Visitor

CALLS = 20
# How long an answer takes that asks nobody: the first in a request, and the median of the rest.
CLOCK = """<?php
add_action('rest_api_init', function () {
    register_rest_route('clock/v1', '/tell', array('methods' => 'GET', 'permission_callback' => '__return_true', 'callback' => function () {
        $times = array();
        for ($i = 0; $i < %d; $i++) {
            $started = hrtime(true);
            $document = \\Homing\\Mail\\Account\\Settings::native()->resolve('ada@hotmail.co.uk');
            $times[] = (hrtime(true) - $started) / 1000;
        }
        $first = array_shift($times);
        sort($times);
        return array('first' => $first, 'median' => $times[intdiv(count($times), 2)],
            'host' => $document['smtp'][0]['host'], 'kind' => $document['mailbox']['kind']);
    }));
});
""" % CALLS
SERVERS = {servers.Nginx: "php-fpm", servers.Apache: "Apache", servers.Developer: "php -S"}


def clock(site):
    parts = site.root / "wp-content/mu-plugins"
    parts.mkdir(exist_ok=True)
    (parts / "clock.php").write_text(CLOCK)


def told(stage, way, server):
    """What is wrong with one way behind one server; prints what it costs."""
    site = stage.site(way, server)
    clock(site)
    owner = Visitor(site, wordpress.OWNER, wordpress.PASSWORD)
    status, found = owner.rest("resolve", address="ada@contoso.example")
    if way == "none":
        page = owner.get("/wp-admin/options-general.php?page=homing-mail")[1]
        return ([] if status == 503 else [f"{status} is no refusal"]) + lacks(found.get("message", ""), "cannot be reached", "homing-php") + \
            lacks(page, '"native":{"name":"none"')
    if status != 200:
        return [f"{way} behind {SERVERS[server]}: {status} {found}"]
    time = Visitor(site).open("/wp-json/clock/v1/tell")[1]
    told_by = {"kind": found["document"]["mailbox"]["kind"], "host": found["server"]["host"], "way": found["native"]}
    proven = owner.rest("account", address="ada@contoso.example", method="password", password="test-password-of-ada")[0]
    checked = owner.rest("verify", step="sign-in")[1]
    explained = owner.rest("explain", text="535 5.7.139 Authentication unsuccessful, basic authentication is disabled.")[1]
    numbers = json.loads(time)
    print(f"       {way:<10} {SERVERS[server]:<8} first in a request {numbers['first'] / 1000:8.3f} ms, then {numbers['median'] / 1000:8.3f} ms", flush=True)
    wanted = {"kind": "microsoft365", "host": "smtp.office365.com", "way": way}
    faults = [f"{way} behind {SERVERS[server]} told {told_by}"] if told_by != wanted else []
    faults += [] if (numbers["host"], numbers["kind"]) == ("smtp-mail.outlook.com", "outlook.com") else [f"{way} told {numbers}"]
    faults += [] if proven == 200 and checked["protocols"]["smtp"]["ok"] else [f"{way} did not prove the account: {checked}"]
    faults += [] if explained["matches"][0]["id"] == "smtp.auth.basic_disabled" else [f"{way} explained {explained}"]
    return faults + site.complaints()  # before the next one takes its place


@show("3. extension, preloaded FFI, FFI and process give the same answers in php-fpm, and none says what is missing")
def each_way(stage):
    faults = []
    for way in ("extension", "preloaded", "ffi", "process", "none"):
        faults += told(stage, way, servers.Nginx)
        stage.strike()
    return faults


@show("3. they do so behind Apache and PHP's own server, too")
def each_server(stage):
    faults = []
    for server in (servers.Apache, servers.Developer):
        for way in ("extension", "preloaded", "ffi", "process"):
            faults += told(stage, way, server)
            stage.strike()
    return faults


@show("3. mail that is set up goes on where the library is gone, and a crash of the library costs one request")
def without_library(stage):
    site = stage.site("none")
    donor = stage.site("ffi", servers.Developer)
    stage.set_up(donor)
    saved = stage.database.ask("SELECT option_value FROM wp_options WHERE option_name = 'homing_mail'", donor.name)[0][0]
    saved = saved.replace("\\", "\\\\").replace("'", "\\'")
    stage.database.ask(f"REPLACE INTO wp_options (option_name, option_value, autoload) VALUES ('homing_mail', '{saved}', 'yes')", site.name)
    sent = site.inside("echo json_encode(wp_mail('grace@contoso.example', 'Without the library', 'Hello'));")
    faults = [] if sent and stage.arrives("grace@contoso.example", "Without the library") else ["mail did not go on"]
    stage.strike()
    broken = world.FOLDER / "broken-library"
    broken.mkdir()
    subprocess.run(["cc", "-shared", "-fPIC", "-DCRASHES", "-Wl,-soname,libhoming.so.1", "-o", broken / "libhoming.so.1",
                    wordpress.HERE.parent / "thunderbird/misbehaving.c"], check=True)
    crashing = stage.site("ffi", workers=2, active=False, library=broken)
    stage.database.ask("UPDATE wp_options SET option_value = 'a:1:{i:0;s:27:\"homing-mail/homing-mail.php\";}' WHERE option_name = 'active_plugins'",
                       crashing.name)
    owner = Visitor(crashing, wordpress.OWNER, wordpress.PASSWORD)
    seen = [owner.rest("resolve", address="ada@contoso.example")[0], *(owner.get("/wp-login.php")[0] for _ in range(6))]
    return faults + ([] if seen == [502] + [200] * 6 else [f"after a crash the site answered {seen}"])
