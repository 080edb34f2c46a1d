#include "net/sockets.hpp"

#include <winsock2.h>

#include <algorithm>
#include <stdexcept>

#include "net/socket_address.hpp"
#include "net/text_windows.hpp"

namespace homing {
namespace {

SOCKET native(int socket) { return static_cast<SOCKET>(socket); }
// INVALID_SOCKET becomes -1.
int ours(SOCKET socket) { return static_cast<int>(socket); }

int give_up(int socket) {
  const int error = ::WSAGetLastError();
  close_socket(socket);
  ::WSASetLastError(error);
  return -1;
}

template <class Value>
bool set_option(int socket, int level, int option, Value value) {
  return ::setsockopt(native(socket), level, option, reinterpret_cast<const char*>(&value), sizeof value) == 0;
}

bool stop_blocking(int socket) {
  u_long yes = 1;
  return ::ioctlsocket(native(socket), FIONBIO, &yes) == 0;
}

bool is_ready(int socket, short events, std::chrono::milliseconds longest) {
  constexpr std::chrono::milliseconds most{60000};
  if (socket < 0) return ::Sleep(static_cast<DWORD>(std::min(longest, most).count())), false;
  WSAPOLLFD waiting{native(socket), events, 0};
  return ::WSAPoll(&waiting, 1, static_cast<int>(std::min(longest, most).count())) > 0;
}

// From now on the library stays: what it is linked with is called when the process ends.
int started() {
  constexpr DWORD stay = GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
  HMODULE library = nullptr;
  ::GetModuleHandleExW(stay, reinterpret_cast<LPCWSTR>(&started), &library);
  WSADATA facts;
  return ::WSAStartup(MAKEWORD(2, 2), &facts);
}

}  // namespace

// Once for all sessions; it is ended with the process.
void start_sockets() {
  static const int fault = started();
  if (fault != 0) throw std::runtime_error("Winsock: " + sentence_of(static_cast<DWORD>(fault)));
}

int open_socket(int family, int type, int protocol) {
  constexpr DWORD flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;
  const int socket = ours(::WSASocketW(family, type, protocol, nullptr, 0, flags));
  return socket < 0 || stop_blocking(socket) ? socket : give_up(socket);
}
void close_socket(int socket) { ::closesocket(native(socket)); }

int connect_stream(const IpAddress& address, int port) {
  const SocketAddress place = socket_address(address, port);
  const int socket = open_socket(place.family(), SOCK_STREAM, 0);
  if (socket < 0) return -1;
  if (::connect(native(socket), place.get(), place.size) == 0 || ::WSAGetLastError() == WSAEWOULDBLOCK) return socket;
  return give_up(socket);
}

Connecting connecting(int socket) {
  int error = 0;
  int size = sizeof error;
  if (::getsockopt(native(socket), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &size) != 0 || error != 0) return Connecting::failed;
  SocketAddress peer;
  size = sizeof peer.storage;
  const bool under_way = ::getpeername(native(socket), peer.get(), &size) != 0 && ::WSAGetLastError() == WSAENOTCONN;
  return under_way ? Connecting::under_way : Connecting::done;
}

void send_without_delay(int socket) { set_option(socket, IPPROTO_TCP, TCP_NODELAY, BOOL{TRUE}); }
// Windows puts it off for every socket alike, and asks nobody.
void acknowledge_quickly(int) {}

int connect_datagrams(const IpAddress& address, int port, int room) {
  const SocketAddress place = socket_address(address, port);
  const int socket = open_socket(place.family(), SOCK_DGRAM, 0);
  if (socket < 0) return -1;
  set_option(socket, SOL_SOCKET, SO_RCVBUF, room);
  set_option(socket, SOL_SOCKET, SO_SNDBUF, room);
  return ::connect(native(socket), place.get(), place.size) == 0 ? socket : give_up(socket);
}

int listen_on_loopback(bool is_v6, std::uint16_t port) {
  constexpr int most_waiting = 64;
  const SocketAddress place = socket_address(loopback(is_v6), port);
  const int socket = open_socket(place.family(), SOCK_STREAM, 0);
  if (socket < 0) return -1;
  // Else another program could take the port as well.
  const bool alone = set_option(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, BOOL{TRUE});
  const bool apart = !is_v6 || set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, BOOL{TRUE});
  return alone && apart && ::bind(native(socket), place.get(), place.size) == 0 && ::listen(native(socket), most_waiting) == 0 ? socket
                                                                                                                               : give_up(socket);
}

std::uint16_t port_of(int socket) {
  SocketAddress place;
  int size = sizeof place.storage;
  return ::getsockname(native(socket), place.get(), &size) == 0 ? place.port() : std::uint16_t{0};
}

int accept_guest(int socket) {
  const int guest = ours(::accept(native(socket), nullptr, nullptr));
  if (guest < 0) return -1;
  ::SetHandleInformation(reinterpret_cast<HANDLE>(native(guest)), HANDLE_FLAG_INHERIT, 0);
  return stop_blocking(guest) ? guest : give_up(guest);
}

int send_some(int socket, const char* bytes, std::size_t size) {
  constexpr std::size_t most = std::size_t{1} << 20U;
  return ::send(native(socket), bytes, static_cast<int>(std::min(size, most)), 0);
}

int receive_some(int socket, char* bytes, std::size_t size) { return ::recv(native(socket), bytes, static_cast<int>(size), 0); }

void end_sending(int socket) { ::shutdown(native(socket), SD_SEND); }

bool is_readable(int socket, std::chrono::milliseconds longest) { return is_ready(socket, POLLIN, longest); }
bool is_writable(int socket, std::chrono::milliseconds longest) { return is_ready(socket, POLLOUT, longest); }

SocketFault socket_fault() {
  switch (::WSAGetLastError()) {
    case WSAEWOULDBLOCK: return SocketFault::not_now;
    case WSAEADDRINUSE:
    case WSAEACCES: return SocketFault::address_taken;  // the latter where another has it for itself alone
    case WSAEMFILE:
    case WSAENOBUFS: return SocketFault::too_many;
    default: return SocketFault::other;
  }
}

std::string socket_fault_text() { return sentence_of(static_cast<DWORD>(::WSAGetLastError())); }

}  // namespace homing
