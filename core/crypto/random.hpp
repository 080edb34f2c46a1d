#pragma once
// Random bytes from libcrypto's generator.
#include <cstddef>
#include <string>

namespace homing {

/// So many bytes as lower-case hexadecimal digits, two each.
std::string random_hex(std::size_t bytes);

/// So many bytes, as they are.
std::string random_bytes(std::size_t bytes);

}  // namespace homing
