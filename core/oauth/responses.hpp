#pragma once
// What authorization servers answer. Whoever reads it acts on `error` alone: texts and numbers in descriptions change.
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/fault.hpp"
#include "model/posting.hpp"

namespace homing {

/// RFC 6749 section 5.2; or an answer that is none of OAuth's, then `error` is empty.
struct OAuthRefusal {
  std::string error;  ///< such as invalid_grant
  std::string words;  ///< what a diagnosis reads: `ERROR: DESCRIPTION`, `error: ERROR` without one, or how the network ended; no secret is in it
  int status = 0;
  bool temporary = false;        ///< the same request may be right a little later: network, 429, 5xx, temporarily_unavailable
  std::chrono::seconds wait{0};  ///< Retry-After; 0: not told
};

/// RFC 6749 section 5.1.
struct Tokens {
  Secret access, refresh, id;
  std::chrono::seconds lifetime{0};  ///< 0: not told
  std::vector<std::string> scopes;   ///< empty: not told
};

/// RFC 8628 section 3.2.
struct DeviceCode {
  Secret device_code;
  std::string user_code, page, page_with_code;  ///< `page_with_code` may be empty; pages are https URLs
  std::chrono::seconds lifetime{0}, interval{5};
};

std::variant<Tokens, OAuthRefusal> read_token_response(const Posted& posted);
std::variant<DeviceCode, OAuthRefusal> read_device_response(const Posted& posted);

/// By how many seconds this machine's clock is ahead of the server's (its Date field, RFC 9110 section 6.6.1); 0: not told.
std::chrono::seconds clock_ahead(const Posted& posted, std::chrono::system_clock::time_point now);

}  // namespace homing
