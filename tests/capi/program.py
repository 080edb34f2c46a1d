"""usage: program.py LIBRARY HEADER SCHEMAS

A program in Python that uses every function of homing.h through ctypes, as a host without a compiler would.
"""
import base64
import ctypes
import json
import pathlib
import re
import sys
import tempfile
import unittest
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

import jsonschema

from homing_header import flat, functions, statuses

HERE = pathlib.Path(__file__).parent
LIBRARY, HEADER, SCHEMAS = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
STATUS = statuses(HEADER)
OK, PENDING = STATUS["HOMING_OK"], STATUS["HOMING_PENDING"]
ANSWERS = str(HERE / "answers.json")

# Handles are void pointers; each function has the types of the header. Numbers of 64 bits would be cut without them.
handle, out, text, status = c_void_p, POINTER(c_void_p), c_char_p, c_int32
listener_type = CFUNCTYPE(c_int32, c_char_p, c_void_p)
release_type = CFUNCTYPE(None, c_void_p)
found_type = CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)
get_type = CFUNCTYPE(c_int32, c_void_p, c_char_p, found_type, c_void_p)
put_type = CFUNCTYPE(c_int32, c_void_p, c_char_p, c_void_p, c_size_t)
erase_type = CFUNCTYPE(c_int32, c_void_p, c_char_p)
TYPES = {
    "homing_abi_version": (c_int32,),
    "homing_version": (text,),
    "homing_status_text": (text, status),
    "homing_options_new": (status, out),
    "homing_options_set": (status, handle, text, text),
    "homing_options_get": (text, handle, text),
    "homing_options_error": (text, handle),
    "homing_options_table": (text,),
    "homing_options_free": (None, handle),
    "homing_session_new": (status, handle, out),
    "homing_session_error": (text, handle),
    "homing_session_run": (status, handle, c_int32),
    "homing_session_next": (status, handle, c_int32, POINTER(c_uint32)),
    "homing_session_store": (status, handle, get_type, put_type, erase_type, c_void_p, release_type),
    "homing_session_store_key": (status, handle, text, c_size_t),
    "homing_session_free": (None, handle),
    "homing_resolve": (status, handle, text, out),
    "homing_resolve_domain": (status, handle, text, out),
    "homing_audit": (status, handle, text, out),
    "homing_options_to_send": (status, handle, text, out),
    "homing_explain": (status, handle, text, c_size_t, out),
    "homing_export_formats": (text,),
    "homing_export": (status, handle, handle, text, out),
    "homing_check": (status, handle, text, c_size_t, text, out),
    "homing_call": (status, handle, text, out),
    "homing_account_new": (status, text, out),
    "homing_account_set": (status, handle, text, text),
    "homing_account_password": (status, handle, text, c_size_t),
    "homing_account_token": (status, handle, text, c_size_t),
    "homing_account_client_secret": (status, handle, text, c_size_t),
    "homing_account_error": (text, handle),
    "homing_account_free": (None, handle),
    "homing_verify": (status, handle, handle, out),
    "homing_send_test": (status, handle, handle, text, out),
    "homing_authorize": (status, handle, handle, out),
    "homing_token": (status, handle, handle, text, out),
    "homing_sasl": (status, handle, handle, text, text, out),
    "homing_sign_out": (status, handle, handle, out),
    "homing_job_id": (c_uint32, handle),
    "homing_job_run": (status, handle, c_int32),
    "homing_job_event": (text, handle),
    "homing_job_listen": (status, handle, listener_type, c_void_p, release_type),
    "homing_job_result": (status, handle, out),
    "homing_job_error": (text, handle),
    "homing_job_error_position": (c_size_t, handle),
    "homing_job_free": (None, handle),
    "homing_cancel": (status, c_uint32),
    "homing_bulk_new": (status, handle, c_int32, c_size_t, out),
    "homing_bulk_add": (status, handle, text, c_size_t),
    "homing_bulk_next": (status, handle, c_int32, POINTER(text), POINTER(c_size_t)),
    "homing_bulk_under_way": (c_size_t, handle),
    "homing_bulk_free": (None, handle),
    "homing_result_json": (text, handle),
    "homing_result_text": (text, handle, text),
    "homing_result_number": (c_int64, handle, text, c_int64),
    "homing_result_count": (c_size_t, handle, text),
    "homing_result_part": (text, handle, text),
    "homing_result_secret": (text, handle),
    "homing_result_trace": (text, handle),
    "homing_result_free": (None, handle),
}


