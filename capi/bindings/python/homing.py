"""Homing: an e-mail address becomes a working mail account. Speaks to libhoming through ctypes; needs Python 3.9 and nothing else.

    import homing
    with homing.Session() as session:
        print(session.resolve("ada@contoso.example").result().text("/imap/0/host"))

A job is started by each method of a session that is named after an operation. `job.result()` waits for it in this thread;
`await job` leaves the event loop free, and a cancelled task cancels the job. One thread works for all of a session that are awaited.
"""
from __future__ import annotations

import asyncio
import ctypes
import enum
import itertools
import json
import os
import threading
import time
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any, Callable, Dict, Generic, Iterable, Iterator, List, Mapping, MutableMapping, Optional, TypedDict, TypeVar, Union

SLICE_MS = 50  # for which a thread works before it looks at Ctrl-C, at a cancel and at events
T = TypeVar("T")


# ---- Documents: what their schemas in manifests/schema promise ------------------------------------------------------------

Method = TypedDict("Method", {"method": str, "state": str, "since": Optional[str], "until": Optional[str], "why": Optional[str]})
Server = TypedDict("Server", {"host": str, "port": int, "security": str, "username": str, "auth": List[Method]})
Mailbox = TypedDict("Mailbox", {"kind": str, "cloud": str, "confidence": str, "provider": Optional[str], "tenant": str, "region": str}, total=False)
Diagnosis = TypedDict("Diagnosis", {
    "id": str, "who": str, "meaning": str, "steps": List[str], "link": str, "confidence": str, "next": str, "layer": str, "as_of": str,
    "remedies": List[Dict[str, Any]]}, total=False)
Settings = TypedDict("Settings", {
    "homing": str, "address": str, "outcome": str, "mailbox": Mailbox, "imap": List[Server], "pop3": List[Server], "smtp": List[Server],
    "oauth2": Dict[str, Any], "services": List[Dict[str, str]], "advice": List[Dict[str, Any]], "limits": Dict[str, Any],
    "evidence": List[Dict[str, Any]], "disclosed": List[Dict[str, str]], "problems": List[Dict[str, Any]], "timing": Dict[str, float]}, total=False)
Proof = TypedDict("Proof", {  # of one protocol
    "ok": bool, "endpoint": Dict[str, Any], "method": str, "methods": List[Dict[str, Any]], "steps": List[Dict[str, Any]],
    "diagnosis": Optional[Diagnosis], "next": str}, total=False)
Verification = TypedDict("Verification", {
    "address": str, "outcome": str, "mailbox": Mailbox, "protocols": Dict[str, Proof], "sent": bool, "message_id": str,
    "to": List[Dict[str, Any]], "sign_in": Dict[str, Any], "graph": Dict[str, Any], "timing": Dict[str, float]}, total=False)
SignIn = TypedDict("SignIn", {
    "operation": str, "address": str, "outcome": str, "sign_in": Dict[str, Any], "token": Dict[str, Any], "warnings": List[str],
    "fault": str, "diagnosis": Diagnosis, "next": str, "timing": Dict[str, float]}, total=False)
Explanation = TypedDict("Explanation", {"matches": List[Diagnosis], "unknown": Dict[str, Any]}, total=False)
Export = TypedDict("Export", {
    "format": str, "for": str, "address": str, "outcome": str, "files": List[Dict[str, str]], "notes": List[str], "why_not": str}, total=False)
Event = TypedDict("Event", {
    "event": str, "job": int, "ms": float, "question": str, "heard": str, "protocol": str, "server": str, "step": str, "ok": bool,
    "url": str, "code": str, "url_with_code": str, "lifetime_s": int}, total=False)
Document = Dict[str, Any]


# ---- Errors ---------------------------------------------------------------------------------------------------------------

class Error(Exception):
    """What the library refused: a status, a sentence, and of an address the byte at which it is wrong."""

    def __init__(self, status: int, sentence: str = "", position: int = 0):
        self.status, self.position = Status(status), position
        self.sentence = sentence or status_text(status)
        super().__init__(self.sentence)


class Cancelled(Error):
    """Somebody has cancelled the job."""


