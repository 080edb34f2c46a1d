"""Watches what the client sends into the wire: every name it asks for, every port it opens, every byte it says."""
import socket
import struct
import threading

import dns

ETH_P_ALL = 3
UDP, TCP = 17, 6
SYN, ACK = 2, 16
SO_RCVBUFFORCE = 33


class Watch(threading.Thread):
    def __init__(self, device):
        super().__init__(daemon=True)
        self.names = set()    # asked for, as (name, type)
        self.ports = set()    # ("tcp", address, port) and ("udp", address, port)
        self.sent = {}        # flow -> offset -> payload, also of TCP
        self.resolved = {}    # address -> the names that led to it
        self.odd = []         # packets that do not parse
        self.stopping = threading.Event()
        # SOCK_DGRAM: packets without link header, which a TUN device has none of anyway (packet(7)).
        self.plug = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
        self.plug.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 32 * 2**20)  # do not lose packets in a burst
        self.plug.bind((device, ETH_P_ALL))
        self.plug.settimeout(0.2)

    def run(self):
        while not self.stopping.is_set():
            try:
                packet, sender = self.plug.recvfrom(65535)
            except TimeoutError:
                continue
            try:
                self.note(packet, sender[2] == socket.PACKET_OUTGOING)
            except (IndexError, struct.error):
                self.odd.append(packet[:64].hex())

    def stop(self):
        self.stopping.set()
        self.join()
        self.plug.close()

    def note(self, packet, outgoing):
        if packet[0] >> 4 == 4:
            protocol, begin, target = packet[9], (packet[0] & 15) * 4, socket.inet_ntoa(packet[16:20])
        else:
            protocol, begin, target = packet[6], 40, socket.inet_ntop(socket.AF_INET6, packet[24:40])
        segment = packet[begin:]
        if not outgoing:
            if protocol == UDP and struct.unpack_from(">H", segment)[0] == 53 and len(segment) > 20:
                self.note_answer(segment[8:])
        elif protocol == TCP:
            self.note_tcp(target, segment)
        elif protocol == UDP:
            self.note_udp(target, segment)
        else:  # nothing but TCP and UDP should leave; what does is kept for the search
            self.sent.setdefault((protocol, target), {})[len(self.sent)] = segment

    def note_answer(self, message):
        if message[3] & 15 == 0 and len(message) > 16:
            for address in dns.addresses(message):
                self.resolved.setdefault(address, set()).add(dns.question(message)[0])

    def note_tcp(self, target, segment):
        source, port, sequence = struct.unpack_from(">HHI", segment)
        if segment[13] & (SYN | ACK) == SYN:
            self.ports.add(("tcp", target, port))
        payload = segment[(segment[12] >> 4) * 4:]
        if payload:
            self.sent.setdefault((TCP, target, port, source), {})[sequence] = payload

    def note_udp(self, target, segment):
        source, port = struct.unpack_from(">HH", segment)
        self.ports.add(("udp", target, port))
        flow = self.sent.setdefault((UDP, target, port, source), {})
        flow[len(flow)] = segment[8:]
        if port == 53:
            self.names.add(dns.question(segment[8:])[:2])

    def said(self):
        """Pairs of a flow and all that was said in it; of a TCP connection in order, so that no word is cut by packets."""
        for flow, pieces in self.sent.items():
            yield flow, b"".join(pieces[offset] for offset in sorted(pieces))

    def touched(self, what):
        """Whether a name below `what`, or the address `what`, was asked."""
        return any(f".{name}".endswith(f".{what}") for name, _ in self.names) or any(what == port[1] for port in self.ports)

    def surprises(self, local_parts, anywhere):
        """What may not happen, as sentences; the addresses `anywhere` may be spoken to at any port."""
        found = [] if self.names else ["no question was seen at all"]
        found += [f"the packet {packet} does not parse" for packet in self.odd[:3]]
        found += [f"the name {name} was asked for" for name, _ in sorted(self.names)
                 if any(part in name for part in local_parts)]
        found += [f"{kind} {address} port {port} was opened" for kind, address, port in sorted(self.ports)
                  if (kind, port) not in (("udp", 53), ("tcp", 53), ("tcp", 80), ("tcp", 443)) and address not in anywhere]
        return found
