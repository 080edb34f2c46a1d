#pragma once
// An Autodiscover answer in plain XML (MS-OXDSCLI; "POX Autodiscover response" of the Exchange documentation).
#include <string>
#include <string_view>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace homing {

/// The answer about one address; for a whole domain the login names are left out, and programs take the address that they asked
/// about. The format cannot say OAuth2: servers that want it and nothing else are left out. Empty where none is left to receive
/// or to send.
std::string emit_autodiscover(const Settings& settings, const Address& address, std::string_view provider);

}  // namespace homing
