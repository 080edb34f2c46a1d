#include "net/authority.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace homing {

int port_of(std::string_view digits) {
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && port > 0 && port < 65536 ? port : 0;
}

HostAndPort host_and_port_of(std::string_view url, int usual_port) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  const std::size_t colon = url.rfind(':');
  if (colon == std::string_view::npos || url.find(']', colon) != std::string_view::npos) return {std::string(url), usual_port};
  return {std::string(url.substr(0, colon)), port_of(url.substr(colon + 1))};
}

Expected<void> check_proxy(const std::string& url) {
  constexpr std::array<std::string_view, 4> schemes{"http://", "https://", "socks5://", "socks5h://"};
  const bool known = std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) { return url.starts_with(scheme); });
  const HostAndPort authority = host_and_port_of(url, usual_proxy_port);
  if (known && !authority.host.empty() && authority.port > 0) return {};
  return Fault{"Option net.proxy: expected a URL such as http://proxy.contoso.example:3128 (http, https, socks5 or socks5h).", 0};
}

Expected<void> check_doh(const std::string& url) {
  const HostAndPort authority = host_and_port_of(url, https_port);
  if (url.starts_with("https://") && !authority.host.empty() && authority.port > 0 && url.find('@') == std::string::npos) return {};
  return Fault{"The DoH server: expected a URL such as https://dns.contoso.example/dns-query.", 0};
}

}  // namespace homing
