"""usage: native_messaging.py HOST HOMING ANSWERS

The native host as Thunderbird starts it: frames in and out, and the responder that Account Hub is sent to.
"""
import contextlib
import json
import os
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

HOST, HOMING, ANSWERS = sys.argv[1:4]
ADD_ON, LARGEST = "homing@homing.example", 1 << 20
INVALID_ADDRESS, INVALID_REQUEST, UNKNOWN_OPTION, CANCELLED, INTERNAL = 12, 13, 20, 30, 41  # homing.h
FABRIKAM, OUTLOOK = "ada@fabrikam.example", "ada@outlook.com"
ASK = """import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(b"GET http://autoconfig.fabrikam.example/mail/config-v1.1.xml HTTP/1.1\\r\\n\\r\\n")
    print(s.makefile("rb").readline().decode())"""

LARGE_ANSWER = """#include <string.h>
const char *homing_result_json(const void *result) {
  static char text[1 << 20];
  text[0] = text[sizeof text - 2] = '"';
  memset(text + 1, 'x', sizeof text - 3);
  return result ? text : 0;
}"""


class Host:
    """Started, with the answers of a file, or with a name server that says nothing."""

    def __init__(self, options=None, **environment):
        self.number = 0
        self.process = subprocess.Popen([HOST, "manifest.json", ADD_ON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**os.environ, **environment})
        self.say(options={"answers": ANSWERS} if options is None else options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def frame(self, text):
        self.write(struct.pack("=I", len(text)) + text)

    def say(self, **message):
        self.number += 1
        self.frame(json.dumps({"id": self.number, **message}).encode())
        return self.number

    def hear(self):
        size = struct.unpack("=I", self.process.stdout.read(4))[0]
        assert 0 < size <= LARGEST, size
        return json.loads(self.process.stdout.read(size))

    def answer(self):
        """The next message that is no event."""
        while "event" in (message := self.hear()):
            pass
        return message

    def ask(self, **message):
        number = self.say(**message)
        answer = self.answer()
        assert answer["id"] == number, answer
        return answer

    def end(self):
        self.process.stdin.close()
        return self.process.wait(5)


class Silence:
    """Options for a name server that never answers."""

    def __enter__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        return {"dns.servers": f"127.0.0.1:{self.socket.getsockname()[1]}", "deadline_ms": "20000"}

    def __exit__(self, *_):
        self.socket.close()


def resolve(address):
    return {"op": "resolve", "address": address}


class Frames(unittest.TestCase):
    def refused(self, data):
        with Host() as host:
            host.write(data)
            code = host.process.wait(5)
            return code, host.process.stderr.read().decode()

    def test_a_frame_that_is_too_large_or_empty_ends_it_with_a_sentence(self):
        for size in (0, LARGEST + 1, 0xFFFFFFFF):
            with self.subTest(size):
                code, fault = self.refused(struct.pack("=I", size))
                self.assertEqual(code, 3)
                self.assertIn("larger than 1048576 bytes", fault)

    def test_the_largest_frame_is_read(self):
        with Host() as host:
            text = json.dumps({"id": 7, "request": {"op": "explain", "text": ""}}).encode()
            host.frame(text.replace(b'""', b'"' + b"x" * (LARGEST - len(text)) + b'"'))
            self.assertIn("unknown", host.answer()["document"])

    def test_bytes_may_come_one_by_one(self):
        with Host() as host:
            text = b'{"id":7,"request":{"op":"version"}}'
            for byte in struct.pack("=I", len(text)) + text:
                host.write(bytes([byte]))
            self.assertEqual(host.answer()["id"], 7)

    def test_an_answer_that_is_too_large_for_thunderbird_becomes_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            library = pathlib.Path(folder) / "large.so"
            subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-o", library, "-"], input=LARGE_ANSWER, text=True, check=True)
            # The sanitizers' own library wants to be the first.
            with Host(LD_PRELOAD=str(library), ASAN_OPTIONS="verify_asan_link_order=0") as host:
                answer = host.ask(request={"op": "version"})
                self.assertEqual(answer["error"]["status"], INTERNAL)
                self.assertIn("larger", answer["error"]["sentence"])

    def test_it_ends_with_its_input_in_the_midst_of_a_frame_too(self):
        for data in (b"", b"\1", struct.pack("=I", 9) + b"{"):
            with self.subTest(data), Host() as host:
                host.write(data)
                self.assertEqual(host.end(), 0)

    def test_who_is_not_our_add_on_is_refused_before_anything_is_read(self):
        for words in ([], ["manifest.json"], ["manifest.json", "other@example.org"], ["manifest.json", ADD_ON, "more"]):
            with self.subTest(words):
                done = subprocess.run([HOST, *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(ADD_ON.encode(), done.stderr)


class Messages(unittest.TestCase):
    def test_what_is_no_message_is_answered_with_an_error_and_the_next_is_read(self):
        wrong = {b"{": None, b"[]": None, b'{"id":1}{': None, b'{"id":"x"}': None, b'{"id":-1,"listen":true}': None, b"\xff": None, b"[" * 5000: None,
                 b'{"id":5}': 5, b'{"id":5,"request":"x"}': 5, b'{"id":5,"listen":false}': 5, b'{"id":5,"prepare":"x"}': 5, b'{"id":5,"options":{"a":1}}': 5}
        with Host() as host:
            for text, number in wrong.items():
                with self.subTest(text[:40]):
                    host.frame(text)
                    answer = host.hear()
                    self.assertEqual((answer.get("id"), answer["error"]["status"]), (number, INVALID_REQUEST))
            self.assertIn("document", host.ask(request={"op": "version"}))

    def test_malformed_json_says_where(self):
        with Host() as host:
            host.frame(b'{"id":1,!')
            self.assertEqual(host.hear()["error"]["position"], 8)

    def test_random_bytes_never_end_it(self):
        chance = random.Random(7)
        with Host() as host:
            for _ in range(500):
                text = bytearray(b'{"id":3,"request":{"op":"explain","text":"535 5.7.8"}}')
                for _ in range(chance.randint(1, 4)):
                    text[chance.randrange(len(text))] = chance.randrange(256)
                host.frame(bytes(text))
            number = host.say(request={"op": "version"})
            while host.hear().get("id") != number:
                pass

    def test_a_refused_address_says_where(self):
        with Host() as host:
            error = host.ask(request=resolve("ada lovelace@contoso.example"))["error"]
            self.assertEqual((error["status"], error["position"]), (INVALID_ADDRESS, 3))
            self.assertIn("space", error["sentence"])

    def test_a_wrong_option_is_told_and_the_old_ones_stay(self):
        with Host() as host:
            self.assertEqual(host.ask(options={"no.such": "x"})["error"]["status"], UNKNOWN_OPTION)
            self.assertEqual(host.ask(request=resolve(FABRIKAM))["document"]["imap"][0]["host"], "imap.fabrikam.example")

    def test_events_come_before_their_answer_under_its_number(self):
        with Host() as host:
            number, heard = host.say(request=resolve(FABRIKAM)), []
            while "event" in (message := host.hear()):
                heard.append(message["event"]["event"])
                self.assertEqual(message["id"], number)
            self.assertEqual((heard[0], heard[-1]), ("asked", "done"))

    def test_two_requests_are_under_way_at_once_and_one_of_them_can_be_cancelled(self):
        with Silence() as options, Host(options) as host:
            hanging = host.say(request=resolve("ada@silent.example"))
            self.assertEqual(host.ask(request={"op": "explain", "text": "535 5.7.139"})["document"]["homing"], "1")
            self.assertEqual(host.ask(request=resolve(OUTLOOK))["document"]["outcome"], "found")
            host.say(cancel=99)
            host.say(cancel=hanging)
            answer = host.answer()
            self.assertEqual((answer["id"], answer["error"]["status"]), (hanging, CANCELLED))

    def test_a_number_that_is_under_way_is_refused(self):
        with Silence() as options, Host(options) as host:
            host.frame(b'{"id":9,"request":{"op":"resolve","address":"ada@silent.example"}}')
            host.frame(b'{"id":9,"request":{"op":"version"}}')
            self.assertEqual(host.answer()["error"]["status"], INVALID_REQUEST)

    def test_it_ends_at_once_while_jobs_hang_and_nobody_reads(self):
        with Silence() as options, Host(options) as host:
            for i in range(100):  # more than are worked on at once
                host.say(request=resolve(f"ada@silent{i}.example"))
            time.sleep(0.3)
            begun = time.monotonic()
            self.assertEqual(host.end(), 0)
            self.assertLess(time.monotonic() - begun, 0.5)

    def test_nobody_is_signed_in_unless_it_was_started_for_that(self):
        twice = b'{"id":1000,"request":{"op":"version","op":"token","address":"ada@outlook.com","access":"imap"}}'
        with Host() as host:
            for operation in ("authorize", "token", "sasl", "sign-out"):
                error = host.ask(request={"op": operation, "address": OUTLOOK, "access": "imap", "mechanism": "XOAUTH2"})["error"]
                self.assertIn("HOMING_NATIVE_SIGN_IN", error["sentence"])
            host.frame(twice)
            self.assertIn("HOMING_NATIVE_SIGN_IN", host.answer()["error"]["sentence"])
        with tempfile.TemporaryDirectory() as folder, Host({"store.place": "file", "store.folder": folder}, HOMING_NATIVE_SIGN_IN="1") as host:
            answer = host.ask(request={"op": "sign-out", "address": OUTLOOK})
            self.assertNotIn("HOMING_NATIVE_SIGN_IN", json.dumps(answer))

    def test_a_password_is_in_nothing_that_it_says(self):
        with Host() as host:
            host.ask(request={"op": "verify", "address": FABRIKAM, "password": "correct-horse", "protocols": "imap", "method": "password"})
            host.frame(b'{"id":8,"request":{"op":"verify","password":"correct-horse"')
            self.assertNotIn("correct-horse", json.dumps(host.answer()))
            self.assertEqual(host.end(), 0)
            self.assertEqual(host.process.stderr.read(), b"")


class TheResponder(unittest.TestCase):
    def setUp(self):
        self.host = Host()
        self.addCleanup(self.host.__exit__)
        self.port = self.host.ask(listen=True)["port"]
        prepared = self.host.ask(prepare="Postmaster@Fabrikam.example")
        self.assertTrue(prepared["found"])
        self.assertEqual(prepared["document"]["outcome"], "written")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), 10)

    def ask(self, text):
        with self.connect() as connection:
            connection.sendall(text)
            head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
            return int(head.split()[1]), body

    def get(self, target):
        return self.ask(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    def test_it_listens_on_this_machine_alone_and_on_one_port(self):
        self.assertEqual(self.host.ask(listen=True)["port"], self.port)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.2", self.port), 1)

    def test_a_prepared_domain_is_answered_with_a_file_without_fault(self):
        status, xml = self.get("http://autoconfig.FABRIKAM.example/mail/config-v1.1.xml?emailaddress=ada%40fabrikam.example")
        self.assertEqual(status, 200)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "config-v1.1.xml"
            file.write_bytes(xml)
            done = subprocess.run([HOMING, "check", file, "--address", FABRIKAM, "--json"], capture_output=True, check=False)
        checked = json.loads(done.stdout)
        self.assertEqual((done.returncode, checked["imap"][0]["host"]), (0, "imap.fabrikam.example"))

    def test_all_else_is_not_found(self):
        for target in ("http://autoconfig.contoso.example/mail/config-v1.1.xml", "http://fabrikam.example/.well-known/autoconfig/mail/config-v1.1.xml",
                       "/mail/config-v1.1.xml", "http://autoconfig./mail/config-v1.1.xml", "http://autoconfig.fabrikam.example"):
            with self.subTest(target):
                self.assertEqual(self.get(target), (404, b""))
        post = b"POST http://autoconfig.fabrikam.example/mail/config-v1.1.xml HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
        self.assertEqual(self.ask(post), (404, b""))

    def test_tunnels_are_refused_at_once(self):
        begun = time.monotonic()
        self.assertEqual(self.ask(b"CONNECT autoconfig.fabrikam.example:443 HTTP/1.1\r\n\r\n")[0], 502)
        self.assertLess(time.monotonic() - begun, 1)

    def test_what_is_no_request_or_too_long_is_refused(self):
        self.assertEqual(self.ask(b"\x16\x03\x01\r\n\r\n")[0], 400)
        self.assertEqual(self.ask(b"GET / HTTP/1.1\r\nx: " + b"x" * 8192)[0], 431)

    def test_an_unknown_domain_is_not_found_and_not_prepared(self):
        self.assertFalse(self.host.ask(prepare="postmaster@nowhere.example")["found"])
        self.assertEqual(self.get("http://autoconfig.nowhere.example/mail/config-v1.1.xml")[0], 404)

    def test_who_is_slow_holds_nobody_up_and_is_ended(self):
        slow = [self.connect() for _ in range(40)]  # more than are served at once
        begun = time.monotonic()
        while time.monotonic() - begun < 2:
            slow[0].sendall(b"G")
            time.sleep(0.2)
        self.assertIn("document", self.host.ask(request={"op": "version"}))
        self.assertEqual(self.get("http://autoconfig.fabrikam.example/mail/config-v1.1.xml")[0], 200)
        self.assertLess(time.monotonic() - begun, 8)
        self.assertEqual(slow[1].recv(1), b"")
        for connection in slow:
            connection.close()

    @unittest.skipUnless(os.geteuid() == 0, "only root can be somebody else")
    def test_somebody_else_on_this_machine_is_refused(self):
        def heard(**user):
            return subprocess.run(["/usr/bin/python3", "-c", ASK, str(self.port)], capture_output=True, text=True, timeout=10, check=True, **user).stdout
        self.assertIn(" 200 ", heard())
        self.assertIn(" 403 ", heard(user=65534))

    def test_an_end_of_input_ends_it_while_somebody_is_connected(self):
        with self.connect():
            self.assertEqual(self.host.end(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
