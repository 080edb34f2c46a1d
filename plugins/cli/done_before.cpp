#include "done_before.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>

#include "line_reader.hpp"
#include "system.hpp"

namespace {

constexpr std::string_view key = "{\"input\":";

// The JSON string behind the key, with its quotation marks; empty where the line is none of ours.
std::string_view input_of(std::string_view line) {
  if (!line.starts_with(key)) return {};
  line.remove_prefix(key.size());
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\') ++i;
    else if (line[i] == '"') return line.substr(0, i + 1);
  }
  return {};
}

// How many bytes the UTF-8 character at the beginning has (RFC 3629); 0: it is none.
std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return overlong || beyond ? 0 : length;
}

// The input as the documents quote it.
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result(1, '"');
  while (!text.empty()) {
    const std::size_t length = character(text);
    const char c = text.front();
    if (length == 0) result += "\xEF\xBF\xBD";
    else if (c == '"' || c == '\\') result += {'\\', c};
    else if (c == '\t') result += "\\t";
    else if (c == '\r') result += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20) result.append("\\u00").append({digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]});
    else result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result += '"';
}

}  // namespace

bool DoneBefore::read(const std::string& path, std::string& fault) {
  const int file = open_to_read(path);
  if (file < 0) {
    if (errno == ENOENT) return true;  // the first run
    fault = "Cannot read " + path + ": " + std::strerror(errno) + ".";
    return false;
  }
  const std::int64_t end = end_of_lines(file);
  if (is_standard_output(file) && !cut_standard_output(end)) fault = "Cannot mend the last line of " + path + ": " + std::strerror(errno) + ".";
  LineReader reader(file);
  std::string line;
  while (fault.empty() && reader.next(line, true) == LineReader::State::line) {
    const std::string_view input = input_of(line);
    if (!input.empty()) lines_.push_back(std::hash<std::string_view>()(input));
  }
  if (!reader.error().empty()) fault = "Cannot read " + path + ": " + reader.error() + ".";
  close_file(file);
  std::sort(lines_.begin(), lines_.end());
  return fault.empty();
}

bool DoneBefore::holds(std::string_view input) const {
  return !lines_.empty() && std::binary_search(lines_.begin(), lines_.end(), std::hash<std::string_view>()(quoted(input)));
}
