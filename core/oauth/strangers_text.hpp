#pragma once
// Texts of authorization servers that people are to read.
#include <string>
#include <string_view>

namespace homing {

/// One line of valid UTF-8, of at most `most` bytes, in which what looks like a token, a code or a key is replaced by `[...]`: an
/// unbroken run of 40 characters and more with letters and digits. Identifiers of errors, such as GUIDs, are shorter.
std::string without_tokens(std::string_view text, std::size_t most);

/// An `error` of RFC 6749 (appendix A.7), of at most 100 bytes; empty where it is none.
std::string error_code_of(std::string_view text);

/// VSCHAR without blanks (RFC 6749 appendix A), from 1 to `most` bytes: what codes and tokens are made of.
bool is_token(std::string_view text, std::size_t most);
inline constexpr std::size_t longest_token = std::size_t{64} * 1024;

}  // namespace homing
