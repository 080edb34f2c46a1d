"""usage: batch.py HOMING ANSWERS

`homing batch`: lines in, documents out, in any surroundings.
"""
import collections
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

HOMING, ANSWERS = sys.argv[1], sys.argv[2]
UNDER_WINE = "HOMING_UNDER_WINE" in os.environ
LINES = ["ada@fabrikam.example", "litware.example", "ada@outlook.com", "no address@", "eve@fabrikam.example", "nowhere.example"]


class NameServer:
    """Knows the exchangers of some domains, and that all other names do not exist; counts what it is asked."""

    def __init__(self, exchangers):
        self.exchangers, self.asked = exchangers, collections.Counter()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.socket.bind(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, peer = self.socket.recvfrom(4096)
            at, labels = 12, []
            while query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode())
                at += query[at] + 1
            name, kind = ".".join(labels).lower(), struct.unpack(">H", query[at + 1:at + 3])[0]
            self.asked[name, kind] += 1
            host = self.exchangers(name) if kind == 15 else None
            answer = b""
            if host:
                data = struct.pack(">H", 0) + b"".join(bytes([len(l)]) + l.encode() for l in host.split(".")) + b"\0"
                answer = struct.pack(">HHHIH", 0xC00C, 15, 1, 300, len(data)) + data
            header = query[:2] + struct.pack(">HHHHH", 0x8180 if host else 0x8183, 1, 1 if host else 0, 0, 0)
            self.socket.sendto(header + query[12:at + 5] + answer, peer)

    @property
    def option(self):
        return f"dns.servers=127.0.0.1:{self.socket.getsockname()[1]}"


def microsoft(name):
    if name.startswith("d") and name.count(".") == 1:
        return name.replace(".", "-") + ".mail.protection.outlook.com"
    return None


