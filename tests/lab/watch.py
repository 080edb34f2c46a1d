"""Watches what the client sends into the wire: every name it asks for and every port it opens."""
import socket
import struct
import threading

import dns

ETH_P_ALL = 3
UDP, TCP = 17, 6
SYN, ACK = 2, 16


class Watch(threading.Thread):
    def __init__(self, device):
        super().__init__(daemon=True)
        self.names = set()    # asked for, as (name, type)
        self.ports = set()    # ("tcp", address, port) and ("udp", address, port)
        self.odd = []         # packets that do not parse
        self.stopping = threading.Event()
        # SOCK_DGRAM: packets without link header, which a TUN device has none of anyway (packet(7)).
        self.plug = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
        self.plug.setsockopt(socket.SOL_SOCKET, 33, 32 * 2**20)  # SO_RCVBUFFORCE: do not lose packets in a burst
        self.plug.bind((device, ETH_P_ALL))
        self.plug.settimeout(0.2)

    def run(self):
        while not self.stopping.is_set():
            try:
                packet, sender = self.plug.recvfrom(2048)
            except TimeoutError:
                continue
            if sender[2] == socket.PACKET_OUTGOING:
                try:
                    self.note(packet)
                except (IndexError, struct.error):
                    self.odd.append(packet[:64].hex())

    def stop(self):
        self.stopping.set()
        self.join()
        self.plug.close()

    def note(self, packet):
        if packet[0] >> 4 == 4:
            protocol, begin, target = packet[9], (packet[0] & 15) * 4, socket.inet_ntoa(packet[16:20])
        else:
            protocol, begin, target = packet[6], 40, socket.inet_ntop(socket.AF_INET6, packet[24:40])
        segment = packet[begin:]
        port = struct.unpack_from(">H", segment, 2)[0] if protocol in (UDP, TCP) else 0
        if protocol == TCP and segment[13] & (SYN | ACK) == SYN:
            self.ports.add(("tcp", target, port))
        if protocol == UDP:
            self.ports.add(("udp", target, port))
            if port == 53:
                self.names.add(dns.question(segment[8:])[:2])

    def touched(self, what):
        """Whether a name below `what`, or the address `what`, was asked."""
        return any(f".{name}".endswith(f".{what}") for name, _ in self.names) or any(what == port[1] for port in self.ports)

    def surprises(self, local_parts, named_by_an_option):
        """What may not happen, as sentences; an address that an option names may be spoken to at any port."""
        found = [] if self.names else ["no question was seen at all"]
        found += [f"the packet {packet} does not parse" for packet in self.odd[:3]]
        found += [f"the name {name} was asked for" for name, _ in sorted(self.names)
                 if any(part in name for part in local_parts)]
        found += [f"{kind} {address} port {port} was opened" for kind, address, port in sorted(self.ports)
                  if (kind, port) not in (("udp", 53), ("tcp", 53), ("tcp", 443)) and address not in named_by_an_option]
        return found
