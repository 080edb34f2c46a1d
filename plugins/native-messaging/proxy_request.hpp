#pragma once
// What Thunderbird says to a proxy (RFC 9112 section 3.2), as far as it concerns us.
#include <string>
#include <string_view>

struct ProxyRequest {
  enum class Kind { unfinished, malformed, tunnel, autoconfig, other };
  Kind kind = Kind::unfinished;
  std::string domain;  ///< of autoconfig, in lower case
};

/// Reads what has come of a request so far.
ProxyRequest read_proxy_request(std::string_view come);
