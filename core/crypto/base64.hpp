#pragma once
// Base64 (RFC 4648 section 4), through libcrypto.
#include <optional>
#include <string>
#include <string_view>

namespace homing {

std::string to_base64(std::string_view bytes);
/// Nothing where the text is not base64.
std::optional<std::string> from_base64(std::string_view text);

/// The URL's alphabet, without padding (RFC 4648 section 5).
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace homing
