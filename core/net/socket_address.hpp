#pragma once
// Addresses as sockets take them. Every system has these names, in headers that c-ares knows.
#include <ares.h>

#include <cstring>

#include "net/ip.hpp"

namespace homing {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
  std::uint16_t port() const {
    sockaddr_in v4;  // whose port is where that of IPv6 is
    std::memcpy(&v4, &storage, sizeof v4);
    return ntohs(v4.sin_port);
  }
};

inline SocketAddress socket_address(const IpAddress& address, int port) {
  SocketAddress made;
  const auto number = htons(static_cast<std::uint16_t>(port));
  if (address.is_v6) {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = number;
    std::memcpy(&v6.sin6_addr, address.bytes.data(), sizeof v6.sin6_addr);
    std::memcpy(&made.storage, &v6, sizeof v6);
    made.size = sizeof v6;
  } else {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = number;
    std::memcpy(&v4.sin_addr, address.bytes.data(), sizeof v4.sin_addr);
    std::memcpy(&made.storage, &v4, sizeof v4);
    made.size = sizeof v4;
  }
  return made;
}

inline IpAddress loopback(bool is_v6) {
  IpAddress address;
  address.is_v6 = is_v6;
  if (is_v6) address.bytes[15] = 1;
  else address.bytes = {127, 0, 0, 1};
  return address;
}

}  // namespace homing
