#pragma once
// Web addresses that strangers publish.
#include <optional>
#include <string>
#include <string_view>

namespace homing {

struct HttpsUrl {
  std::string host;           ///< in its normal form
  std::string_view port;      ///< with its colon, or empty
  std::string_view behind{};  ///< path, query and fragment as written; empty or starting with `/`, `?` or `#`
};

/// The parts of an absolute https URL (RFC 3986, RFC 9110 section 4.2.2) with a host name, without user and password, of at most
/// 2048 printable ASCII characters; nothing for any other text.
std::optional<HttpsUrl> read_https_url(std::string_view written);

/// Whether it is an http URL of this machine's loopback without port, query and fragment (RFC 8252 section 7.3).
bool is_loopback_url(std::string_view written);

/// The URL with scheme and host in normal form (RFC 3986 section 6.2.2.1), or empty where it cannot be used.
std::string https_url(std::string_view written);

}  // namespace homing
