#include "net/sockets.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "net/socket_address.hpp"

namespace homing {
namespace {

// The number of the system's last error survives the end of the socket.
int give_up(int socket) {
  const int error = errno;
  ::close(socket);
  errno = error;
  return -1;
}

bool is_ready(int socket, short events, std::chrono::milliseconds longest) {
  constexpr std::chrono::milliseconds most{60000};
  pollfd waiting{socket, events, 0};  // which does not count while it is closed
  return ::poll(&waiting, 1, static_cast<int>(std::min(longest, most).count())) > 0;
}

bool switch_on(int socket, int level, int option) {
  const int on = 1;
  return ::setsockopt(socket, level, option, &on, sizeof on) == 0;
}

}  // namespace

void start_sockets() {}

int open_socket(int family, int type, int protocol) { return ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol); }
void close_socket(int socket) { ::close(socket); }

int connect_stream(const IpAddress& address, int port) {
  const SocketAddress place = socket_address(address, port);
  const int socket = open_socket(place.family(), SOCK_STREAM, 0);
  if (socket < 0) return -1;
  if (::connect(socket, place.get(), place.size) == 0 || errno == EINPROGRESS) return socket;
  return give_up(socket);
}

Connecting connecting(int socket) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return Connecting::failed;
  sockaddr_storage peer;
  size = sizeof peer;
  const bool under_way = ::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0 && errno == ENOTCONN;
  return under_way ? Connecting::under_way : Connecting::done;
}

void send_without_delay(int socket) { switch_on(socket, IPPROTO_TCP, TCP_NODELAY); }
void acknowledge_quickly(int socket) { switch_on(socket, IPPROTO_TCP, TCP_QUICKACK); }

int connect_datagrams(const IpAddress& address, int port, int room) {
  const SocketAddress place = socket_address(address, port);
  const int socket = open_socket(place.family(), SOCK_DGRAM, 0);
  if (socket < 0) return -1;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  return ::connect(socket, place.get(), place.size) == 0 ? socket : give_up(socket);
}

int listen_on_loopback(bool is_v6, std::uint16_t port) {
  constexpr int most_waiting = 64;
  const SocketAddress place = socket_address(loopback(is_v6), port);
  const int socket = open_socket(place.family(), SOCK_STREAM, 0);
  if (socket < 0) return -1;
  const bool apart = !is_v6 || switch_on(socket, IPPROTO_IPV6, IPV6_V6ONLY);
  return apart && ::bind(socket, place.get(), place.size) == 0 && ::listen(socket, most_waiting) == 0 ? socket : give_up(socket);
}

std::uint16_t port_of(int socket) {
  SocketAddress place;
  place.size = sizeof place.storage;
  return ::getsockname(socket, place.get(), &place.size) == 0 ? place.port() : std::uint16_t{0};
}

int accept_guest(int socket) { return ::accept4(socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); }

int send_some(int socket, const char* bytes, std::size_t size) {
  ssize_t sent = 0;
  do sent = ::send(socket, bytes, size, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return static_cast<int>(sent);
}

int receive_some(int socket, char* bytes, std::size_t size) {
  ssize_t received = 0;
  do received = ::recv(socket, bytes, size, 0);
  while (received < 0 && errno == EINTR);
  return static_cast<int>(received);
}

void end_sending(int socket) { ::shutdown(socket, SHUT_WR); }

bool is_readable(int socket, std::chrono::milliseconds longest) { return is_ready(socket, POLLIN, longest); }
bool is_writable(int socket, std::chrono::milliseconds longest) { return is_ready(socket, POLLOUT, longest); }

SocketFault socket_fault() {
  switch (errno) {
    case EAGAIN: return SocketFault::not_now;
    case EADDRINUSE: return SocketFault::address_taken;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM: return SocketFault::too_many;
    default: return SocketFault::other;
  }
}

std::string socket_fault_text() { return std::generic_category().message(errno); }

}  // namespace homing
