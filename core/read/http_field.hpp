#pragma once
// What lines of a head of HTTP/1.1 are made of (RFC 9112 section 5, RFC 9110 section 5).
#include <optional>
#include <string_view>
#include <utility>

namespace homing {

/// A method, or the name of a field (RFC 9110 section 5.6.2); not empty.
bool is_http_token(std::string_view text);

struct HttpField {
  std::string_view name, value;  ///< parts of the line
};

/// Nothing where the line is none: a blank before the colon, a folded line (RFC 9112 section 5.2), a control character.
std::optional<HttpField> read_http_field(std::string_view line);

}  // namespace homing
