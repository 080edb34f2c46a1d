"""Asks php-fpm as a web server does (FastCGI 1.0, a request a connection)."""
import socket
import struct

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6
RESPONDER = 1
PATIENCE_S = 20


def record(kind, content):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def pair(name, value):
    return struct.pack(">II", len(name) | 1 << 31, len(value) | 1 << 31) + name.encode() + value.encode()


def received(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            return None
        data += piece
    return data


def answer(connection):
    """What was written to the body; None where the worker has gone before the end."""
    output = b""
    while (header := received(connection, 8)) is not None:
        _, kind, _, size, padding = struct.unpack(">BBHHBx", header)
        content = received(connection, size + padding)
        if content is None or kind == END:
            return None if content is None else output.decode().partition("\r\n\r\n")[2]
        output += content[:size] if kind == STDOUT else b""
    return None


def ask(place, script, query=""):
    words = {"SCRIPT_FILENAME": str(script), "REQUEST_METHOD": "GET", "QUERY_STRING": query, "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "/" + script.name,
             "DOCUMENT_ROOT": str(script.parent)}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE_S)
        connection.connect(str(place))
        connection.sendall(record(BEGIN, struct.pack(">HB5x", RESPONDER, 0)) + record(PARAMS, b"".join(pair(*word) for word in words.items()))
                           + record(PARAMS, b"") + record(STDIN, b""))
        try:
            return answer(connection)
        except ConnectionResetError:
            return None
