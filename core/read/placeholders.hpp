#pragma once
// `%EMAILADDRESS%` and its kin (draft-ietf-mailmaint-autoconfig-06, "Placeholders").
#include <string>
#include <string_view>

#include "model/address.hpp"

namespace homing {

/// Replaces each known placeholder once; what was put in is never searched again. Unknown ones stay.
std::string substitute_placeholders(std::string_view text, const Address& address);

/// Whether there is a placeholder that only the user could fill, such as `%REALNAME%`.
bool has_unknown_placeholder(std::string_view text);

}  // namespace homing
