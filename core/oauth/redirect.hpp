#pragma once
// The browser that comes back (RFC 6749 section 4.1.2).
#include <cstdint>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/posting.hpp"
#include "model/secret.hpp"

namespace homing {

struct Redirected {
  Secret code;
  std::string error, description;  ///< instead of a code
  std::string iss;                 ///< RFC 9207; empty: not told
};

/// The redirect URI with the listener's port in it (RFC 8252 section 7.3): `http://localhost/x` and 50000 are `http://localhost:50000/x`.
std::string redirect_uri_of(std::string_view redirect, std::uint16_t port);

/// Reads a visit. A fault: it is not the one that is waited for (another method, host, path or state, or something twice), which
/// ends nothing: anybody on this machine, and any page in its browser, can come to the loopback.
Expected<Redirected> read_redirect(const Visit& visit, std::string_view redirect_uri, std::string_view state);

}  // namespace homing
