#include "net/authority.hpp"

#include <charconv>

namespace homing {

int port_of(std::string_view digits) {
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && port > 0 && port < 65536 ? port : 0;
}

Authority authority_of(std::string_view url, int usual_port) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  const std::size_t colon = url.rfind(':');
  if (colon == std::string_view::npos || url.find(']', colon) != std::string_view::npos) return {std::string(url), usual_port};
  return {std::string(url.substr(0, colon)), port_of(url.substr(colon + 1))};
}

}  // namespace homing
