"""The scenario in Python: reads what is given as lines of name=value, prints what came out as one line of JSON."""
import asyncio
import copy
import gc
import json
import pickle
import statistics
import subprocess
import sys
import threading
import time
import weakref

import homing

given = dict(line.rstrip("\n").split("=", 1) for line in sys.stdin)
told = {}


def refused(work):
    try:
        work()
    except homing.Error as error:
        return error
    raise AssertionError("it was not refused")


def the_library():
    told["abi"] = homing.abi_version()
    assert homing.version() and homing.status_text(homing.Status.INVALID_ADDRESS) != homing.status_text(homing.Status.OK)
    told["options.stale"] = len({option["name"] for option in homing.options_table()} ^ set(homing.OPTIONS))


def what_is_refused(session):
    unknown = refused(lambda: homing.Session({"no.such.option": "on"}))
    told["unknown_option.status"] = unknown.status
    assert "no.such.option" in str(unknown), unknown
    told["invalid_value.status"] = refused(lambda: homing.Session({"deadline_ms": "soon"})).status
    address = refused(lambda: session.resolve(given["invalid"]))
    told["invalid_address.status"], told["invalid_address.position"] = address.status, address.position
    assert "space" in address.sentence, address
    told["invalid_request.status"] = refused(lambda: session.call("{")).status
    told["account.status"] = refused(lambda: homing.Account("ada@contoso.example", {"flow": "pigeon"})).status
    assert homing.Options({"offline": True})["offline"] == "on"


def one_address(session):
    with session.resolve(given["address"]) as job, job.result() as result:
        server = result.document["imap"][0]
        assert (server["host"], server["port"]) == (result.text("/imap/0/host"), result.number("/imap/0/port"))
        told["resolve.outcome"], told["resolve.imap"], told["resolve.port"] = result.outcome, server["host"], server["port"]
        told["resolve.kind"], told["resolve.count"] = result.document["mailbox"]["kind"], result.count("/imap")
        assert result.part("/imap/0/host") == server["host"] and result.text("/nowhere") is None and result.number("/nowhere", 7) == 7
        assert result.secret is None and result.trace is None


def an_error_text(session):
    match = asyncio.run(session.explain(given["error"]).wait()).document["matches"][0]
    told["explain.id"], told["explain.who"] = match["id"], match["who"]
    assert match["id"] in homing.DIAGNOSES


def an_account():
    session = homing.Session({"answers": given["answers"], "trace": "on"})
    account = homing.Account(given["replayed"], {"protocols": "imap,smtp"}, password=given["replayed.password"])
    events = []
    with session.verify(account) as job:
        result = asyncio.run(job.wait(events.append))
    told["verify.outcome"] = result.outcome
    told["verify.imap"], told["verify.smtp"] = (result.document["protocols"][name]["ok"] for name in ("imap", "smtp"))
    told["events.first"], told["events.last"] = events[0]["event"], events[-1]["event"]
    told["events.steps"] = " ".join(event["step"] for event in events if event["event"] == "step" and event["protocol"] == "imap")
    shown = repr((session, account, job, result)) + result.json + result.trace
    assert given["replayed.password"] not in shown, "the password is shown"
    sent = session.send_test(homing.Account(given["sending"], password="x" * 9), "grace@contoso.example").result()
    told["send.sent"] = sent.document["sent"]
    heard = []
    job = session.resolve(given["replayed"])
    job.listen(lambda event: heard.append(event["event"]))
    job.result()
    told["listen.last"] = heard[-1]
    job = session.resolve(given["replayed"])
    job.listen(lambda event: heard.clear())
    job.listen(None)
    assert job.result().outcome and heard
    job = session.resolve(given["replayed"])
    job.listen(lambda event: True)
    assert isinstance(refused(job.result), homing.Cancelled)
    job = session.resolve(given["replayed"])
    job.listen(lambda event: event["no such key"])
    assert isinstance(refused(job.result), homing.Cancelled)
    what_ends_more_than_a_job(session)
    no_copies(session)
    a_refused_listener(session)


def raising(error):
    def call(*_):
        raise error
    return call


def what_ends_more_than_a_job(session):
    """Ctrl-C and the like, wherever they are raised, reach the caller, and once."""
    for error in (KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError()):
        for wait in (homing.Job.result, lambda job: asyncio.run(job.wait())):
            job = session.resolve(given["replayed"])
            job.listen(raising(error))
            try:
                wait(job)
                raise AssertionError("it was not raised")
            except type(error):
                pass
            assert session.resolve(given["replayed"]).result().outcome


