#pragma once
// Text without everything that libraries, mail programs and people put between its letters.
#include <string>
#include <string_view>

#include "model/ascii.hpp"

namespace homing {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter_or_digit(char c) { return is_digit(c) || (lower_case(c) >= 'a' && lower_case(c) <= 'z'); }

/// Lower-case letters, digits, underscores and what lies beyond ASCII.
inline std::string squeeze(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const bool stays = is_letter_or_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    if (stays) result += lower_case(c);
  }
  return result;
}

}  // namespace homing
