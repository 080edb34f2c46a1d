#pragma once
// Requests and answers that hold secrets: tokens, codes, messages. They are in no trace, and wiped.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/question.hpp"
#include "model/secret.hpp"

namespace homing {

/// A POST to an https URL. It is sent once, to that host alone; no redirect is followed.
struct Posting {
  std::string url;
  std::string content_type;
  Secret body;
  Secret bearer;  ///< an access token (RFC 6750 section 2.1); empty: none
};

struct Posted {
  Heard heard = Heard::answered;  ///< `answered`: with any status code
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< content-type, date, retry-after, www-authenticate, request-id; names in lower case
  Secret body;
  std::string detail;  ///< what the system said, where `heard` is not `answered`

  std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return {};
  }
};

/// Somebody who came to the listener on the loopback, with a whole request.
struct Visit {
  std::uint32_t visitor = 0;
  std::string method;
  std::string host;  ///< the Host field
  Secret target;     ///< path and query, as they were asked for
};

}  // namespace homing
