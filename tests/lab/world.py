"""The lab's internet: a private copy of this machine's network with a client side and a server side.

The process that runs the lab moves into network, mount and process namespaces of its own (namespaces(7)). Nothing
outside is touched, two labs can run at once, and whatever ends the lab, the kernel ends every process of it and
takes every address, mount and file away.
"""
import ctypes
import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import time

import authorization_sites
import certificates
import dns
import mailboxes
import mailserver
import mailworld
import pacc
import roles
import sites
import tricks
import webserver

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path("/run/lab")  # on a tmpfs that only the lab sees
SIGN_IN = FOLDER / "authorization.sock"  # authorization_control.py
NAME_SERVER, ODD_NAME_SERVER, ACCOMPLICE, DEAD_NAME_SERVER = "10.77.0.53", "10.77.0.54", "10.77.0.55", "10.66.0.53"
PROXY = "10.77.0.80", 3128
ZONES = ["internet", "microsoft", "standards"]
WEB = [1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 20, mailboxes.WEB, authorization_sites.WEB]  # 10.77.1.N and fd77::1:N; 9 has no open port
CLIENT = "10.78.0.1", "fd78::1"

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET = 0x20000, 0x20000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
PR_SET_PDEATHSIG = 1


def check(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def mount(source, target, kind=None, flags=0):
    def encode(text):
        return str(text).encode() if text else None
    check(LIBC.mount(encode(source), encode(target), encode(kind), ctypes.c_ulong(flags), None), f"mount {target}")


def in_private_world(work):
    """Calls work() in namespaces of its own and returns its exit code. SIGINT and SIGTERM end it in good order."""
    sys.stdout.flush()
    signals = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)  # until both sides can handle them
    check(LIBC.unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET), "unshare")
    inside = os.fork()
    if inside == 0:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for number in signals:
            signal.signal(number, lambda *_: sys.exit("interrupted"))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        sys.exit(work())
    for number in signals:
        signal.signal(number, lambda received, _: os.kill(inside, received))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
    return os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1])


def furnish():
    """Gives this mount namespace its own /run (no resolver daemon's socket), /proc and resolver files.

    Returns the number by which the rest of the machine knows this process.
    """
    number = os.readlink("/proc/self")
    mount(None, "/", flags=MS_REC | MS_PRIVATE)
    mount("proc", "/proc", "proc")
    mount("tmpfs", "/run", "tmpfs")
    FOLDER.mkdir()
    for name, text in {"resolv.conf": f"nameserver {NAME_SERVER}\n", "nsswitch.conf": "hosts: files dns\n",
                       "hosts": "127.0.0.1 localhost\n::1 localhost\n"}.items():
        (FOLDER / name).write_text(text)
        target = pathlib.Path(os.path.realpath(f"/etc/{name}"))
        if target.is_relative_to("/run"):  # a link into the /run that is now hidden
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
        mount(FOLDER / name, target, flags=MS_BIND)
    return number


def run(*words, given=None):
    done = subprocess.run([str(word) for word in words], input=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))} failed: {done.stderr.strip()}")


