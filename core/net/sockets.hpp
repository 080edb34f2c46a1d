#pragma once
// Sockets as this system has them. Each is non-blocking and is not inherited by programs that the host starts; a number below zero is
// none. Windows' own type for them is wider, but none of its numbers is (Microsoft's "Interprocess Communication Between 32-bit and
// 64-bit Applications").
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "net/ip.hpp"

namespace homing {

/// Before the first socket, and before c-ares; further calls do nothing.
void start_sockets();

int open_socket(int family, int type, int protocol);
void close_socket(int socket);

/// On its way to the address; below zero: that failed at once.
int connect_stream(const IpAddress& address, int port);
enum class Connecting { under_way, done, failed };
Connecting connecting(int socket);
/// What is small goes at once (TCP_NODELAY).
void send_without_delay(int socket);
/// What came is acknowledged at once, where the system can be asked for that.
void acknowledge_quickly(int socket);

/// A socket that sends datagrams to one address and hears it alone, with room for so many bytes.
int connect_datagrams(const IpAddress& address, int port, int room);

/// On the loopback.
int listen_on_loopback(bool is_v6, std::uint16_t port);
std::uint16_t port_of(int socket);
int accept_guest(int socket);

/// How many bytes went or came; nothing came: the other side has said all. Below zero: see below why. Raises no signal.
int send_some(int socket, const char* bytes, std::size_t size);
int receive_some(int socket, char* bytes, std::size_t size);
/// Says that there is no more to come.
void end_sending(int socket);
/// Waits.
bool is_readable(int socket, std::chrono::milliseconds longest);
bool is_writable(int socket, std::chrono::milliseconds longest);

/// Why the last call of this thread failed.
enum class SocketFault { other, not_now, address_taken, too_many };
SocketFault socket_fault();
std::string socket_fault_text();

}  // namespace homing
