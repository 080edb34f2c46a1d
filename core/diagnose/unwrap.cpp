#include "diagnose/unwrap.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "crypto/base64.hpp"
#include "diagnose/escapes.hpp"
#include "model/squeezed.hpp"

namespace homing {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string bounded(std::string_view text) {
  if (text.size() <= longest_pasted_text) return std::string(text);
  constexpr std::size_t half = longest_pasted_text / 2;
  return std::string(text.substr(0, half)).append("\n").append(text.substr(text.size() - half));
}

// Marks of quotation at the start of a line.
std::string_view without_marks(std::string_view line) {
  while (!line.empty() && (is_blank(line.front()) || line.front() == '>' || line.front() == '|')) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

struct Reply {
  std::string_view code;
  std::size_t at = 0;
  bool goes_on = false;  ///< RFC 5321 section 4.2.1: a hyphen behind the code
};

// A reply of SMTP near the start of a line; logs put a time and a name before it.
std::optional<Reply> reply_in(std::string_view line) {
  constexpr std::size_t longest_lead = 80;
  for (std::size_t at = 0; at + 3 < line.size() && at < longest_lead; ++at) {
    const bool fresh = at == 0 || !(is_letter_or_digit(line[at - 1]) || line[at - 1] == '.' || line[at - 1] == '-');
    const bool code = (line[at] >= '2' && line[at] <= '5') && is_digit(line[at + 1]) && is_digit(line[at + 2]);
    if (fresh && code && (line[at + 3] == '-' || line[at + 3] == ' ')) return Reply{line.substr(at, 3), at, line[at + 3] == '-'};
  }
  return std::nullopt;
}

// Behind a reply's code: `5.7.8 ` of RFC 2034, which each line repeats.
std::string_view without_enhanced_code(std::string_view text) {
  std::size_t at = 0;
  int dots = 0;
  for (; at < text.size() && (is_digit(text[at]) || text[at] == '.'); ++at) dots += text[at] == '.' ? 1 : 0;
  return dots == 2 ? text.substr(at) : text;
}

// The lines in one; further lines of a reply lose the code that the first has.
std::string joined(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::string code;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = without_marks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::optional<Reply> reply = reply_in(line);
    if (reply && reply->code == code) line = without_enhanced_code(line.substr(reply->at + 4));
    code = reply && reply->goes_on ? std::string(reply->code) : std::string();
    out.append(line).push_back(' ');
  }
  return out;
}

std::string with_single_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!is_blank(c)) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

bool is_base64(char c) { return is_letter_or_digit(c) || c == '+' || c == '/'; }

// What a server said in base64 (SASL), where it is JSON: `{"status":...`.
void append_decoded(std::string_view text, std::string& out) {
  constexpr std::size_t shortest = 16, longest = 4096;
  for (std::size_t at = text.find("ey"); at != std::string_view::npos; at = text.find("ey", at + 2)) {
    if (at != 0 && is_base64(text[at - 1])) continue;
    std::size_t end = at;
    while (end < text.size() && is_base64(text[end])) ++end;
    if (end - at < shortest) continue;
    std::string code(text.substr(at, std::min(end - at, longest)));
    if (code.size() % 4 == 1) code.pop_back();  // cut off
    code.append((4 - code.size() % 4) % 4, '=');
    const std::optional<std::string> decoded = from_base64(code);
    const bool is_text = decoded && std::all_of(decoded->begin(), decoded->end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (is_text) out.append(" ").append(*decoded);
  }
}

// The value behind `timeout=`, `timeout: ` or `"timeout" => `, which is a setting: where it begins, or 0.
std::size_t value_of_setting(std::string_view text) {
  static constexpr std::array<std::string_view, 5> words{"null", "none", "undefined", "false", "default"};
  constexpr std::string_view quotes = " \"'", equals = "=:>";
  std::size_t at = std::min(text.find_first_not_of(quotes), text.size());
  if (at == text.size() || (text[at] != '=' && text[at] != ':')) return 0;
  at = std::min(text.find_first_not_of(equals, at), text.size());
  at = std::min(text.find_first_not_of(quotes, at), text.size());
  const std::string_view value = text.substr(at);
  const bool is_word = std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_word(value.substr(0, word.size()), word); });
  return is_word || (!value.empty() && (is_digit(value.front()) || value.front() == '-')) ? at : 0;
}

// Options that programs print are no errors: `timeout=300`.
std::string without_settings(std::string_view text) {
  constexpr std::string_view setting = "timeout";
  const std::string lowered = lower_case(text);
  std::string out;
  std::size_t kept = 0;
  for (std::size_t at = lowered.find(setting); at != std::string::npos; at = lowered.find(setting, at + setting.size())) {
    const std::size_t end = value_of_setting(text.substr(at + setting.size()));
    if (end == 0) continue;
    out.append(text.substr(kept, at - kept)).append("setting ");
    kept = at + setting.size() + end;
  }
  return out.append(text.substr(kept));
}

}  // namespace

Unwrapped unwrap(std::string_view text) {
  Unwrapped result;
  std::string plain = joined(without_escapes(bounded(text)));
  append_decoded(std::string(plain), plain);
  result.plain = with_single_blanks(without_settings(plain));
  result.lowered = lower_case(std::string_view(result.plain));
  result.squeezed = squeeze(result.plain);
  return result;
}

}  // namespace homing