def _check(status: int, told: Callable[[], bytes] = bytes, position: Callable[[], int] = int) -> int:
    if status in (Status.OK, Status.PENDING):
        return status
    raise (Cancelled if status == Status.CANCELLED else Error)(status, (told() or b"").decode(), position())


# ---- Objects --------------------------------------------------------------------------------------------------------------

def _bytes(text: Union[str, bytes]) -> bytes:
    given = text.encode() if isinstance(text, str) else bytes(text)
    if b"\0" in given:
        raise ValueError("a text for the library holds a NUL")
    return given


def _sized(text: Union[str, bytes]) -> tuple:
    given = text.encode() if isinstance(text, str) else bytes(text)
    return given, len(given)


def _text(given: Optional[bytes]) -> Optional[str]:
    return None if given is None else given.decode()


_found_type = CFUNCTYPE(None, c_void_p, c_char_p, c_size_t)
_get_type = CFUNCTYPE(c_int32, c_void_p, c_char_p, _found_type, c_void_p)
_put_type = CFUNCTYPE(c_int32, c_void_p, c_char_p, c_void_p, c_size_t)
_erase_type = CFUNCTYPE(c_int32, c_void_p, c_char_p)
_listen_type = CFUNCTYPE(c_int32, c_char_p, c_void_p)
_release_type = CFUNCTYPE(None, c_void_p)
_in_use: Dict[int, Any] = {}  # what the library may call, until it says that it no longer does
_numbers = itertools.count(1)


_raised = threading.local()  # .error: what a host's own function has raised that must end more than the job, such as KeyboardInterrupt


def _offer(take: Callable[..., int], *callbacks: Any) -> None:
    """Has callbacks kept while the library can call them; `take` hands them over, with a number as their context."""
    number = next(_numbers)
    _in_use[number] = callbacks
    status = take(*callbacks, number, _Object._release)
    if status != Status.OK:
        del _in_use[number]
    _check(status)


def _or_one(function: Callable[..., int]) -> Callable[..., int]:
    """Failure, where the host's own function raises: nothing may go through the library's frames."""
    def guarded(*given: Any) -> int:
        try:
            return function(*given)
        except Exception:
            return 1
        except BaseException as error:
            _raised.error = error
            return 1
    return guarded


def _worked(status: int) -> int:
    """The status of what may have called the host's own functions, in this thread, unless one of them has raised what goes on."""
    error, _raised.error = getattr(_raised, "error", None), None
    if error is not None:
        raise error
    return status


class _Object:
    """Owns an object of the library: frees it once, by close(), at the end of `with`, or with its last reference."""
    _pointer: Any = None
    _release = _release_type(lambda number, in_use=_in_use: in_use.pop(number, None) and None)

    def _free(self, pointer: Any) -> None:
        raise NotImplementedError

    def close(self) -> None:
        pointer, self._pointer = self._pointer, None
        if pointer:
            self._free(pointer)

    def __enter__(self):
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("an object of the library can be neither copied nor pickled")

    def __repr__(self) -> str:
        return f"<homing.{type(self).__name__}{'' if self._pointer else ', closed'}>"


class Options(_Object):
    """Options by name; OPTIONS has the names and their defaults."""

    def __init__(self, values: Mapping[str, Any] = {}):
        self._pointer = c_void_p()
        _check(_c.homing_options_new(byref(self._pointer)))
        for name, value in values.items():
            self[name] = value

    def __setitem__(self, name: str, value: Any) -> None:
        text = ("off", "on")[value] if isinstance(value, bool) else str(value)
        _check(_c.homing_options_set(self._pointer, _bytes(name), _bytes(text)), lambda: _c.homing_options_error(self._pointer))

    def __getitem__(self, name: str) -> str:
        value = _text(_c.homing_options_get(self._pointer, _bytes(name)))
        if value is None:
            raise KeyError(name)
        return value

    def _free(self, pointer: Any) -> None:
        _c.homing_options_free(pointer)


