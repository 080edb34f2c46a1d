"""The extension in php-fpm: workers, crashes, settings, preloading."""
import concurrent.futures
import json
import pathlib
import time

from fpm import Fpm
from stage import ROOT, show

ANSWERS = ROOT / "tests/capi/answers.json"
RESOLVE = """
$session = new Homing\\Session(['answers' => file_get_contents('%s')]);
usleep(200000);
echo json_encode([getmypid(), $session->resolve('ada@fabrikam.example')->wait()->outcome()]);
""" % ANSWERS.name


def both(fpm, script):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _: fpm.ask(script), range(2)))


def with_answers(fpm, name, code):
    (fpm.folder / ANSWERS.name).write_bytes(ANSWERS.read_bytes())
    return fpm.script(name, code.replace(f"'{ANSWERS.name}'", f"__DIR__ . '/{ANSWERS.name}'"))


@show("php-fpm: both workers resolve, and nothing was made before them")
def two_workers(stage):
    with Fpm(stage, "two") as fpm:
        script = with_answers(fpm, "resolve", RESOLVE)
        master = pathlib.Path(f"/proc/{fpm.process.pid}")
        loaded, tasks = (master / "maps").read_text("utf-8"), len(list((master / "task").iterdir()))
        told = [json.loads(answer) for _ in range(3) for answer in both(fpm, script)]
    faults = [] if "libhoming" in loaded and "libcurl" not in loaded and tasks == 1 else ["something was made in the master"]
    if {outcome for _, outcome in told} != {"found"} or len({worker for worker, _ in told}) != 2:
        faults.append(f"they did not both resolve: {told}")
    return faults


@show("php-fpm: a crash inside the library costs one request")
def a_crash(stage):
    crash = RESOLVE.replace("echo", "$job = $session->resolve('ada@fabrikam.example'); if ($_GET) { $job->listen(fn () => posix_kill(getmypid(), SIGSEGV)); "
                            "$job->wait(); } echo").replace("SIGSEGV", "11")
    with Fpm(stage, "crash", "-d", "extension=posix") as fpm:
        script = with_answers(fpm, "crash", crash)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            beside, crashed = pool.submit(fpm.ask, script), pool.submit(fpm.ask, script, "crash=1")
            beside, crashed = beside.result(), crashed.result()
        after = [fpm.ask(script) for _ in range(4)]
        log = fpm.log.read_text("utf-8")
    faults = [] if crashed is None and "SIGSEGV" in log else [f"it did not crash: {crashed!r}"]
    return faults + [f"another request suffered: {answer!r}" for answer in [beside, *after] if answer is None or '"found"' not in answer]


SILENT = """
$socket = stream_socket_server('udp://127.0.0.1:0', $code, $words, STREAM_SERVER_BIND);
$session = new Homing\\Session(['dns.servers' => stream_socket_get_name($socket, false), 'dns.timeout_ms' => 20000, 'deadline_ms' => 19000]);
try {
    echo $session->resolve('ada@contoso.example')->wait()->outcome();
} catch (Homing\\PendingException $late) {
    echo get_class($late), ' ', ini_get('homing.deadline_ms');
}
"""


@show("php-fpm: homing.deadline_ms of a pool ends a request's wait")
def a_deadline(stage):
    with Fpm(stage, "deadline", pool="php_value[homing.deadline_ms] = 500") as fpm:
        script = fpm.script("silent", SILENT)
        begun = time.monotonic()
        answer = fpm.ask(script)
        took = time.monotonic() - begun
    good = answer == "Homing\\PendingException 500" and 0.5 <= took < 1.5
    return [] if good else [f"{answer!r} after {took:.1f} s"]


@show("php-fpm: a site's .user.ini may name certificates, and cannot allow private addresses")
def of_a_site(stage):
    with Fpm(stage, "site") as fpm:
        (fpm.folder / ".user.ini").write_text("homing.refuse_private = 0\nhoming.ca_file = /nowhere/site.pem\nhoming.deadline_ms = 1234\n", "utf-8")
        answer = fpm.ask(fpm.script("settings", "echo json_encode(array_map('ini_get', ['homing.refuse_private', 'homing.ca_file', 'homing.deadline_ms']));"))
    return [] if answer and json.loads(answer) == ["1", "/nowhere/site.pem", "1234"] else [f"they are {answer}"]


PRELOAD = """
final class Preloaded
{
    public static function session(): Homing\\Session { return new Homing\\Session(['offline' => true]); }
}
try {
    Preloaded::session();
    file_put_contents('%s', 'it was made');
} catch (Homing\\UnavailableException $refused) {
    file_put_contents('%s', get_class($refused));
}
"""


@show("php-fpm: what is preloaded makes no session in the master, and serves")
def preloaded(stage):
    spoken = stage.folder / "preloading"
    spoken.touch()
    spoken.chmod(0o666)
    script = stage.folder / "preload.php"
    script.write_text("<?php\n" + PRELOAD % (spoken, spoken), "utf-8")
    options = ["-d", "zend_extension=opcache", "-d", f"opcache.preload={script}", "-d", "opcache.preload_user=www-data"]
    with Fpm(stage, "preload", *options) as fpm:
        page = fpm.script("page", "usleep(200000); echo getmypid(), ' ', Preloaded::session()->resolve('ada@outlook.com')->wait()->outcome();")
        answers = both(fpm, page)
    faults = [] if spoken.read_text("utf-8") == "Homing\\UnavailableException" else [f"while preloading: {spoken.read_text('utf-8')!r}"]
    served = len(set(answers)) == 2 and all(answer and answer.endswith(" found") for answer in answers)
    return faults + ([] if served else [f"the workers say {answers}"])