def load():
    library = ctypes.CDLL(str(LIBRARY))
    for name, (result, *arguments) in TYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


homing = load()


def validate(document, schema_name):
    """Against manifests/schema, whose members refer to each other by name; nothing is fetched."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    if schema_name not in schemas:
        raise AssertionError(f"there is no {SCHEMAS / schema_name}")
    schema = schemas[schema_name]
    known = {**schemas, **{inner["$id"]: inner for inner in schemas.values() if "$id" in inner}}
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    kind(schema, resolver=jsonschema.RefResolver.from_schema(schema, store=known)).validate(document)


class Case(unittest.TestCase):
    """Makes objects and frees them after the test."""

    def options(self, **values):
        options = c_void_p()
        self.assertEqual(homing.homing_options_new(byref(options)), OK)
        self.addCleanup(homing.homing_options_free, options)
        for name, value in values.items():
            self.assertEqual(homing.homing_options_set(options, name.replace("__", ".").encode(), value.encode()), OK)
        return options

    def session(self, **values):
        session = c_void_p()
        self.assertEqual(homing.homing_session_new(self.options(**values), byref(session)), OK)
        self.addCleanup(homing.homing_session_free, session)
        return session

    def job(self, start, *arguments, expected=OK):
        job = c_void_p()
        self.assertEqual(start(*arguments, byref(job)), expected)
        self.assertTrue(job)
        self.addCleanup(homing.homing_job_free, job)
        return job

    def result(self, job):
        self.assertEqual(homing.homing_job_run(job, -1), OK)
        result = c_void_p()
        self.assertEqual(homing.homing_job_result(job, byref(result)), OK)
        self.addCleanup(homing.homing_result_free, result)
        return result

    def resolve(self, session, address):
        return self.result(self.job(homing.homing_resolve, session, address.encode()))


class TheHeader(unittest.TestCase):
    def test_every_function_is_listed_here(self):
        self.assertEqual(sorted(TYPES), sorted(functions(HEADER)))

    def test_every_function_has_as_many_arguments_as_the_header_says(self):
        for name, (_, *arguments) in TYPES.items():
            found = re.search(rf"\b{name}\((.*)\);", flat(HEADER)).group(1)
            outermost = re.sub(r"\([^()]*\)", "", found)
            self.assertEqual(0 if found == "void" else outermost.count(",") + 1, len(arguments), name)


class TheLibrary(unittest.TestCase):
    def test_it_has_a_version(self):
        self.assertEqual(homing.homing_abi_version(), 1)
        self.assertRegex(homing.homing_version().decode(), r"^\d+\.\d+\.\d+$")

    def test_every_status_has_a_sentence_of_its_own(self):
        sentences = {homing.homing_status_text(number).decode() for number in STATUS.values()}
        self.assertEqual(len(sentences), len(STATUS))
        self.assertNotIn(homing.homing_status_text(12345).decode(), sentences)


class Options(Case):
    def test_the_table_is_json_and_its_defaults_are_in_force(self):
        table = json.loads(homing.homing_options_table())
        options = self.options()
        for row in table["options"]:
            self.assertEqual(homing.homing_options_get(options, row["name"].encode()).decode(), row["default"])
            self.assertEqual(homing.homing_options_set(options, row["name"].encode(), row["default"].encode()),
                             OK if row["default"] or row["type"] == "text" else STATUS["HOMING_INVALID_VALUE"])

    def test_numbers_are_taken_within_their_range_only(self):
        options = self.options()
        for row in json.loads(homing.homing_options_table())["options"]:
            if row["type"] != "number":
                continue
            name = row["name"].encode()
            for value, expected in ((row["least"], OK), (row["most"], OK), (row["least"] - 1, STATUS["HOMING_INVALID_VALUE"]),
                                    (row["most"] + 1, STATUS["HOMING_INVALID_VALUE"])):
                self.assertEqual(homing.homing_options_set(options, name, str(value).encode()), expected, (name, value))
            self.assertEqual(homing.homing_options_get(options, name).decode(), str(row["most"]))

    def test_an_unknown_name_is_told(self):
        options = self.options()
        self.assertEqual(homing.homing_options_set(options, b"speed", b"high"), STATUS["HOMING_UNKNOWN_OPTION"])
        self.assertIn("speed", homing.homing_options_error(options).decode())

    def test_an_error_is_utf_8_whatever_was_passed(self):
        options = self.options()
        for name, value in ((b"\xff\xfe", b"on"), ("ö".encode() * 80, b"on"), (b"x" + "ö".encode() * 80, b"on"),
                            (b"offline", "ö".encode() * 80), (b"offline", b"x" + "ö".encode() * 80), (b"offline", b"\xc3")):
            self.assertNotEqual(homing.homing_options_set(options, name, value), OK)
            homing.homing_options_error(options).decode("utf-8")


class Sessions(Case):
    def test_one_that_cannot_be_made_tells_why(self):
        session = c_void_p()
        made = homing.homing_session_new(self.options(dns__servers="nonsense"), byref(session))
        self.addCleanup(homing.homing_session_free, session)
        self.assertEqual(made, STATUS["HOMING_INVALID_VALUE"])
        self.assertIn("dns.servers", homing.homing_session_error(session).decode())

    def test_it_runs_its_jobs(self):
        session = self.session(answers=ANSWERS)
        jobs = [self.job(homing.homing_resolve, session, b"ada@fabrikam.example") for _ in range(8)]
        rounds = 0
        while any(homing.homing_job_run(job, 0) == PENDING for job in jobs):
            self.assertEqual(homing.homing_session_run(session, -1), OK)
            rounds += 1
            self.assertLessEqual(rounds, len(jobs))
        self.assertEqual(homing.homing_session_error(session), b"")

    def test_it_tells_which_job_has_ended(self):
        session, number = self.session(answers=ANSWERS), c_uint32()
        self.assertEqual(homing.homing_session_next(session, 0, byref(number)), OK)
        jobs = [self.job(homing.homing_resolve_domain, session, name) for name in (b"fabrikam.example", b"litware.example")]
        told = set()
        while homing.homing_session_next(session, -1, byref(number)) == OK and number.value:
            told.add(number.value)
        self.assertEqual(told, {homing.homing_job_id(job) for job in jobs})


    def test_an_audit_follows_the_schema(self):
        session = self.session(answers=ANSWERS)
        for domain in (b"contoso.example", b"fabrikam.example", b"nowhere.example", b"outlook.com"):
            with self.subTest(domain):
                job = self.job(homing.homing_audit, session, domain)
                self.assertEqual(homing.homing_job_run(job, -1), OK)
                validate(json.loads(homing.homing_result_json(self.result(job))), "audit.schema.json")

    def test_the_ways_to_send_follow_the_schema(self):
        session = self.session(answers=ANSWERS)
        for domain in (b"contoso.example", b"fabrikam.example", b"tailspin.example", b"nowhere.example", b"outlook.com"):
            with self.subTest(domain):
                job = self.job(homing.homing_options_to_send, session, domain)
                self.assertEqual(homing.homing_job_run(job, -1), OK)
                validate(json.loads(homing.homing_result_json(self.result(job))), "sending.schema.json")

    def test_an_explanation_follows_the_schema(self):
        session = self.session()
        for words in (b"535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", b"read ECONNRESET", b"", b"no error"):
            with self.subTest(words):
                job = self.job(homing.homing_explain, session, words, len(words))
                self.assertEqual(homing.homing_job_run(job, 0), OK)
                validate(json.loads(homing.homing_result_json(self.result(job))), "explanation.schema.json")

    def test_a_bulk_answers_line_by_line(self):
        bulk, document, size = c_void_p(), c_char_p(), c_size_t()
        self.assertEqual(homing.homing_bulk_new(self.session(answers=ANSWERS), 1, 0, byref(bulk)), OK)
        self.addCleanup(homing.homing_bulk_free, bulk)
        lines = ["ada@fabrikam.example", "contoso.example", "ada@outlook.com", "Ada <ada@b\u00fccher.example>", "nonsense", "\u00e4@"]
        for line in lines:
            self.assertEqual(homing.homing_bulk_add(bulk, line.encode(), len(line.encode())), OK)
        self.assertEqual(homing.homing_bulk_under_way(bulk), len(lines))
        for line in lines:
            self.assertEqual(homing.homing_bulk_next(bulk, -1, byref(document), byref(size)), OK)
            answer = json.loads(document.value)
            self.assertEqual(len(document.value), size.value)
            self.assertEqual(answer["input"], line)
            validate(answer, "batch.schema.json")
        self.assertEqual(homing.homing_bulk_next(bulk, -1, byref(document), byref(size)), OK)
        self.assertIsNone(document.value)


class Documents(Case):
    addresses = ["ada@contoso.example", "ada@fabrikam.example", "ada@litware.example", "ada@tailspin.example", "ada@nowhere.example",
                 "ada@outlook.com", "ada@gmail.com", '"Ada Lovelace"@fabrikam.example', "ada@bücher.example"]

    def test_each_follows_the_schema(self):
        session = self.session(answers=ANSWERS)
        for address in self.addresses:
            with self.subTest(address):
                validate(json.loads(homing.homing_result_json(self.resolve(session, address))), "result.schema.json")

    def test_that_of_a_checked_file_follows_it_too(self):
        session = self.session(answers=ANSWERS)
        file = json.loads(pathlib.Path(ANSWERS).read_text("utf-8"))["http"]
        published = file["GET https://autoconfig.fabrikam.example/mail/config-v1.1.xml"]["body"].encode()
        for body in (published, b"", b"<x/>", published[:-30], b"\xff\xfe<\x00"):
            with self.subTest(body[:20]):
                job = self.job(homing.homing_check, session, body, len(body), b"ada@fabrikam.example")
                document = json.loads(homing.homing_result_json(self.result(job)))
                self.assertIn("problems", document)
                validate(document, "result.schema.json")

    def test_options_requests_answers_and_events_follow_theirs(self):
        session = self.session(answers=ANSWERS, trace="on")
        request = {"op": "resolve", "address": "ada@litware.example"}
        validate(request, "request.schema.json")
        validate(json.loads(homing.homing_options_table()), "options.schema.json")
        job = self.job(homing.homing_call, session, json.dumps(request).encode())
        result = self.result(job)
        validate(json.loads(homing.homing_result_trace(result)), "answers.schema.json")
        events = 0
        while (event := homing.homing_job_event(job)) is not None:
            validate(json.loads(event), "event.schema.json")
            events += 1
        self.assertGreater(events, 4)

    def test_every_place_is_found_by_its_pointer(self):
        session = self.session(answers=ANSWERS, catalog__dir=str(HERE / "catalogue"))
        for address in [*self.addresses, "ada@northwind.example"]:
            result = self.resolve(session, address)
            with self.subTest(address):
                self.walk(result, json.loads(homing.homing_result_json(result)), "")

    def walk(self, result, value, pointer):
        place = pointer.encode()
        self.assertEqual(json.loads(homing.homing_result_part(result, place)), value, pointer)
        self.assertEqual(homing.homing_result_text(result, place), value.encode() if isinstance(value, str) else None, pointer)
        self.assertEqual(homing.homing_result_count(result, place), len(value) if isinstance(value, list) else 0, pointer)
        if isinstance(value, int) and not isinstance(value, bool):
            self.assertEqual(homing.homing_result_number(result, place, -1), value, pointer)
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in members:
            self.walk(result, inner, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1"))


class Jobs(Case):
    def test_a_refused_address_tells_the_place(self):
        session = self.session(offline="on")
        job = self.job(homing.homing_resolve, session, b"ada lovelace@contoso.example", expected=STATUS["HOMING_INVALID_ADDRESS"])
        self.assertIn("space", homing.homing_job_error(job).decode())
        self.assertEqual(homing.homing_job_error_position(job), 3)

    def test_a_refused_request_tells_why_in_utf_8(self):
        session = self.session(offline="on")
        wide = "ö" * 80
        for request in (b"", b"{", b"[1]", b'{"op":"\xff"}', json.dumps({"op": wide}, ensure_ascii=False).encode(),
                        json.dumps({"op": "x" + wide}, ensure_ascii=False).encode(), json.dumps({"op": [wide]}, ensure_ascii=False).encode(),
                        json.dumps({"op": ["x" + wide]}, ensure_ascii=False).encode(), b"[" * 100):
            with self.subTest(request[:20]):
                job = self.job(homing.homing_call, session, request, expected=STATUS["HOMING_INVALID_REQUEST"])
                self.assertNotEqual(homing.homing_job_error(job).decode("utf-8"), "")
                self.assertEqual(homing.homing_job_error_position(job), 0)

    def test_one_is_cancelled_by_its_number(self):
        session = self.session(answers=ANSWERS)
        job = self.job(homing.homing_resolve, session, b"ada@tailspin.example")
        number = homing.homing_job_id(job)
        self.assertEqual(homing.homing_cancel(number), OK)
        self.assertEqual(homing.homing_job_run(job, -1), STATUS["HOMING_CANCELLED"])
        self.assertEqual(homing.homing_cancel(number), STATUS["HOMING_NO_SUCH_JOB"])

    def test_a_listener_hears_events_and_its_context_is_released_once(self):
        session = self.session(answers=ANSWERS)
        heard, released = [], []
        listener = listener_type(lambda event, context: heard.append(json.loads(event)["event"]) or 0)
        release = release_type(released.append)
        job = c_void_p()
        self.assertEqual(homing.homing_resolve(session, b"ada@fabrikam.example", byref(job)), OK)
        self.assertEqual(homing.homing_job_listen(job, listener, 7, release), OK)
        self.assertEqual(homing.homing_job_run(job, -1), OK)
        homing.homing_job_free(job)
        self.assertEqual((heard[0], heard[-1], heard.count("done")), ("asked", "done", 1))
        self.assertEqual(released, [7])

    def test_null_is_refused(self):
        job = c_void_p(1)
        self.assertEqual(homing.homing_resolve(None, b"ada@contoso.example", byref(job)), STATUS["HOMING_INVALID_HANDLE"])
        self.assertFalse(job)
        self.assertEqual(homing.homing_job_run(None, 0), STATUS["HOMING_INVALID_HANDLE"])
        self.assertIsNone(homing.homing_result_json(None))
        self.assertEqual(homing.homing_result_number(None, b"/smtp/0/port", 25), 25)
        self.assertEqual(homing.homing_result_count(None, b"/smtp"), 0)


class Accounts(Case):
    def account(self, address, password=None, **values):
        account = c_void_p()
        self.assertEqual(homing.homing_account_new(address, byref(account)), OK)
        self.addCleanup(homing.homing_account_free, account)
        for name, value in values.items():
            self.assertEqual(homing.homing_account_set(account, name.encode(), value), OK, homing.homing_account_error(account))
        if password:
            self.assertEqual(homing.homing_account_password(account, password, len(password)), OK)
        return account

    def test_configurations_follow_the_schema(self):
        formats = json.loads(homing.homing_export_formats())
        validate(formats, "export-formats.schema.json")
        session = self.session(answers=ANSWERS)
        for address in (b"ada@fabrikam.example", b"ada@nowhere.example", b"ada@outlook.com"):
            for name in (one["name"].encode() for one in formats["formats"]):
                with self.subTest(address=address, format=name):
                    job = self.job(homing.homing_export, session, self.account(address), name)
                    self.assertEqual(homing.homing_job_run(job, -1), OK)
                    validate(json.loads(homing.homing_result_json(self.result(job))), "export.schema.json")

    def proved(self, session, account):
        result = self.result(self.job(homing.homing_verify, session, account))
        document = json.loads(homing.homing_result_json(result))
        validate(document, "verification.schema.json")
        return document

    def test_a_verification_follows_its_schema_and_its_trace_replays(self):
        account = self.account(b"ada@fabrikam.example", b"correct-horse", protocols=b"imap,smtp")
        session = self.session(answers=ANSWERS, trace="on")
        job = self.job(homing.homing_verify, session, account)
        result = self.result(job)
        document = json.loads(homing.homing_result_json(result))
        validate(document, "verification.schema.json")
        self.assertEqual(document["outcome"], "partial")
        trace = homing.homing_result_trace(result).decode()
        validate(json.loads(trace), "answers.schema.json")
        self.assertNotIn("correct-horse", trace)
        events = []
        while event := homing.homing_job_event(job):
            validate(json.loads(event), "event.schema.json")
            events.append(json.loads(event))
        self.assertIn(("imap", "sign-in", True), [(e["protocol"], e["step"], e["ok"]) for e in events if e["event"] == "step"])
        again = self.proved(self.session(answers=trace), account)
        for protocol in ("imap", "smtp"):
            self.assertEqual(again["protocols"][protocol]["diagnosis"], document["protocols"][protocol]["diagnosis"])
            self.assertEqual([step["reply"] for step in again["protocols"][protocol]["steps"]],
                             [step["reply"] for step in document["protocols"][protocol]["steps"]])

    def test_without_a_secret_it_is_told_what_is_offered(self):
        document = self.proved(self.session(answers=ANSWERS), self.account(b"ada@fabrikam.example", protocols=b"imap"))
        self.assertEqual(document["outcome"], "ok")
        self.assertEqual(document["protocols"]["imap"]["methods"], [{"method": "password", "state": "current", "offered": True}])
        self.assertNotIn("sign-in", [step["step"] for step in document["protocols"]["imap"]["steps"]])

    def test_a_protocol_without_a_server_is_told_where_it_was_asked_for(self):
        document = self.proved(self.session(answers=ANSWERS), self.account(b"ada@fabrikam.example", b"x" * 8, protocols=b"pop3"))
        self.assertEqual(document["protocols"]["pop3"]["endpoint"], {})
        self.assertEqual(document["protocols"]["pop3"]["diagnosis"]["id"], "server.unknown")

    def test_the_doors_of_json_and_of_c_are_one(self):
        session = self.session(answers=ANSWERS)
        request = {"op": "verify", "address": "ada@fabrikam.example", "password": "correct-horse", "protocols": "smtp"}
        validate(request, "request.schema.json")
        document = json.loads(homing.homing_result_json(self.result(self.job(homing.homing_call, session, json.dumps(request).encode()))))
        account = self.account(b"ada@fabrikam.example", b"correct-horse", protocols=b"smtp")
        self.assertEqual(document["protocols"]["smtp"]["diagnosis"], self.proved(session, account)["protocols"]["smtp"]["diagnosis"])
        send = {"op": "send-test", "address": "ada@litware.example", "password": "correct-horse", "to": "grace@contoso.example"}
        validate(send, "request.schema.json")
        sent = json.loads(homing.homing_result_json(self.result(self.job(homing.homing_call, session, json.dumps(send).encode()))))
        validate(sent, "verification.schema.json")
        self.assertTrue(sent["sent"])

    def test_a_token_is_a_secret_too(self):
        account = self.account(b"ada@fabrikam.example", method=b"oauth2")
        self.assertEqual(homing.homing_account_token(account, b"ya29.token", 10), OK)
        document = self.proved(self.session(answers=ANSWERS), account)
        self.assertFalse(document["protocols"]["imap"]["ok"])
        job = self.job(homing.homing_send_test, self.session(answers=ANSWERS), account, b"grace@contoso.example")
        self.assertEqual(homing.homing_job_run(job, -1), OK)


class SignIns(Accounts):
    """A host in Python keeps the sign-ins itself."""

    def setUp(self):
        self.kept = {}

        def get(_, key, found, to):
            if key in self.kept:
                found(to, self.kept[key], len(self.kept[key]))
            return 0

        def put(_, key, value, size):
            self.kept[key] = ctypes.string_at(value, size)
            return 0

        def erase(_, key):
            self.kept.pop(key, None)
            return 0
        self.callbacks = get_type(get), put_type(put), erase_type(erase), release_type()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        values = {"oauth.client_id": "client-of-a-test", "store.folder": folder.name}
        self.one = self.session(answers=str(HERE / "sign_in.json"), trace="on", **values)
        self.assertEqual(homing.homing_session_store_key(self.one, b"k" * 32, 32), OK)
        get, put, erase, release = self.callbacks
        self.assertEqual(homing.homing_session_store(self.one, get, put, erase, None, release), OK)
        self.who = self.account(b"ada@contoso.example", flow=b"device", access=b"imap,smtp")
        self.assertEqual(homing.homing_account_client_secret(self.account(b"ada@contoso.example"), b"secret", 6), OK)

    def told(self, function, *arguments):
        job = self.job(function, self.one, self.who, *arguments)
        result = self.result(job)
        document = json.loads(homing.homing_result_json(result))
        validate(document, "sign-in.schema.json")
        trace = homing.homing_result_trace(result).decode()
        validate(json.loads(trace), "answers.schema.json")
        self.assertNotIn("-token-1", trace + json.dumps(document))
        while event := homing.homing_job_event(job):
            validate(json.loads(event), "event.schema.json")
        return result, document

    def test_a_sign_in_gives_tokens_until_it_is_erased(self):
        _, document = self.told(homing.homing_authorize)
        self.assertEqual((document["outcome"], document["sign_in"]["granted"]), ("ok", ["imap", "smtp"]))
        self.assertIn(b"refresh-token-1", b"".join(self.kept.values()))
        result, document = self.told(homing.homing_token, b"imap")
        self.assertEqual(homing.homing_result_secret(result), b"access-token-1")
        result, _ = self.told(homing.homing_sasl, b"imap", b"OAUTHBEARER")
        response = base64.b64decode(homing.homing_result_secret(result))
        self.assertEqual(response, b"n,a=ada@contoso.example,\x01auth=Bearer access-token-1\x01\x01")  # RFC 7628 section 3.1
        _, document = self.told(homing.homing_sign_out)
        self.assertEqual((document["outcome"], self.kept), ("ok", {}))
        _, document = self.told(homing.homing_token, b"imap")
        self.assertEqual(document["diagnosis"]["id"], "oauth.not_signed_in")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