class Account(_Object):
    """A mail address and what it takes to use it. `values` are those of homing_account_set, such as {"protocols": "imap"}."""

    def __init__(self, address: str, values: Mapping[str, str] = {}, *, password: Any = None, token: Any = None, client_secret: Any = None):
        self._pointer = c_void_p()
        _check(_c.homing_account_new(_bytes(address), byref(self._pointer)))
        for name, value in values.items():
            self.set(name, value)
        for give, secret in ((self.password, password), (self.token, token), (self.client_secret, client_secret)):
            if secret is not None:
                give(secret)

    def _told(self, status: int) -> None:
        _check(status, lambda: _c.homing_account_error(self._pointer))

    def set(self, name: str, value: str) -> None:
        self._told(_c.homing_account_set(self._pointer, _bytes(name), _bytes(value)))

    def password(self, secret: Union[str, bytes]) -> None:
        self._told(_c.homing_account_password(self._pointer, *_sized(secret)))

    def token(self, secret: Union[str, bytes]) -> None:
        self._told(_c.homing_account_token(self._pointer, *_sized(secret)))

    def client_secret(self, secret: Union[str, bytes]) -> None:
        self._told(_c.homing_account_client_secret(self._pointer, *_sized(secret)))

    def _free(self, pointer: Any) -> None:
        _c.homing_account_free(pointer)


class _Work(_Object):
    """The library's session, kept while a Session or a job needs it; and the thread that works for the jobs that somebody awaits."""

    def __init__(self) -> None:
        self._pointer = c_void_p()
        self._lock = threading.Lock()
        self._waiting: Dict[object, Any] = {}  # who waits -> the number of the job, and what wakes them
        self._works = False

    def attend(self, who: object, number: int, wake: Callable[[int], None]) -> None:
        """Has `wake` called in another thread: with PENDING, again and again, to look at events; otherwise it is the last time."""
        with self._lock:
            self._waiting[who] = number, wake
            if not self._works:
                threading.Thread(target=self._turn, name="homing").start()
                self._works = True

    def leave(self, who: object) -> None:
        with self._lock:
            self._waiting.pop(who, None)

    def _turn(self) -> None:
        ended, looked, works = c_uint32(), time.monotonic(), True
        while works:
            status = _c.homing_session_next(self._pointer, SLICE_MS, byref(ended))
            look = time.monotonic() - looked >= SLICE_MS / 1000
            if look:
                looked = time.monotonic()
            with self._lock:
                last = {who for who, (number, _) in self._waiting.items() if status != Status.PENDING and ended.value in (0, number)}
                woken = [(wake, status if who in last else Status.PENDING) for who, (_, wake) in self._waiting.items() if look or who in last]
                for who in last:
                    del self._waiting[who]
                works = self._works = bool(self._waiting) and threading.main_thread().is_alive()
            for wake, told in woken:
                wake(told)

    def _free(self, pointer: Any) -> None:
        _c.homing_session_free(pointer)