def run(given, *words, output=subprocess.PIPE):
    done = subprocess.run([HOMING, "batch", *words], input=given, stdout=output, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


def documents(given, *words):
    code, output, fault = run(given, *words)
    assert code == 0, fault
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


def inputs(given, *words):
    return [document["input"] for document in documents(given, *words)]


def text(lines):
    return "".join(line + "\n" for line in lines).encode()


class Lines(unittest.TestCase):
    def test_documents_stand_in_the_order_of_the_lines(self):
        self.assertEqual(inputs(text(LINES * 50), "--answers", ANSWERS), LINES * 50)

    def test_unordered_they_are_the_same(self):
        self.assertEqual(sorted(inputs(text(LINES * 50), "--answers", ANSWERS, "--unordered")), sorted(LINES * 50))

    def test_a_refused_line_says_why_and_where(self):
        [document] = documents(b"ada lovelace@contoso.example\n", "--offline")
        self.assertEqual((document["position"], document["input"]), (3, "ada lovelace@contoso.example"))
        self.assertIn("space", document["refused"])

    def test_any_bytes_come_out_as_json(self):
        given = b"b\xffad@contoso.example\nb\xc3@x.example\n\"q\\\"\t\"@contoso.example\na\0b@contoso.example\nx\x01@contoso.example\n"
        self.assertEqual(inputs(given, "--offline"), [line.decode(errors="replace") for line in given.split(b"\n")[:-1]])

    def test_empty_lines_and_line_ends_of_other_systems(self):
        self.assertEqual(inputs(b"\r\n\n  \n ada@outlook.com \r\n\teve@outlook.com", "--offline"), ["ada@outlook.com", "eve@outlook.com"])

    def test_a_very_long_line_is_refused_and_the_next_is_read(self):
        [long, short] = documents(b"x" * 300000 + b"\nada@outlook.com\n", "--offline")
        self.assertIn("too long", long["refused"])
        self.assertEqual(short["outcome"], "found")

    def test_no_input_is_no_output(self):
        self.assertEqual(run(b"", "--offline")[:2], (0, b""))

    def test_a_reader_that_goes_away_ends_it(self):
        with subprocess.Popen([HOMING, "batch", "--offline"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            try:
                process.stdin.write(text(["ada@outlook.com"] * 100000))
                process.stdin.close()
            except BrokenPipeError:
                pass
            self.assertNotEqual(process.wait(20), 0)

    @unittest.skipIf(UNDER_WINE, "wine 8 cannot look into a pipe that a program for Linux has made")
    def test_what_is_there_is_answered_before_the_input_ends(self):
        with subprocess.Popen([HOMING, "batch", "--offline"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for line in ("ada@outlook.com", "eve@outlook.com"):
                process.stdin.write(text([line]))
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["input"], line)
            process.stdin.close()
            self.assertEqual(process.wait(20), 0)


class AgainstANameServer(unittest.TestCase):
    def test_each_domain_is_asked_once_for_all_its_addresses(self):
        server = NameServer(microsoft)
        lines = [f"user{i}@d{i % 50}.example" for i in range(1000)]
        found = documents(text(lines), "--set", server.option)
        self.assertEqual([one["input"] for one in found], lines)
        self.assertEqual({one["mailbox"]["kind"] for one in found}, {"microsoft365"})
        self.assertEqual(server.asked, {(f"d{i}.example", 15): 1 for i in range(50)})

    def test_who_was_asked_for_a_bulk_is_not_asked_again_by_its_job(self):
        server = NameServer(lambda name: "mail.elsewhere.example" if name == "own.example" else None)
        [document] = documents(b"ada@own.example\n", "--set", server.option)
        self.assertIn("mail.elsewhere.example", document["evidence"][0]["says"])
        self.assertEqual(server.asked["own.example", 15], 1)

    def test_a_document_is_that_of_a_single_look_up(self):
        server = NameServer(microsoft)
        for line in ("ada@d1.example", "o'hara+x%y@d2.example", "d3.example", '"a b"@d4.example'):
            bulk = documents(text([line] * 2), "--set", server.option)
            words = [HOMING, "resolve", line, "--json", "--set", server.option, "--set", "staged=on"]
            if "@" not in line:
                continue
            alone = json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)
            for document in bulk:
                self.assertEqual(document.pop("input"), line)
                self.assertEqual({**document, "timing": None}, {**alone, "timing": None})

    def test_domains_in_their_order_however_the_answers_come(self):
        server = NameServer(microsoft)
        lines = [f"d{i}.example" if i % 7 else f"x{i}.example" for i in range(500)]
        found = documents(text(lines), "--set", server.option)
        self.assertEqual([one["input"] for one in found], lines)
        for one in found:
            self.assertEqual(one["mailbox"]["kind"], "microsoft365" if one["input"].startswith("d") else "unknown")


class Resuming(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "done.jsonl"

    def append(self, lines):
        with open(self.file, "ab") as output:
            done = subprocess.run([HOMING, "batch", "--offline", "--skip-done", self.file], input=lines, stdout=output, check=False)
        self.assertEqual(done.returncode, 0)
        return [json.loads(line)["input"] for line in self.file.read_bytes().decode().splitlines()]

    def test_what_was_done_is_not_done_again(self):
        odd = "b\xfcad\t\"x\\".encode("latin-1") + b"@contoso.example\n"
        first = self.append(text(LINES[:3]) + odd)
        both = self.append(text(LINES) + odd)
        self.assertEqual(both, first + LINES[3:])

    @unittest.skipIf(UNDER_WINE, "wine 8 does not tell which file it is that a program for Linux has opened")
    def test_a_last_line_that_was_cut_is_done_again(self):
        self.append(text(LINES))
        whole = self.file.read_bytes()
        self.file.write_bytes(whole[:-40])
        self.assertEqual(self.append(text(LINES)), LINES)
        self.assertEqual([json.loads(line)["outcome"] for line in self.file.read_text().splitlines() if "outcome" in line][-1],
                         json.loads(whole.splitlines()[-1])["outcome"])


@unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
class InParallel(unittest.TestCase):
    def test_shares_of_a_list_add_up_to_a_single_run(self):
        server = NameServer(microsoft)
        given = text(f"user@d{i}.example" for i in range(400))

        def told(output):
            return sorted(json.dumps({**json.loads(line), "timing": None}, sort_keys=True) for line in output.splitlines())

        alone = subprocess.run([HOMING, "batch", "--set", server.option], input=given, stdout=subprocess.PIPE, check=True).stdout
        shared = subprocess.run(["parallel", "--pipe", "--will-cite", "-j2", "-N100", HOMING, "batch", "--set", server.option], input=given,
                                stdout=subprocess.PIPE, check=True).stdout
        self.assertEqual(told(shared), told(alone))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
