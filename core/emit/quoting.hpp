#pragma once
// Text in the forms in which other programs read it. What goes in is one line of UTF-8.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace homing {

/// Whether the text is UTF-8 without control characters (C0, DEL, C1, those of direction) and without a blank at either end, so that
/// every format can carry it on one line, which looks like what it is.
bool is_one_line(std::string_view text);

constexpr bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Between two `mark`s, with a backslash before each of `special`. Lisp, TOML, JSON, Go: mark `"`, special `"\`; Python, PHP, Ruby:
/// mark `'`, special `'\`.
std::string backslashed(std::string_view text, char mark, std::string_view special);
inline std::string double_quoted(std::string_view text) { return backslashed(text, '"', "\"\\"); }
inline std::string single_quoted(std::string_view text) { return backslashed(text, '\'', "'\\"); }

/// One word for a POSIX shell: as it is where nothing in it is special, else in single quotes (POSIX.1-2017, Shell 2.2.2).
/// mutt's configuration reads the same.
std::string shell_word(std::string_view text);
std::string shell_command(const std::vector<std::string>& words);

/// The same, but always in quotes.
std::string shell_quoted(std::string_view text);

/// A part of a URL: everything but RFC 3986's unreserved characters in percent-encoding.
std::string url_part(std::string_view text);

/// `form` with each <<name>> replaced by its value, which is quoted already. To be written in the call: it owns nothing.
using Blanks = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string fill(std::string_view form, Blanks blanks);

}  // namespace homing
