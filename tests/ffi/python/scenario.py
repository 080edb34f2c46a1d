"""The scenario in Python: reads what is given as lines of name=value, prints what came out as one line of JSON."""
import asyncio
import gc
import json
import statistics
import sys
import threading
import time

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
    the_rest(session)
    very_often(session)
    if "lab.ca" in given:
        the_lab()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