def no_copies(session):
    result = session.resolve(given["replayed"]).result()
    for copying in (copy.copy, copy.deepcopy, pickle.dumps):
        for one in (result, session):
            try:
                copying(one)
            except TypeError:
                continue
            raise AssertionError("it was copied")
    assert result.outcome


def a_refused_listener(session):
    class Heard:
        def __call__(self, event):
            return True
    listener = Heard()
    forgotten = weakref.ref(listener)
    job = session.resolve(given["replayed"])
    job.close()
    assert refused(lambda: job.listen(listener)).status == homing.Status.INVALID_HANDLE
    del job, listener
    gc.collect()
    assert forgotten() is None, "a listener that was refused is kept"


class Broken(dict):
    def get(self, key, otherwise=None):
        raise OSError("the disk is full")


def a_sign_in():
    kept = {}
    session = homing.Session({"answers": given["sign_in"], "oauth.client_id": "client-of-a-test", "store.folder": given["folder"]})
    session.store(kept)
    session.store_key(b"k" * 32)
    account = homing.Account(given["signing_in"], {"flow": "device", "access": "imap,smtp"})
    account.client_secret("s" * 9)
    account = homing.Account(given["signing_in"], {"flow": "device", "access": "imap,smtp"})
    told["unsigned.id"] = session.token(account, "imap").result().document["diagnosis"]["id"]
    job = session.authorize(account)
    told["authorize.outcome"] = job.result().outcome
    told["authorize.code"] = next(event["code"] for event in job.events() if event["event"] == "code")
    token = session.token(account, "imap").result()
    told["token.secret"] = token.secret
    assert kept and token.secret not in token.json + repr(token)
    told["sasl.secret"] = session.sasl(account, "smtp", "XOAUTH2").result().secret
    told["sign_out.outcome"] = session.sign_out(account).result().outcome
    assert kept == {}
    session.store(Broken())
    told["broken_store.id"] = session.token(account, "imap").result().document["diagnosis"]["id"]


def a_cancel():
    session = homing.Session({"dns.servers": given["silent"], "deadline_ms": "20000"})

    async def by_task():
        task = asyncio.ensure_future(session.resolve("ada@contoso.example").wait())
        await asyncio.sleep(0.1)
        task.cancel()
        since = time.monotonic()
        try:
            await task
        except asyncio.CancelledError:
            return (time.monotonic() - since) * 1000
        raise AssertionError("it was not cancelled")
    told["cancel.async_ms"] = round(asyncio.run(by_task()), 1)
    job, at = session.resolve("ada@contoso.example"), []
    threading.Timer(0.1, lambda: (at.append(time.monotonic()), homing.cancel(job.id))).start()
    assert isinstance(refused(job.result), homing.Cancelled)
    told["cancel.ms"] = round((time.monotonic() - at[0]) * 1000, 1)
    assert not homing.cancel(job.id), "the job has ended"


async def many_awaited():
    """However many are awaited, one thread works for them, and asyncio's own threads are free."""
    session = homing.Session({"dns.servers": given["silent"], "deadline_ms": "1500"})
    jobs = [session.resolve(f"ada@d{i}.example") for i in range(400)]
    session.close()
    waiting = asyncio.gather(*jobs, jobs[0].wait())
    await asyncio.sleep(0.2)
    since = time.monotonic()
    await asyncio.get_running_loop().run_in_executor(None, int)
    late = time.monotonic() - since
    assert late < 0.5, f"asyncio's threads are held up for {late} s"
    assert [thread.name for thread in threading.enumerate()].count("homing") == 1
    results = await waiting
    assert len(results) == 401 and all(result.outcome for result in results)


def awaits():
    asyncio.run(many_awaited())
    replayed, silent, heard = homing.Session({"answers": given["answers"]}), homing.Session({"dns.servers": given["silent"]}), []

    async def hears(session, listener):
        job = session.resolve(given["replayed"])
        job.listen(listener)
        return await job
    assert asyncio.run(hears(replayed, lambda event: heard.append(event["event"]))).outcome and (heard[0], heard[-1]) == ("asked", "done")
    for listener in (lambda event: True, raising(OSError())):
        assert isinstance(refused(lambda: asyncio.run(hears(silent, listener))), homing.Cancelled)
    until = time.monotonic() + 2
    while any(thread.name == "homing" for thread in threading.enumerate()):
        assert time.monotonic() < until, "a thread goes on though nothing is awaited"
        time.sleep(0.01)


