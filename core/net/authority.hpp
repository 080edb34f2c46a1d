#pragma once
// Who is meant by a URL.
#include <string>
#include <string_view>

#include "model/fault.hpp"

namespace homing {

inline constexpr int usual_proxy_port = 1080;  ///< curl's CURLOPT_PROXY(3)
inline constexpr int https_port = 443;
inline constexpr int http_port = 80;

struct HostAndPort {
  std::string host;
  int port = 0;  ///< 0: what stands there is none
};

/// Of `scheme://user@host:port/...`.
HostAndPort host_and_port_of(std::string_view url, int usual_port);

/// A port number in decimal, else 0.
int port_of(std::string_view digits);

/// Whether an option value is a proxy URL that can be used; the fault says what is wrong.
Expected<void> check_proxy(const std::string& url);
/// The same of a DoH server's URL.
Expected<void> check_doh(const std::string& url);

}  // namespace homing
