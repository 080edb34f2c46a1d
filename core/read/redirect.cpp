#include "read/redirect.hpp"

#include <algorithm>

#include "model/question.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_url = 2048;

bool has_unsafe_character(std::string_view url) {
  return std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F; });
}

bool same_owner(std::string_view from, std::string_view to, const Catalogue& catalogue) {
  if (owner_of(from) == owner_of(to)) return true;
  return catalogue.host(to) || catalogue.domain(owner_of(to));
}

Fault refused(std::string_view location, std::string_view why) {
  return {"redirects to " + to_utf8(location, 200) + ", which is not followed: " + std::string(why), 0};
}

}  // namespace

std::string_view host_of(std::string_view url) {
  constexpr std::string_view separator = "://";
  const std::size_t scheme = url.find(separator);
  if (scheme == std::string_view::npos || url.find_first_of("/?#") < scheme) return {};
  url.remove_prefix(scheme + separator.size());
  return url.substr(0, url.find_first_of(":/?#"));
}

Expected<std::string> next_hop(std::string_view url, std::string_view location, const Catalogue& catalogue) {
  if (location.empty()) return Fault{"redirects without saying where to", 0};
  if (location.size() > longest_url || has_unsafe_character(location)) return Fault{"redirects to a malformed address", 0};
  if (location.starts_with("/") && !location.starts_with("//")) {
    if (!url.starts_with("https://")) return refused(location, "only https is.");
    const std::string_view origin = url.substr(0, url.find('/', std::string_view("https://").size()));
    return std::string(origin) + std::string(location);
  }
  const std::string_view authority =
      location.substr(0, location.find_first_of("/?#", std::min(location.size(), std::string_view("https://").size())));
  const Expected<std::string> host = parse_domain(host_of(location));
  if (!location.starts_with("https://")) return refused(location, "only https is.");
  if (!host || authority.find('@') != std::string_view::npos) return refused(location, "the host name is malformed.");
  if (!same_owner(host_of(url), *host, catalogue)) return refused(location, "it belongs to somebody else.");
  const bool other_port = authority.find(':', std::string_view("https://").size()) != std::string_view::npos && !authority.ends_with(":443");
  if (other_port && !url.starts_with(std::string(authority) + '/')) return refused(location, "only the usual port is.");
  // In normal form (RFC 3986 section 6.2.2.1), so that the next hop can be compared with it.
  return "https://" + *host + std::string(location.substr(std::string_view("https://").size() + host_of(location).size()));
}

}  // namespace homing