class Session(_Object):
    """What jobs share. Make one and keep it; any thread may use it. Jobs that are under way outlive it."""

    def __init__(self, options: Union[Options, Mapping[str, Any], None] = None):
        given = options if isinstance(options, Options) else Options(options or {})
        self._work: Optional[_Work] = _Work()
        self._pointer = self._work._pointer
        status = _c.homing_session_new(given._pointer, byref(self._pointer))
        try:
            _check(status, lambda: _c.homing_session_error(self._pointer))
        except Error:
            self.close()
            raise

    def run(self, timeout_ms: int = -1) -> bool:
        """Works for all jobs; whether one has ended, or none is left, before the time was up."""
        return _check(_worked(_c.homing_session_run(self._pointer, timeout_ms))) == Status.OK

    def next(self, timeout_ms: int = -1) -> Optional[int]:
        """Works for all jobs: the number of one that has ended; 0 where none is left, None where the time was up."""
        number = c_uint32()
        status = _worked(_c.homing_session_next(self._pointer, timeout_ms, byref(number)))
        return number.value if _check(status) == Status.OK else None

    def store(self, place: MutableMapping[str, bytes]) -> None:
        """Has sign-ins kept in `place`, which holds secrets: text by key. It must not call the library."""
        def get(_: Any, key: bytes, found: Any, to: Any) -> int:
            value = place.get(key.decode())
            if value is not None:
                found(to, value, len(value))
            return 0

        def put(_: Any, key: bytes, value: Any, size: int) -> int:
            place[key.decode()] = ctypes.string_at(value, size)
            return 0

        def erase(_: Any, key: bytes) -> int:
            place.pop(key.decode(), None)
            return 0
        pairs: List[Any] = [(_get_type, get), (_put_type, put), (_erase_type, erase)]
        _offer(lambda *given: _c.homing_session_store(self._pointer, *given), *(kind(_or_one(function)) for kind, function in pairs))

    def store_key(self, key: bytes) -> None:
        _check(_c.homing_session_store_key(self._pointer, *_sized(key)))

    def _start(self, function: Any, *given: Any) -> Job:
        job: Job[Any] = Job(self._work)
        status = function(self._pointer, *given, byref(job._pointer))
        _check(status, lambda: _c.homing_job_error(job._pointer), lambda: _c.homing_job_error_position(job._pointer))
        return job

    def resolve(self, address: str) -> Job[Settings]:
        return self._start(_c.homing_resolve, _bytes(address))

    def resolve_domain(self, domain: str) -> Job[Settings]:
        return self._start(_c.homing_resolve_domain, _bytes(domain))

    def check(self, text: Union[str, bytes], address: str) -> Job[Settings]:
        return self._start(_c.homing_check, *_sized(text), _bytes(address))

    def audit(self, domain: str) -> Job[Document]:
        return self._start(_c.homing_audit, _bytes(domain))

    def verify(self, account: Account) -> Job[Verification]:
        return self._start(_c.homing_verify, account._pointer)

    def send_test(self, account: Account, to: str) -> Job[Verification]:
        return self._start(_c.homing_send_test, account._pointer, _bytes(to))

    def authorize(self, account: Account) -> Job[SignIn]:
        return self._start(_c.homing_authorize, account._pointer)

    def token(self, account: Account, access: str) -> Job[SignIn]:
        return self._start(_c.homing_token, account._pointer, _bytes(access))

    def sasl(self, account: Account, access: str, mechanism: str) -> Job[SignIn]:
        return self._start(_c.homing_sasl, account._pointer, _bytes(access), _bytes(mechanism))

    def sign_out(self, account: Account) -> Job[SignIn]:
        return self._start(_c.homing_sign_out, account._pointer)

    def explain(self, text: Union[str, bytes]) -> Job[Explanation]:
        return self._start(_c.homing_explain, *_sized(text))

    def options_to_send(self, domain: str) -> Job[Document]:
        return self._start(_c.homing_options_to_send, _bytes(domain))

    def export(self, account: Account, format: str) -> Job[Export]:
        """Another program's configuration; export_formats() lists the formats."""
        return self._start(_c.homing_export, account._pointer, _bytes(format))

    def call(self, request: Union[str, Mapping[str, Any]]) -> Job[Document]:
        """Any operation by its JSON request."""
        return self._start(_c.homing_call, _bytes(request if isinstance(request, str) else json.dumps(request)))

    def bulk(self, in_order: bool = True, most: int = 0) -> Bulk:
        return Bulk(self, in_order, most)

    def _free(self, pointer: Any) -> None:
        self._work = None  # which frees it when no job needs it


