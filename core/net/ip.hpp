#pragma once
// IP addresses as the net folder passes them around.
#include <array>
#include <cstdint>
#include <string>

namespace homing {

struct IpAddress {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< network order; IPv4 uses the first four

  std::string text() const;
  /// Whether it can be reached from anywhere: not loopback, link-local, private, shared, multicast or reserved
  /// (the IANA special-purpose registries, RFC 6890), also where an IPv6 form carries an IPv4 address.
  bool is_public() const;
};

}  // namespace homing
