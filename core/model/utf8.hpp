#pragma once
// UTF-8 (RFC 3629) is checked once, where text enters.
#include <cstddef>
#include <string>
#include <string_view>

namespace homing {

inline constexpr std::size_t utf8_is_valid = static_cast<std::size_t>(-1);

/// The offset of the first byte that is not valid UTF-8 (overlong forms, surrogates, beyond U+10FFFF), or `utf8_is_valid`.
std::size_t find_invalid_utf8(std::string_view text);

/// The text with each invalid byte replaced by U+FFFD, at most `most` bytes long: for strangers' bytes that must be shown.
std::string to_utf8(std::string_view bytes, std::size_t most = static_cast<std::size_t>(-1));

class Arena;
class Text;
Text keep_as_utf8(Arena& arena, std::string_view bytes);

}  // namespace homing
