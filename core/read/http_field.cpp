#include "read/http_field.hpp"

#include <algorithm>

namespace homing {
namespace {

bool is_token_character(char c) {
  const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter_or_digit || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

}  // namespace

bool is_http_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }

std::optional<HttpField> read_http_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_http_token(line.substr(0, colon))) return std::nullopt;
  std::string_view value = line.substr(colon + 1);
  if (std::any_of(value.begin(), value.end(), is_control)) return std::nullopt;
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  return HttpField{line.substr(0, colon), value.substr(0, value.find_last_not_of(" \t") + 1)};
}

}  // namespace homing
