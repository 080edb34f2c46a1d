#include "emit/quoting.hpp"

#include <algorithm>

#include "model/utf8.hpp"

namespace homing {
namespace {

// What shows a line as another than it is: separators of lines and paragraphs, marks and embeddings of the other direction (Unicode
// Technical Report 36, section 2.10.3), and the byte order mark.
bool turns_text(std::string_view text) {
  const std::string_view start = text.substr(0, 3);
  return (start >= "\xE2\x80\xA8" && start <= "\xE2\x80\xAE") || (start >= "\xE2\x81\xA6" && start <= "\xE2\x81\xA9") || start == "\xE2\x80\x8E" ||
         start == "\xE2\x80\x8F" || start == "\xEF\xBB\xBF" || text.starts_with("\xD8\x9C");
}

}  // namespace

bool is_one_line(std::string_view text) {
  if (find_invalid_utf8(text) != utf8_is_valid || text.starts_with(' ') || text.ends_with(' ')) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return false;
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;  // C1
    if (turns_text(text.substr(i))) return false;
  }
  return true;
}

std::string backslashed(std::string_view text, char mark, std::string_view special) {
  std::string result(1, mark);
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result + mark;
}

std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += "'\\''";
    else result += c;
  }
  return result + '\'';
}

std::string shell_word(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return is_letter_or_digit(c) || std::string_view("@%+=:,./_-").find(c) != std::string_view::npos; });
  return plain && !text.empty() ? std::string(text) : shell_quoted(text);
}

std::string shell_command(const std::vector<std::string>& words) {
  std::string command;
  for (const std::string& one : words) command += (command.empty() ? "" : " ") + shell_word(one);
  return command;
}

std::string url_part(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter_or_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) result += c;
    else ((result += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return result;
}

std::string fill(std::string_view form, Blanks blanks) {
  std::string result;
  while (!form.empty()) {
    const std::size_t begin = form.find("<<"), end = form.find(">>", begin);
    result += form.substr(0, begin);
    if (end == std::string_view::npos) return begin == std::string_view::npos ? result : result.append(form.substr(begin));
    const std::string_view name = form.substr(begin + 2, end - begin - 2);
    const auto* const blank = std::find_if(blanks.begin(), blanks.end(), [&](const auto& one) { return one.first == name; });
    result += blank == blanks.end() ? form.substr(begin, end + 2 - begin) : blank->second;
    form.remove_prefix(end + 2);
  }
  return result;
}

}  // namespace homing