def no_thread_is_left_behind():
    """A program ends although a job is awaited for ever in a loop that nobody runs any longer."""
    program = """if True:
        import asyncio, homing, sys
        loop = asyncio.new_event_loop()
        task = loop.create_task(homing.Session({"dns.servers": sys.argv[1], "deadline_ms": "60000"}).resolve("ada@contoso.example").wait())
        loop.run_until_complete(asyncio.sleep(0.1))
        print(task.done(), flush=True)"""
    done = subprocess.run([sys.executable, "-B", "-c", program, given["silent"]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          timeout=20, check=False)
    assert (done.returncode, done.stdout) == (0, "False\n"), done


def the_rest(session):
    told["domain.outcome"] = session.resolve_domain("outlook.com").result().outcome
    told["call.version"] = session.call({"op": "version"}).result().text("/homing")
    told["check.outcome"] = session.check(given["published"], "ada@fabrikam.example").result().outcome
    replayed = homing.Session({"answers": given["answers"]})
    told["audit.domain"] = replayed.audit("fabrikam.example").result().text("/domain")
    told["sending.count"] = replayed.options_to_send("contoso.example").result().count("/options") > 3
    account = homing.Account(given["replayed"])
    told["formats.told"] = "msmtp" in {one["name"] for one in homing.export_formats()}
    written = replayed.export(account, "msmtp").result().document
    told["export.outcome"], told["export.file"] = written["outcome"], written["files"][0]["name"]
    told["no_format.status"] = refused(lambda: replayed.export(account, "no-such-format")).status
    bulk = replayed.bulk()
    told["bulk.inputs"] = " ".join(document["input"] for document in bulk.resolve(["ada@fabrikam.example", "b\u00fccher.example"]))
    assert len(bulk) == 0
    job = replayed.resolve("ada@fabrikam.example")
    assert replayed.next() == job.id and job.run(0) and replayed.run(0)


def rss_kb():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4


def very_often(session):
    def once():
        start = time.perf_counter()
        with session.resolve(given["address"]) as job, job.result() as result:
            assert result.json
        return (time.perf_counter() - start) * 1e6
    calls = int(given["calls"])
    for _ in range(calls):
        once()
    before = rss_kb()
    told["call.us"] = round(statistics.median(once() for _ in range(calls)), 1)
    told["growth.kb"] = rss_kb() - before


def the_lab():
    options = {"dns.servers": given["lab.dns"], "tls.ca_file": given["lab.ca"], "store.folder": given["folder"]}
    session = homing.Session({**options, "oauth.client_id": given["lab.client"]})
    kept = {}
    session.store(kept)
    told["lab.resolve.imap"] = session.resolve(given["lab.address"]).result().text("/imap/0/host")
    right = homing.Account(given["lab.address"], password=given["lab.password"])
    proof = asyncio.run(session.verify(right).wait())
    told["lab.verify.outcome"], told["lab.verify.imap"] = proof.outcome, proof.document["protocols"]["imap"]["ok"]
    wrong = session.verify(homing.Account(given["lab.address"], password="never-a-good-password")).result()
    told["lab.wrong.outcome"], told["lab.wrong.next"] = wrong.outcome, wrong.text("/protocols/imap/next")
    told["lab.send.sent"] = session.send_test(right, given["lab.to"]).result().document["sent"]
    app = homing.Account(given["lab.app"], {"flow": "app", "access": "imap,pop3,smtp"}, client_secret=given["lab.client_secret"])
    told["lab.unsigned.id"] = session.token(app, "imap").result().text("/diagnosis/id")
    told["lab.authorize.outcome"] = session.authorize(app).result().outcome
    token = session.token(app, "imap").result()
    told["lab.token"] = len(token.secret) > 20 and token.secret not in token.json and bool(kept)
    told["lab.sign_out.outcome"] = session.sign_out(app).result().outcome
    job = homing.Session({**options, "dns.servers": given["lab.dead"], "deadline_ms": "20000"}).resolve(given["lab.address"])
    assert not job.run(100)
    since = time.monotonic()
    job.cancel()
    assert isinstance(refused(job.result), homing.Cancelled)
    told["lab.cancel.ms"] = round((time.monotonic() - since) * 1000, 1)


def main():
    session = homing.Session({"offline": True})
    the_library()
    what_is_refused(session)
    one_address(session)
    an_error_text(session)
    an_account()
    a_sign_in()
    a_cancel()
    awaits()
    no_thread_is_left_behind()
    the_rest(session)
    very_often(session)
    if "lab.ca" in given:
        the_lab()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
