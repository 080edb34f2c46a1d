#pragma once
// The JSON document of draft-ietf-mailmaint-pacc, and the DNS record that vouches for it.
#include <string>
#include <string_view>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace homing {

/// The document for a domain. It can only say implicit TLS at the standard ports with a password or the OAuth of an issuer;
/// empty where the settings want something else to receive or to send.
std::string emit_pacc(const Settings& settings, const Address& address, std::string_view provider);

/// The text of the TXT record at `_ua-auto-config.DOMAIN` for these bytes.
std::string emit_pacc_digest(std::string_view document);

}  // namespace homing
