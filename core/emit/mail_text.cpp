#include "emit/mail_text.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

bool is_printable_ascii(char c) { return c >= ' ' && c < 0x7F; }

std::string one_line(std::string_view value) {
  std::string line = to_utf8(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

// Words that can be folded between; "=?" would be read as an encoded word, and blanks beside each other would be lost or stand
// alone in a line (RFC 5322 section 3.2.2).
bool may_stand_as_it_is(std::string_view line) {
  constexpr std::size_t longest_word = 60;
  if (!std::all_of(line.begin(), line.end(), is_printable_ascii) || line.find("=?") != std::string_view::npos) return false;
  if (line.starts_with(' ') || line.ends_with(' ') || line.find("  ") != std::string_view::npos) return false;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > longest_word) return false;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return true;
}

std::string folded(std::string header, std::string_view line) {
  std::size_t used = header.size();
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    if (used + 1 + word.size() > longest_line) header += "\r\n", used = 0;
    header.append(" ").append(word);
    used += 1 + word.size();
    line.remove_prefix(std::min(word.size() + 1, line.size()));
  }
  return header + "\r\n";
}

// RFC 2047 section 2: at most 75 characters a word; section 5: a letter is never split.
std::string encoded_words(std::string header, std::string_view line) {
  constexpr std::size_t most = 45;  // 60 in base64, 72 with "=?utf-8?B?" and "?="
  constexpr std::size_t around = 12;
  std::size_t used = header.size();
  while (!line.empty()) {
    std::size_t size = std::min(line.size(), std::min(most, (longest_line - used - 1 - around) / 4 * 3));
    while (size < line.size() && size > 0 && (static_cast<unsigned char>(line[size]) & 0xC0) == 0x80) --size;
    header += " =?utf-8?B?" + to_base64(line.substr(0, size)) + "?=";
    line.remove_prefix(size);
    if (!line.empty()) header += "\r\n", used = 0;
  }
  return header + "\r\n";
}

void append_quoted(std::string& out, char c) {
  constexpr char hexadecimal[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out.append("=").append(1, hexadecimal[byte >> 4]).append(1, hexadecimal[byte & 15]);
}

void append_line(std::string& out, std::string_view line) {
  constexpr std::size_t longest = 76;
  std::string written;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool blank = c == ' ' || c == '\t';
    const bool plain = blank ? i + 1 < line.size() : is_printable_ascii(c) && c != '=';
    // Room for the "=" of a soft line break, unless nothing follows.
    const std::size_t wanted = (plain ? 1 : 3) + (i + 1 < line.size() ? 1 : 0);
    if (written.size() + wanted > longest) out.append(written).append("=\r\n"), written.clear();
    if (plain) written += c;
    else append_quoted(written, c);
  }
  out.append(written).append("\r\n");
}

}  // namespace

std::string unstructured_header(std::string_view name, std::string_view value) {
  const std::string line = one_line(value);
  const std::string header = std::string(name) + ':';
  return may_stand_as_it_is(line) ? folded(header, line) : encoded_words(header, line);
}

std::string quoted_printable(std::string_view text) {
  const std::string valid = to_utf8(text);
  std::string out;
  for_each_line(valid, [&out](std::string_view line) { append_line(out, line); });
  return out;
}

}  // namespace homing
