#include "done_before.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>

#include "line_reader.hpp"

namespace {

constexpr std::string_view key = "{\"input\":";

bool is_standard_output(int file) {
  struct stat a {
  }, b{};
  return ::fstat(file, &a) == 0 && ::fstat(STDOUT_FILENO, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Where the last whole line ends.
off_t end_of_lines(int file) {
  off_t end = ::lseek(file, 0, SEEK_END);
  char last = '\n';
  while (end > 0 && ::pread(file, &last, 1, end - 1) == 1 && last != '\n') --end;
  return end;
}

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

}  // namespace

bool DoneBefore::read(const std::string& path, std::string& fault) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT) return true;  // the first run
    fault = "Cannot read " + path + ": " + std::strerror(errno) + ".";
    return false;
  }
  const off_t end = end_of_lines(file);
  if (is_standard_output(file) && ::ftruncate(STDOUT_FILENO, end) != 0)
    fault = "Cannot mend the last line of " + path + ": " + std::strerror(errno) + ".";
  ::lseek(file, 0, SEEK_SET);
  LineReader reader(file);
  std::string line;
  while (fault.empty() && reader.next(line, true) == LineReader::State::line) {
    const std::string_view input = input_of(line);
    if (!input.empty()) lines_.push_back(std::hash<std::string_view>()(input));
  }
  if (!reader.error().empty()) fault = "Cannot read " + path + ": " + reader.error() + ".";
  ::close(file);
  std::sort(lines_.begin(), lines_.end());
  return fault.empty();
}

bool DoneBefore::holds(std::string_view quoted_input) const {
  return std::binary_search(lines_.begin(), lines_.end(), std::hash<std::string_view>()(quoted_input));
}

std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result(1, '"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += {'\\', c};
    else if (byte < 0x20) result.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
    else result += c;
  }
  return result += '"';
}
