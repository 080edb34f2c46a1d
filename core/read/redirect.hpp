#pragma once
// Redirects are followed by us, hop by hop.
#include <string>
#include <string_view>

#include "model/catalogue.hpp"
#include "model/fault.hpp"

namespace homing {

/// The URL of the next hop, or why it must not be taken: only https, and only to a host of the same registrable domain or
/// to a provider in the catalogue. A `location` may be an absolute URL or an absolute path (RFC 9110 section 10.2.2).
Expected<std::string> next_hop(std::string_view url, std::string_view location, const Catalogue& catalogue);

}  // namespace homing
