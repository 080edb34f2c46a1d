#include "oauth/form.hpp"

namespace homing {
namespace {

// The percent-encode set of the URL Standard's application/x-www-form-urlencoded, to which RFC 6749 appendix B leads.
bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '*' || c == '-' || c == '.' || c == '_';
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

void Form::append(std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const char encoded[3] = {'%', digits[byte >> 4U], digits[byte & 15U]};
    if (is_plain(c)) append_secretly(text_, {&c, 1});
    else if (c == ' ' && blank_ == Blank::plus) append_secretly(text_, "+");
    else append_secretly(text_, {encoded, sizeof encoded});
  }
}

void Form::add(std::string_view name, std::string_view value) {
  if (!text_.empty()) append_secretly(text_, "&");
  append(name);
  append_secretly(text_, "=");
  append(value);
}

std::optional<Secret> decode_form(std::string_view written) {
  std::string text;
  text.reserve(written.size());  // it never moves
  bool whole = true;
  for (std::size_t i = 0; i < written.size() && whole; ++i) {
    if (written[i] != '%') {
      text += written[i] == '+' ? ' ' : written[i];
      continue;
    }
    const int high = i + 2 < written.size() ? digit(written[i + 1]) : -1;
    const int low = i + 2 < written.size() ? digit(written[i + 2]) : -1;
    whole = high >= 0 && low >= 0;
    text += static_cast<char>(static_cast<unsigned char>(whole ? high * 16 + low : 0));
    i += 2;
  }
  std::optional<Secret> value;
  if (whole) value.emplace(text);
  wipe(text);
  return value;
}

}  // namespace homing
