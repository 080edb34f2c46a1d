#pragma once
// config-v1.1.xml (draft-ietf-mailmaint-autoconfig-06).
#include <string>
#include <string_view>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace homing {

/// The file for everybody at the address's domain; `provider` is the name people read. Encrypted servers only, with the methods
/// that are not retired. Empty where none is left to receive or to send.
std::string emit_autoconfig(const Settings& settings, const Address& address, std::string_view provider);

}  // namespace homing
