#pragma once
// SHA-256 (FIPS 180-4), through libcrypto.
#include <string>
#include <string_view>

namespace homing {

/// 32 bytes.
std::string sha256(std::string_view bytes);

}  // namespace homing
