#include "proxy_request.hpp"

namespace {

using Kind = ProxyRequest::Kind;

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return made;
}

bool take(std::string_view& text, std::string_view start) {
  if (lower(text.substr(0, start.size())) != start) return false;
  text.remove_prefix(start.size());
  return true;
}

// The absolute form alone: a page in a web browser that is pointed here sends none.
ProxyRequest read_target(std::string_view target) {
  if (!take(target, "http://autoconfig.")) return {Kind::other, {}};
  const std::size_t slash = target.find('/');
  if (slash == std::string_view::npos || slash == 0) return {Kind::other, {}};
  const std::string_view path = target.substr(slash, target.find('?') - slash);
  if (path != "/mail/config-v1.1.xml") return {Kind::other, {}};
  return {Kind::autoconfig, lower(target.substr(0, slash))};
}

}  // namespace

ProxyRequest read_proxy_request(std::string_view come) {
  if (come.find("\r\n\r\n") == std::string_view::npos) return {};
  const std::string_view line = come.substr(0, come.find("\r\n"));
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || line.substr(last + 1).substr(0, 7) != "HTTP/1.") return {Kind::malformed, {}};
  const std::string_view method = line.substr(0, first);
  if (method == "CONNECT") return {Kind::tunnel, {}};
  return method == "GET" ? read_target(line.substr(first + 1, last - first - 1)) : ProxyRequest{Kind::other, {}};
}
