#pragma once
// The head of a request of HTTP/1.1 (RFC 9112), as a browser sends it to a server of ours.
#include <optional>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

struct HttpRequest {
  std::string method;
  std::string host;  ///< the Host field (RFC 9110 section 7.2), as it was sent; empty: none, in HTTP/1.0
  Secret target;     ///< path and query (RFC 9112 section 3.2.1); begins with a slash
};

/// From what has come so far; nothing: the head is not whole yet. What follows the head is not looked at. The fault: it will never be
/// one (a blank where none may be, a folded field, no Host or two, a target that is none of a server's own).
Expected<std::optional<HttpRequest>> read_http_request(std::string_view bytes);

}  // namespace homing
