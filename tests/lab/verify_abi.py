#!/usr/bin/env python3
"""The same verification by the C ABI, and as JSON in and JSON out, through the shared library.

    verify_abi.py LIBRARY AUTHORITY < TASKS

TASKS is a JSON list of {"op", "address", "to", "protocols", "method", "password" or "token", "settings"}. Prints, for each, what
homing_verify or homing_send_test say, asked through the getters, and what homing_call says: [ok, entry, next] of the protocol.
A process of its own, so that a crash of the library is a failed case and not the end of the lab.
"""
import concurrent.futures
import ctypes
import json
import subprocess
import sys

import exchange_incoming
import verify_scripted

AT_ONCE = 8


class Library:
    def __init__(self, path):
        self.raw = ctypes.CDLL(path)
        for name in ("result_text", "result_part", "job_error", "account_error", "options_error", "result_json"):
            getattr(self.raw, f"homing_{name}").restype = ctypes.c_char_p

    def make(self, name, *arguments):
        """A new object of a function that gives it by its last argument."""
        out = ctypes.c_void_p()
        status = getattr(self.raw, f"homing_{name}")(*arguments, ctypes.byref(out))
        if status != 0:
            raise RuntimeError(f"homing_{name} returns {status}")
        return out

    def call(self, name, *arguments):
        status = getattr(self.raw, f"homing_{name}")(*arguments)
        if status != 0:
            raise RuntimeError(f"homing_{name}{arguments[1:]} returns {status}")

    def session(self, settings):
        options = self.make("options_new")
        for name, value in settings.items():
            self.call("options_set", options, name.encode(), value.encode())
        session = self.make("session_new", options)
        self.raw.homing_options_free(options)
        return session

    def account(self, task):
        account = self.make("account_new", task["address"].encode())
        for name in ("protocols", "method"):
            if name in task:
                self.call("account_set", account, name.encode(), task[name].encode())
        kind = "password" if "password" in task else "token"
        secret = task[kind].encode()
        self.call(f"account_{kind}", account, secret, ctypes.c_size_t(len(secret)))
        return account

    def outcome(self, job, protocol):
        """[ok, entry, next] by the getters; frees the job."""
        self.call("job_run", job, ctypes.c_int32(-1))
        result = self.make("job_result", job)
        place = f"/protocols/{protocol}".encode()
        part = self.raw.homing_result_part(result, place + b"/ok")
        found = [part == b"true", text(self.raw.homing_result_text(result, place + b"/diagnosis/id")),
                 text(self.raw.homing_result_text(result, place + b"/next"))]
        self.raw.homing_result_free(result)
        self.raw.homing_job_free(job)
        return found

    def by_functions(self, session, task):
        account = self.account(task)
        job = self.make("send_test", session, account, task["to"].encode()) if "to" in task else self.make("verify", session, account)
        self.raw.homing_account_free(account)
        return self.outcome(job, task["protocols"])

    def by_request(self, session, task):
        request = {name: value for name, value in task.items() if name != "settings"}
        return self.outcome(self.make("call", session, json.dumps(request).encode()), task["protocols"])


def text(value):
    return value.decode() if value else None


def attempt(work, *arguments):
    try:
        return work(*arguments)
    except RuntimeError as error:
        return str(error)


def task_of(run, reply):
    """The run as a task."""
    secret = "password" if reply.secret == "password" else "token"
    task = {"op": run.words[0], "address": run.words[1], "protocols": reply.protocol, secret: run.secret,
            "settings": {"verify.deadline_ms": str(run.deadline), **dict(setting.split("=", 1) for setting in run.settings)}}
    if secret == "password":
        task["method"] = "password"
    if run.words[0] == "send-test":
        task["to"] = run.words[3]
    return task


def lacks(found, run, protocol, how):
    if not isinstance(found, list):
        return [f"{how}: {found}"]
    if protocol in run.fine:
        return [] if found[0] else [f"{how}: {found}"]
    want = run.failed[protocol]
    good = not found[0] and found[1] in want["id"] and found[2] in want["next"]
    return [] if good else [f"{how}: {found[1]}, next {found[2]}, not {' or '.join(want['id'])}, next {' or '.join(want['next'])}"]


def library_of(program):
    """The shared library that the program is linked to."""
    lines = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True).stdout.splitlines()
    return next((line.split()[2] for line in lines if "libhoming" in line), None)


def sentence(run):
    return f"through the library: {run.sentence}"


def chosen(word):
    """Pairs of a reply of Microsoft and its run; `word` chooses as --only does."""
    pairs = [(reply, verify_scripted.exchange_run(reply, heard)) for reply in exchange_incoming.ALL_REPLIES for heard in reply.heard]
    return [pair for pair in pairs if not word or word.lower() in sentence(pair[1]).lower()]


def through_library(asker, pairs):
    """Yields a sentence and what was found, for each reply."""
    library = library_of(asker.homing)
    tasks = json.dumps([task_of(run, reply) for reply, run in pairs])
    done = subprocess.run([sys.executable, "-B", __file__, str(library), str(asker.authority)], input=tasks, capture_output=True, text=True,
                          check=False)
    lines = done.stdout.splitlines()
    for number, (reply, run) in enumerate(pairs):
        answers = json.loads(lines[number]) if number < len(lines) else [f"no answer; exit {done.returncode}, {done.stderr[-300:]!r}"] * 2
        found = [words for how, answer in zip(("by functions", "by a request"), answers) for words in lacks(answer, run, reply.protocol, how)]
        yield sentence(run), found


def main(path, authority):
    library = Library(path)

    def answers(task):
        session = library.session({"tls.ca_file": authority, **task["settings"]})
        found = [attempt(library.by_functions, session, task), attempt(library.by_request, session, task)]
        library.raw.homing_session_free(session)
        return found
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for found in pool.map(answers, json.load(sys.stdin)):
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
