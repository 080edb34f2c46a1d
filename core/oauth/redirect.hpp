#pragma once
// The browser that comes back (RFC 6749 section 4.1.2).
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

/// Reads a visit. A fault: it is not the one that is waited for (another method, host, path or state, or something twice), which
/// ends nothing: anybody on this machine, and any page in its browser, can come to the loopback.
Expected<Redirected> read_redirect(const Visit& visit, std::string_view redirect_uri, std::string_view state);

}  // namespace homing