class Job(_Object, Generic[T]):
    """One operation under way."""

    def __init__(self, work: Optional[_Work]):
        self._pointer, self._work, self._busy = c_void_p(), work, threading.Lock()
        self._listener: Optional[Callable[[Event], Any]] = None

    @property
    def id(self) -> int:
        return _c.homing_job_id(self._pointer)

    def run(self, timeout_ms: int = -1) -> bool:
        """Works in this thread: whether the job has ended before the time was up."""
        with self._busy:
            return self._told(_worked(_c.homing_job_run(self._pointer, timeout_ms)))

    def _told(self, status: int) -> bool:
        return _check(status, lambda: _c.homing_job_error(self._pointer), lambda: _c.homing_job_error_position(self._pointer)) == Status.OK

    def events(self) -> Iterator[Event]:
        """What has happened since it was last asked."""
        while True:
            event = _c.homing_job_event(self._pointer)
            if event is None:
                return
            yield json.loads(event)

    def listen(self, listener: Optional[Callable[[Event], Any]]) -> None:
        """Has events told inside run(), and while the job is awaited; a listener that returns True, or raises, cancels the job."""
        self._listener = listener
        if listener is None:
            _check(_c.homing_job_listen(self._pointer, _listen_type(0), None, _release_type(0)))
            return
        hear = listener
        call = _listen_type(_or_one(lambda event, _: int(hear(json.loads(event)) is True)))
        _offer(lambda *given: _c.homing_job_listen(self._pointer, *given), call)

    def result(self) -> Result[T]:
        """Waits for the end in this thread; in slices, so that Ctrl-C is heard."""
        while not self.run(SLICE_MS):
            pass
        result: Result[T] = Result()
        self._told(_c.homing_job_result(self._pointer, byref(result._pointer)))
        return result

    async def wait(self, on_event: Optional[Callable[[Event], Any]] = None) -> Result[T]:
        """Waits while another thread works; `on_event` is called in this one."""
        work = self._work
        if work is None:
            raise Error(Status.INVALID_HANDLE)
        loop, who, leave = asyncio.get_running_loop(), object(), work.leave
        told: asyncio.Queue[int] = asyncio.Queue()

        def wake(status: int) -> None:
            try:
                loop.call_soon_threadsafe(told.put_nowait, status)
            except RuntimeError:  # the loop is closed
                leave(who)
        try:
            result = self._settled(on_event)
            while result is None:
                work.attend(who, self.id, wake)
                _check(await told.get())
                result = self._settled(on_event)
            return result
        except BaseException:
            self.cancel()
            raise
        finally:
            leave(who)

    def _settled(self, on_event: Optional[Callable[[Event], Any]]) -> Optional[Result[T]]:
        """Tells what has happened: the result, once there is one. Not while another thread is in the job."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            result: Result[T] = Result()
            status = _c.homing_job_result(self._pointer, byref(result._pointer))
            happened = list(self.events())
        finally:
            self._busy.release()
        for event in happened:
            self._tell(event, on_event)
        return result if status != Status.NOT_READY and self._told(status) else None

    def _tell(self, event: Event, on_event: Optional[Callable[[Event], Any]]) -> None:
        if self._listener:
            try:
                unwanted = self._listener(event) is True
            except Exception:
                unwanted = True
            if unwanted:
                self.cancel()
        if on_event:
            on_event(event)

    def __await__(self):
        return self.wait().__await__()

    def cancel(self) -> None:
        cancel(self.id)

    def close(self) -> None:
        if self._pointer:
            self.cancel()
            with self._busy:  # another thread may be in a slice; the cancel ends it
                super().close()

    def _free(self, pointer: Any) -> None:
        _c.homing_job_free(pointer)
        self._work = None


class Result(_Object, Generic[T]):
    """What came out. Pointers are JSON Pointers (RFC 6901), such as "/smtp/0/host"."""

    def __init__(self) -> None:
        self._pointer = c_void_p()
        self._document: Any = None

    @property
    def document(self) -> T:
        if self._document is None:
            self._document = json.loads(self.json)
        return self._document

    @property
    def json(self) -> str:
        return _text(_c.homing_result_json(self._pointer)) or ""

    @property
    def outcome(self) -> Optional[str]:
        return self.text("/outcome")

    def text(self, pointer: str) -> Optional[str]:
        return _text(_c.homing_result_text(self._pointer, _bytes(pointer)))

    def number(self, pointer: str, otherwise: int = 0) -> int:
        return _c.homing_result_number(self._pointer, _bytes(pointer), otherwise)

    def count(self, pointer: str) -> int:
        return _c.homing_result_count(self._pointer, _bytes(pointer))

    def part(self, pointer: str) -> Any:
        """A part of the document, read; None where there is none."""
        part = _c.homing_result_part(self._pointer, _bytes(pointer))
        return None if part is None else json.loads(part)

    @property
    def secret(self) -> Optional[str]:
        """The token or SASL response."""
        return _text(_c.homing_result_secret(self._pointer))

    @property
    def trace(self) -> Optional[str]:
        return _text(_c.homing_result_trace(self._pointer))

    def _free(self, pointer: Any) -> None:
        _c.homing_result_free(pointer)


class Bulk(_Object):
    """Very many addresses and domains: lines in, documents out."""

    def __init__(self, session: Session, in_order: bool, most: int):
        self._pointer = c_void_p()
        _check(_c.homing_bulk_new(session._pointer, in_order, most, byref(self._pointer)))

    def __len__(self) -> int:
        return _c.homing_bulk_under_way(self._pointer)

    def add(self, line: str) -> bool:
        """False: there is no room; take documents first."""
        return _check(_c.homing_bulk_add(self._pointer, *_sized(line))) == Status.OK

    def next(self, timeout_ms: int = -1) -> Optional[Document]:
        """The next document; None where no line is left. TimeoutError where the time was up."""
        document, size = c_char_p(), c_size_t()
        if _check(_worked(_c.homing_bulk_next(self._pointer, timeout_ms, byref(document), byref(size)))) == Status.PENDING:
            raise TimeoutError("no document yet")
        return None if document.value is None else json.loads(document.value)

    def resolve(self, lines: Iterable[str]) -> Iterator[Document]:
        for line in lines:
            while not self.add(line):
                yield from self._taken()
        while len(self):
            yield from self._taken()

    def _taken(self) -> Iterator[Document]:
        document = self.next()
        if document is not None:
            yield document

    def _free(self, pointer: Any) -> None:
        _c.homing_bulk_free(pointer)


# ---- The library ----------------------------------------------------------------------------------------------------------

def version() -> str:
    return _c.homing_version().decode()


def abi_version() -> int:
    return _c.homing_abi_version()


def status_text(status: int) -> str:
    return _c.homing_status_text(status).decode()


def options_table() -> List[Dict[str, Any]]:
    return json.loads(_c.homing_options_table())["options"]


def export_formats() -> List[Dict[str, str]]:
    return json.loads(_c.homing_export_formats())["formats"]


def cancel(job_id: int) -> bool:
    """Cancels a job by its number, from any thread; False where none of it is running."""
    return _c.homing_cancel(job_id) == Status.OK


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ.get("HOMING_LIBRARY") or f"libhoming.so.{ABI_VERSION}")
    out = POINTER(c_void_p)
    types = {"v": None, "i": c_int32, "u": c_uint32, "l": c_int64, "z": c_size_t, "s": c_char_p, "p": c_void_p, "h": c_void_p, "o": out,
             "U": POINTER(c_uint32), "Z": POINTER(c_size_t), "S": POINTER(c_char_p), "L": _listen_type, "G": _get_type, "P": _put_type,
             "E": _erase_type, "R": _release_type}
    if library.homing_abi_version() != ABI_VERSION:
        raise ImportError(f"libhoming has ABI version {library.homing_abi_version()}; this module is for {ABI_VERSION}")
    for name, result, given in (line.split(":") for line in _FUNCTIONS.split()):
        function = getattr(library, name)
        function.restype, function.argtypes = types[result], [types[kind] for kind in given]
    return library


# ---- Generated by generate.py: tables -------------------------------------------------------------------------------------
ABI_VERSION = 1
Status = enum.IntEnum("Status", {
    "OK": 0, "PENDING": 1, "INVALID_ARGUMENT": 10, "INVALID_HANDLE": 11, "INVALID_ADDRESS": 12, "INVALID_REQUEST": 13, "UNKNOWN_OPTION": 20,
    "INVALID_VALUE": 21, "CANCELLED": 30, "NOT_READY": 31, "NO_SUCH_JOB": 32, "NO_MEMORY": 40, "INTERNAL": 41})
OPTIONS = {  # name -> default
    "offline": "off", "privacy": "domain", "staged": "off", "deadline_ms": "4000", "grace_ms": "300", "contradictions": "on", "dns.servers": "",
    "dns.timeout_ms": "250", "dns.trust_ad": "off", "dns.doh": "", "tls.ca_file": "", "net.proxy": "", "net.private_addresses": "allow",
    "autoconfig.send_address": "off", "autoconfig.http": "off", "autodiscover": "on", "autodiscover.http": "on", "microsoft.tenant": "on",
    "microsoft.realm": "off", "guess": "off", "directory": "on", "directory.url": "https://autoconfig.thunderbird.net/v1.1/", "directory.folder": "",
    "catalog.dir": "", "language": "en", "verify.deadline_ms": "30000", "verify.patience_ms": "10000", "sign_in.deadline_ms": "900000",
    "oauth.client_id": "", "oauth.clients": "", "store.place": "auto", "store.folder": "", "store.key_file": "", "cache.kilobytes": "2048",
    "cache.longest_s": "3600", "cache.negative_s": "300", "cache.web_s": "300", "answers": "", "trace": "off", "events": "on"}
DIAGNOSES = frozenset("""
    aadsts.28000 aadsts.28002 aadsts.500011 aadsts.50011 aadsts.500133 aadsts.50020 aadsts.500208 aadsts.50034 aadsts.50053 aadsts.50055 aadsts.50057
    aadsts.50058 aadsts.50059 aadsts.50072 aadsts.50074 aadsts.50076 aadsts.50078 aadsts.50079 aadsts.50097 aadsts.50105 aadsts.50126 aadsts.50131
    aadsts.50132 aadsts.50133 aadsts.501481 aadsts.50158 aadsts.50173 aadsts.50194 aadsts.50196 aadsts.51004 aadsts.53000 aadsts.53001 aadsts.53002
    aadsts.53003 aadsts.530032 aadsts.530035 aadsts.54005 aadsts.65001 aadsts.65004 aadsts.65005 aadsts.650052 aadsts.650056 aadsts.650057
    aadsts.70000 aadsts.70001 aadsts.700011 aadsts.7000112 aadsts.700016 aadsts.70002 aadsts.7000215 aadsts.7000218 aadsts.700022 aadsts.7000222
    aadsts.7000229 aadsts.700024 aadsts.700025 aadsts.700027 aadsts.70008 aadsts.700082 aadsts.700084 aadsts.70011 aadsts.70012 aadsts.70016
    aadsts.70018 aadsts.70019 aadsts.70043 aadsts.90002 aadsts.900023 aadsts.9001023 aadsts.90014 aadsts.900144 aadsts.90023 aadsts.9002313
    aadsts.9002331 aadsts.9002332 aadsts.90027 aadsts.90033 aadsts.90038 aadsts.90055 aadsts.900561 aadsts.90072 aadsts.90094 aadsts.90095
    aadsts.900971 autodiscover.pox.error autodiscover.v2.protocol_not_supported ews.password_refused graph.access_denied graph.invalid_token
    graph.mailbox_not_enabled graph.throttled graph.unavailable imap.authenticate_failed imap.authenticated_not_connected imap.basic_blocked_token
    imap.basic_disabled imap.command_error imap.connection_reset_bye imap.login_failed imap.logindisabled imap.off_for_mailbox imap.throttled
    mailbox.personal_answer mailbox.work_answer net.dns net.dns_failure net.econnreset net.not_this_protocol net.private_address net.refused
    net.silent_server net.timeout net.unreachable oauth.access_denied oauth.account_selection_required oauth.authorization_declined
    oauth.authorization_pending oauth.bad_verification_code oauth.browser_silent oauth.client oauth.clock oauth.consent_required oauth.expired_token
    oauth.identity oauth.interaction_required oauth.invalid_client oauth.invalid_grant oauth.invalid_request oauth.invalid_scope oauth.invalid_token
    oauth.iss oauth.listener oauth.login_required oauth.no_client oauth.no_endpoint oauth.no_refresh_token oauth.nonce oauth.not_signed_in
    oauth.other_servers oauth.scope_missing oauth.server_error oauth.slow_down oauth.state oauth.store oauth.temporarily_unavailable
    oauth.unauthorized_client oauth.unsupported_grant_type oauth.unsupported_response_type oauth.wrong_user outlook.0x8004010F outlook.0x80040119
    outlook.0x80042108 outlook.0x80042109 outlook.0x800CCC0B outlook.0x800CCC0D outlook.0x800CCC0E outlook.0x800CCC0F outlook.0x800CCC19
    outlook.0x800CCC1A outlook.0x800CCC78 outlook.0x800CCC7D outlook.0x800CCC80 outlook.0x800CCC92 pop3.basic_disabled pop3.logon_failure
    pop3.off_for_mailbox pop3.protocol_error sasl.xoauth2_json_challenge sign_in.password_refused sign_in.refused_here sign_in.token_refused
    smtp.account_banned_501 smtp.auth.account_locked smtp.auth.bad_credentials smtp.auth.basic_disabled smtp.auth.basic_retired
    smtp.auth.conditional_access smtp.auth.curl_67 smtp.auth.disabled_mailbox smtp.auth.disabled_tenant smtp.auth.federated_sts
    smtp.auth.generic_535_5_7_3 smtp.auth.security_defaults smtp.auth.temp_failure smtp.auth.unrecognized_type smtp.auth.xoauth2_malformed
    smtp.bad_outbound_sender smtp.bare_lf smtp.consumer_mailbox_unavailable smtp.direct_send_rejected smtp.dmarc_reject smtp.external_forwarding
    smtp.from_missing smtp.hello_first smtp.high_volume_auth smtp.ip_banned smtp.ip_not_accepted smtp.license_throttled smtp.mailbox_full
    smtp.moera_limit smtp.multiple_from smtp.not_authenticated smtp.outbound_spam smtp.quota_recipients smtp.rcpthosts smtp.recipient_not_found
    smtp.recipient_rejected_541 smtp.recipient_thread_limit smtp.regional_host_gone smtp.relay_denied_541 smtp.relay_denied_550
    smtp.send_as_denied_5_2_0 smtp.send_as_denied_5_2_252 smtp.send_as_denied_5_7_60 smtp.sender_domain_listed smtp.sender_not_auth_org
    smtp.sender_not_owned smtp.server_busy smtp.service_unavailable smtp.socket_dropped smtp.spf_reject smtp.starttls_first smtp.temp_prx
    smtp.tenant_attribution smtp.tenant_threshold smtp.terrl smtp.thread_limit smtp.tls_old smtp.too_big smtp.too_many_recipients
    smtp.unregistered_domain smtp.wrong_region talk.already_signed_in talk.answers_too_soon talk.goes_on_asking talk.message_too_large
    talk.no_common_way talk.no_proof talk.no_smtputf8 talk.not_this_protocol talk.starttls_refused tls.cert_expired tls.cert_name tls.cert_verify
    tls.no_starttls tls.protocol_version tls.starttls_injection tls.wrong_version unknown.capabilities unknown.connect unknown.dns unknown.greeting
    unknown.mailbox unknown.message unknown.sign_in unknown.text unknown.tls
