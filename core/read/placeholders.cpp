#include "read/placeholders.hpp"

#include <array>

namespace homing {
namespace {

bool is_placeholder_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The placeholder at the start of `text` with its percent signs, or empty.
std::string_view placeholder(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && is_placeholder_letter(text[end])) ++end;
  return end > 1 && end < text.size() && text[end] == '%' ? text.substr(0, end + 1) : std::string_view();
}

constexpr std::array<std::string_view, 3> known_names{"%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILDOMAIN%"};

std::string_view value_of(std::string_view name, const Address& address) {
  if (name == known_names[0]) return address.text();
  if (name == known_names[1]) return address.local();
  return name == known_names[2] ? address.domain() : name;
}

}  // namespace

std::string substitute_placeholders(std::string_view text, const Address& address) {
  if (text == "%EMAILADDRESS") text = known_names[0];  // published files forget the last percent sign
  std::string result;
  while (!text.empty()) {
    const std::size_t percent = text.find('%');
    result += text.substr(0, percent);
    if (percent == std::string_view::npos) break;
    text.remove_prefix(percent);
    const std::string_view name = placeholder(text);
    result += name.empty() ? std::string_view("%") : value_of(name, address);
    text.remove_prefix(name.empty() ? 1 : name.size());
  }
  return result;
}

bool has_unknown_placeholder(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    const std::string_view name = placeholder(text.substr(at));
    bool known = name.empty();
    for (const std::string_view candidate : known_names) known = known || name == candidate;
    if (!known) return true;
    if (!name.empty()) at += name.size() - 1;
  }
  return false;
}

}  // namespace homing
