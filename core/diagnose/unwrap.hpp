#pragma once
// Pasted text -> what was said: replies that were cut into lines are joined, and what libraries, logs, consoles and web pages
// do to a text (quotation marks, escapes, colours, marks of quoting, base64) is undone. Pure.
#include <string>
#include <string_view>

namespace homing {

struct Unwrapped {
  std::string plain;     ///< one line, single blanks
  std::string lowered;   ///< the same in lower case
  std::string squeezed;  ///< the same without all but letters, digits and underscores
};

/// Of more bytes than this the first and the last half are read: a log's beginning says what was tried, its end what failed.
inline constexpr std::size_t longest_pasted_text = std::size_t{256} * 1024;

Unwrapped unwrap(std::string_view text);

}  // namespace homing