""".split())
_FUNCTIONS = """
    homing_abi_version:i: homing_version:s: homing_status_text:s:i homing_options_new:i:o homing_options_set:i:hss homing_options_get:s:hs
    homing_options_error:s:h homing_options_table:s: homing_options_free:v:h homing_session_new:i:ho homing_session_error:s:h homing_session_run:i:hi
    homing_session_next:i:hiU homing_session_store:i:hGPEpR homing_session_store_key:i:hsz homing_session_free:v:h homing_account_new:i:so
    homing_account_set:i:hss homing_account_password:i:hsz homing_account_token:i:hsz homing_account_client_secret:i:hsz homing_account_error:s:h
    homing_account_free:v:h homing_resolve:i:hso homing_resolve_domain:i:hso homing_check:i:hszso homing_audit:i:hso homing_verify:i:hho
    homing_send_test:i:hhso homing_authorize:i:hho homing_token:i:hhso homing_sasl:i:hhsso homing_sign_out:i:hho homing_explain:i:hszo
    homing_options_to_send:i:hso homing_export_formats:s: homing_export:i:hhso homing_call:i:hso homing_job_id:u:h homing_job_run:i:hi
    homing_job_event:s:h homing_job_listen:i:hLpR homing_job_result:i:ho homing_job_error:s:h homing_job_error_position:z:h homing_job_free:v:h
    homing_cancel:i:u homing_result_json:s:h homing_result_text:s:hs homing_result_number:l:hsl homing_result_count:z:hs homing_result_part:s:hs
    homing_result_secret:s:h homing_result_trace:s:h homing_result_free:v:h homing_bulk_new:i:hizo homing_bulk_add:i:hsz homing_bulk_next:i:hiSZ
    homing_bulk_under_way:z:h homing_bulk_free:v:h
"""
# ---- End of tables --------------------------------------------------------------------------------------------------------

_c = _load()
