#include "read/http_request.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "read/http_field.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_method = 32;
constexpr std::size_t longest_host = 255;
constexpr std::size_t most_fields = 100;

bool is_visible(char c) { return c > 0x20 && c < 0x7F; }
bool all_visible(std::string_view text) { return std::all_of(text.begin(), text.end(), is_visible); }

Fault refusal(const char* why, std::size_t where = 0) { return {why, where}; }

// A line that is not whole can be known as no request already: TLS that was spoken to a plain port, for one.
Expected<std::optional<HttpRequest>> read_beginning(std::string_view bytes) {
  const std::string_view method = bytes.substr(0, bytes.find(' '));
  const bool possible = method.empty() || method == "\r" || (method.size() <= longest_method && is_http_token(method.substr(0, method.find('\r'))));
  if (!possible) return refusal("expected the method of a request of HTTP/1.1");
  return std::optional<HttpRequest>();
}

Expected<HttpRequest> read_request_line(std::string_view line) {
  const std::size_t method_end = line.find(' ');
  const std::size_t target_end = line.rfind(' ');
  if (method_end == std::string_view::npos || target_end == method_end) return refusal("expected METHOD TARGET HTTP/1.1");
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  const std::string_view version = line.substr(target_end + 1);
  if (method.size() > longest_method || !is_http_token(method)) return refusal("expected the method of a request of HTTP/1.1");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refusal("expected HTTP/1.1", target_end + 1);
  if (!target.starts_with('/') || !all_visible(target)) return refusal("expected a path as target", method_end + 1);
  return HttpRequest{std::string(method), {}, Secret(target)};
}

}  // namespace

Expected<std::optional<HttpRequest>> read_http_request(std::string_view bytes) {
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);  // RFC 9112 section 2.2: an empty line before it is passed over
  const std::size_t line_end = bytes.find("\r\n");
  if (line_end == std::string_view::npos) return read_beginning(bytes);
  Expected<HttpRequest> request = read_request_line(bytes.substr(0, line_end));
  if (!request) return request.error();
  bool has_host = false;
  std::size_t at = line_end + 2;
  for (std::size_t fields = 0; fields <= most_fields; ++fields) {
    const std::size_t end = bytes.find("\r\n", at);
    if (end == std::string_view::npos) return std::optional<HttpRequest>();
    if (end == at && !has_host && bytes.substr(0, line_end).ends_with("1.1")) return refusal("expected a Host field", at);
    if (end == at) return std::optional<HttpRequest>(*std::move(request));
    const std::optional<HttpField> field = read_http_field(bytes.substr(at, end - at));
    const bool is_host = field && same_word(field->name, "host");
    const bool good_host = is_host && !has_host && field->value.size() <= longest_host && all_visible(field->value);
    if (!field || (is_host && !good_host)) return refusal("expected NAME: VALUE, and one Host", at);
    if (is_host) request->host = field->value;
    has_host = has_host || is_host;
    at = end + 2;
  }
  return refusal("expected fewer fields", at);
}

}  // namespace homing
