"""As much of the DNS message format (RFC 1035 section 4) as the lab needs."""
import socket
import struct

NAMES = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 15: "MX", 16: "TXT", 28: "AAAA", 33: "SRV", 64: "SVCB", 65: "HTTPS"}
NUMBERS = {name: number for number, name in NAMES.items()}
FORMERR, SERVFAIL, REFUSED = 1, 2, 5


def encode(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".") if label) + b"\0"


def question(message):
    """The name, type and bytes of the only question. A question is never compressed: nothing stands before it."""
    labels, at = [], 12
    while message[at]:
        labels.append(message[at + 1:at + 1 + message[at]].decode("ascii", "backslashreplace").lower())
        at += 1 + message[at]
    number = struct.unpack_from(">H", message, at + 1)[0]
    return ".".join(labels), NAMES.get(number, str(number)), message[12:at + 5]


def after_name(message, at):
    """Where the name that begins at `at` ends; a pointer (section 4.1.4) is its end."""
    while message[at] and message[at] < 0xC0:
        at += 1 + message[at]
    return at + (2 if message[at] else 1)


def addresses(message):
    """The IP addresses in the answer section."""
    at, found = 12 + len(question(message)[2]), []
    for _ in range(struct.unpack_from(">H", message, 6)[0]):
        at = after_name(message, at)
        number, size = struct.unpack_from(">H6xH", message, at)
        data, at = message[at + 10:at + 10 + size], at + 10 + size
        if NAMES.get(number) in ("A", "AAAA"):
            found.append(socket.inet_ntop(socket.AF_INET if size == 4 else socket.AF_INET6, data))
    return found


def query(name, kind, number=1):
    return struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 0) + encode(name) + struct.pack(">HH", NUMBERS[kind], 1)


def reply(message, code=0, records=(), truncated=False, asked=None):
    """An answer to `message`; `records` are pairs of type and data, owned by the name in the question."""
    flags = 0x8180 | code | (0x0200 if truncated else 0)
    body = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", NUMBERS[kind], 1, 300, len(data)) + data for kind, data in records)
    return message[:2] + struct.pack(">HHHHH", flags, 1, len(records), 0, 0) + (asked or question(message)[2]) + body


def has_edns(message):
    """An OPT record in the additional section (RFC 6891)."""
    return struct.unpack_from(">H", message, 10)[0] > 0


def ask(server, name, kind, timeout=1.0):
    """Asks once and returns the response code, or None when nothing comes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
        plug.settimeout(timeout)
        plug.connect((server, 53))
        try:
            plug.send(query(name, kind))
            return plug.recv(4096)[3] & 15
        except OSError:
            return None
