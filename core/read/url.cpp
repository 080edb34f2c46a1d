#include "read/url.hpp"

#include <algorithm>
#include <array>

#include "model/ascii.hpp"
#include "read/host.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_url = 2048;
constexpr std::string_view scheme = "https://";

bool is_printable(char c) { return c > 0x20 && c < 0x7F; }

}  // namespace

std::optional<HttpsUrl> read_https_url(std::string_view written) {
  if (written.size() > longest_url || !std::all_of(written.begin(), written.end(), is_printable)) return std::nullopt;
  if (!same_word(written.substr(0, scheme.size()), scheme)) return std::nullopt;
  const std::string_view rest = written.substr(scheme.size());
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\"));
  const std::string_view host = authority.substr(0, authority.find(':'));
  const std::string_view port = authority.substr(host.size());
  const Expected<std::string> name = read_host(host);
  if (!name || is_ip_address(*name) || name->find('.') == std::string::npos) return std::nullopt;
  if (!port.empty() && homing::read_port(port.substr(1)) == 0) return std::nullopt;
  const std::string_view behind = rest.substr(authority.size());
  if (behind.find('\\') != std::string_view::npos) return std::nullopt;  // browsers take it for a slash
  return HttpsUrl{*name, port, behind};
}

std::string https_url(std::string_view written) {
  const std::optional<HttpsUrl> url = read_https_url(written);
  if (!url) return {};
  return std::string(scheme) + url->host + std::string(url->port) + std::string(url->behind);
}

bool is_loopback_url(std::string_view redirect) {
  constexpr std::array<std::string_view, 3> hosts{"http://127.0.0.1", "http://localhost", "http://[::1]"};
  return std::any_of(hosts.begin(), hosts.end(), [redirect](std::string_view host) {
    const std::string_view path = redirect.substr(std::min(host.size(), redirect.size()));
    const bool plain = std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '?' && c != '#' && c != '\\'; });
    return redirect.starts_with(host) && (path.empty() || path.starts_with('/')) && plain;
  });
}

}  // namespace homing
