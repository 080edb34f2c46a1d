#pragma once
// OAuth 2.0 Authorization Server Metadata (RFC 8414).
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/settings.hpp"

namespace homing {

/// Where the metadata of an issuer stands (RFC 8414 section 3.1): the well-known part goes between host and path. Empty where
/// the issuer is no https URL, or has a query or fragment, which section 2 forbids.
std::string oauth_metadata_url(std::string_view issuer);

/// Reads the metadata of `issuer`; the document must name exactly this issuer (RFC 8414 section 3.3). Its endpoints are https
/// URLs. Of the scopes only those for mail and for the refresh token are kept.
Expected<OAuth> read_oauth_metadata(std::string_view json, std::string_view issuer, Arena& arena);

}  // namespace homing