class World:
    """Starts the wire and every server on entry; ends them on exit."""

    def __init__(self, relay, round_trip_ms):
        self.relay, self.round_trip_ms, self.processes = relay, round_trip_ms, []
        self.certificates = certificates.Certificates(FOLDER / "certificates")

    def __enter__(self):
        try:
            self.certificates.make()
            self.lay_wire()
            self.start_servers()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def lay_wire(self):
        run("ip", "netns", "add", "server")
        self.start("relay", self.relay, "/proc/1/ns/net", "/run/netns/server", self.round_trip_ms, ready=True)
        addresses = [NAME_SERVER, ODD_NAME_SERVER, ACCOMPLICE, PROXY[0], mailserver.ADDRESS, *roles.VIEWS, *mailboxes.addresses(),
                     *(tricks.address(trick) for trick in tricks.TRICKS),
                     *(f"10.77.1.{number}" for number in WEB), "fd77::0:53", *(f"fd77::1:{number}" for number in WEB)]
        self.configure([], [f"addr add {CLIENT[0]}/32 dev lab0", f"addr add {CLIENT[1]}/128 dev lab0 nodad",
                            "route add default dev lab0", "-6 route add default dev lab0"])
        self.configure(["-n", "server"], [
            *(f"addr add {address}/{'128 dev lo nodad' if ':' in address else '32 dev lo'}" for address in addresses),
            f"route add {CLIENT[0]} dev lab0", f"-6 route add {CLIENT[1]} dev lab0",
            "route add blackhole 10.66.0.0/16", "-6 route add blackhole fd66::/16"])

    @staticmethod
    def configure(where, lines):
        for line in ["link set lo up", "link set lab0 up", *lines]:
            run("ip", *where, *line.split())

    def start(self, name, *words, ready=False):
        """A process of the lab; its output goes to a log, except a first line that must be "ready"."""
        log = open(FOLDER / f"{name}.log", "w")
        process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stderr=log,
                                   stdout=subprocess.PIPE if ready else log)
        self.processes.append(process)
        if ready and not (select.select([process.stdout], [], [], 10)[0] and process.stdout.readline() == b"ready\n"):
            raise RuntimeError(f"{name} does not start: {(FOLDER / f'{name}.log').read_text().strip()}")

    def start_in_server(self, name, *words, ready=False):
        self.start(name, "ip", "netns", "exec", "server", *words, ready=ready)

    def start_servers(self):
        (FOLDER / "root.zone").write_text("".join((HERE / f"{name}.zone").read_text() for name in ZONES) + tricks.zone()
                                          + roles.zone() + pacc.zone() + mailboxes.zone() + large_set())
        (FOLDER / "knot.conf").write_text(
            f'server:\n  rundir: {FOLDER}\n  listen: [ {NAME_SERVER}@53, "fd77::0:53@53" ]\n  udp-workers: 1\n'
            f"  tcp-workers: 1\n  background-workers: 1\ndatabase:\n  storage: {FOLDER}\n"
            f"log:\n  - target: stderr\n    any: warning\n"
            f"zone:\n  - domain: .\n    file: {FOLDER}/root.zone\n    semantic-checks: off\n")
        sites.write(FOLDER / "www", mailboxes.pages())
        (FOLDER / "nginx.conf").write_text(webserver.configuration(FOLDER, self.certificates))
        self.start_in_server("knot", "knotd", "-c", FOLDER / "knot.conf")
        self.start_in_server("nginx", "nginx", "-c", FOLDER / "nginx.conf", "-e", FOLDER / "nginx-error.log")
        for servers in (mailserver, mailworld):
            for name, words in servers.commands(FOLDER, self.certificates).items():
                self.start_in_server(name, *words)
        for name, *words in (("hostile", self.certificates["tricks"], self.certificates.key, FOLDER / "hostile.log.json"),
                             ("proxy", *PROXY), ("pox", webserver.POX_PORT), ("doh", webserver.DOH_PORT, NAME_SERVER),
                             ("introspection", mailworld.INTROSPECTION_PORT),
                             ("authorization", authorization_sites.PORT, SIGN_IN, self.certificates["client"],
                              FOLDER / "post" / "dovecot" / "lmtp"),
                             ("scripted", self.certificates.folder, FOLDER / "scripted.log.json", NAME_SERVER),
                             ("odd_dns", ODD_NAME_SERVER, ACCOMPLICE, NAME_SERVER)):
            self.start_in_server(name, "env", "OPENSSL_CONF=/dev/null", sys.executable, "-B", HERE / f"{name}.py", *words, ready=True)
        wait_for("knot", lambda: dns.ask(NAME_SERVER, "contoso.example", "MX") == 0)
        wait_for("nginx", lambda: connects("10.77.1.1", 443))
        for name, port in (("dovecot", 993), ("postfix", 465)):
            wait_for(name, lambda: connects(mailserver.ADDRESS, port))
            wait_for(f"post-{name}", lambda: connects(mailworld.PLAIN, port))

    def requests(self, marks=None):
        """The requests that the web servers have seen, since the marks() if these are given."""
        found = []
        for file, start in (marks or self.marks(0)).items():
            with open(file, errors="replace") as lines:
                lines.seek(start)
                found += [json.loads(line) for line in lines]
        return found

    @staticmethod
    def marks(start=None):
        """Where the logs end now."""
        files = [FOLDER / "web.log", FOLDER / "hostile.log.json"]
        return {file: file.stat().st_size if start is None else start for file in files}


def large_set():
    """An MX set of about 3 kB: the answer is truncated over UDP (RFC 2181 section 9) and whole over TCP."""
    spares = "".join(f"large.example. MX {50 + n} spare-{n:02}-of-a-set-that-is-too-large-for-one-datagram.large.example.\n"
                     for n in range(40))
    return spares + "large.example. MX 0 large-example.mail.protection.outlook.com.\n"


def connects(address, port):
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False


def wait_for(name, ready, seconds=10):
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError(f"{name} does not answer: {(FOLDER / f'{name}.log').read_text().strip()}")
        time.sleep(0.02)
