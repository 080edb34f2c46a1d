#pragma once
// Text in the forms that mail carries it: encoded words (RFC 2047), quoted-printable (RFC 2045), lines.
#include <string>
#include <string_view>

namespace homing {

/// RFC 5322 section 2.1.1: what a line should not exceed, without its CRLF.
inline constexpr std::size_t longest_line = 78;

/// A header whose value is text for people, folded, with its CRLF. Line breaks and other control characters become blanks; what is
/// not plain ASCII stands in encoded words.
std::string unstructured_header(std::string_view name, std::string_view value);

/// Text of any kind as lines of at most 76 characters of ASCII (RFC 2045 section 6.7), with CRLF. Invalid UTF-8 is replaced.
std::string quoted_printable(std::string_view text);

/// Each line without its end, which may be CRLF, CR or LF; a last line needs none.
template <class Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
}

}  // namespace homing
