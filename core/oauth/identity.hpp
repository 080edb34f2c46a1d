#pragma once
// Who signed in (OpenID Connect Core 1.0 section 2). An ID token that comes from the token endpoint itself needs no signature check
// (section 3.1.3.7, item 6).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

struct Identity {
  std::string iss, nonce, subject, tenant;
  std::vector<std::string> audiences;
  std::vector<std::string> names;  ///< email, preferred_username, upn, and what else names a mailbox; the best first
  std::int64_t expires = 0;        ///< seconds since 1970; 0: not told
};

Expected<Identity> read_id_token(const Secret& token);

/// `*` in the pattern stands for one path segment.
bool is_issuer(std::string_view pattern, std::string_view iss);
/// Addresses are compared without case, domains in their normal form.
bool is_named(const Identity& identity, std::string_view address);

}  // namespace homing
