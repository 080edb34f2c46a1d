#pragma once
// What all formats want to know of the servers that are published.
#include <string>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace homing {

/// The servers worth publishing: encrypted, with a method that is not retired.
std::vector<Endpoint> published_servers(const Settings& settings, Protocol protocol);

/// The methods that are not retired, preferred first.
std::vector<Method> published_methods(const Endpoint& endpoint);

/// The user name with the placeholders of draft-ietf-mailmaint-autoconfig-06 in the address's place.
std::string username_pattern(std::string_view username, const Address& address);

}  // namespace homing
