#include "model/utf8.hpp"

#include <cstdint>
#include <string>

#include "model/text.hpp"

namespace homing {
namespace {

struct Form {
  std::uint8_t lead_mask, lead_bits, length;
  std::uint32_t smallest;  // below it the form is overlong
};
constexpr Form forms[] = {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};

// The length of the valid sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  for (const Form& form : forms) {
    if ((lead & form.lead_mask) != form.lead_bits) continue;
    if (text.size() < form.length) return 0;
    std::uint32_t code = lead & static_cast<std::uint8_t>(~form.lead_mask);
    for (std::size_t i = 1; i < form.length; ++i) {
      const auto next = static_cast<std::uint8_t>(text[i]);
      if ((next & 0xC0) != 0x80) return 0;
      code = (code << 6) | (next & 0x3F);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < form.smallest || code > 0x10FFFF || surrogate ? 0 : form.length;
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<std::uint8_t>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return utf8_is_valid;
}

std::string to_utf8(std::string_view bytes, std::size_t most) {
  std::string clean;
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    const std::string_view letter = length == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(0, length);
    if (clean.size() + letter.size() > most) return clean + "...";
    clean += letter;
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return clean;
}

Text keep_as_utf8(Arena& arena, std::string_view bytes) {
  return find_invalid_utf8(bytes) == utf8_is_valid ? arena.keep(bytes) : arena.keep(to_utf8(bytes));
}

}  // namespace homing
