#include "store/file_name.hpp"

#include "crypto/digest.hpp"

namespace homing {

std::string file_name_of(std::string_view key) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name;
  for (const char c : sha256(key)) {
    const auto byte = static_cast<unsigned char>(c);
    name += digits[byte >> 4U];
    name += digits[byte & 15U];
  }
  return name;
}

}  // namespace homing
