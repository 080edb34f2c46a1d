#include "line_reader.hpp"

#include <cerrno>
#include <cstring>

#include "system.hpp"

namespace {

constexpr std::size_t longest_line = std::size_t{64} * 1024;
constexpr std::size_t piece = std::size_t{64} * 1024;

}  // namespace

bool LineReader::take(std::string& line) {
  const std::size_t end = buffer_.find('\n', begin_);
  if (end == std::string::npos && !(ended_ && begin_ < buffer_.size())) return false;
  const std::size_t size = (end == std::string::npos ? buffer_.size() : end) - begin_;
  line.assign(buffer_, begin_, size < longest_line ? size : longest_line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  begin_ = end == std::string::npos ? buffer_.size() : end + 1;
  return true;
}

// Whether there is something new to look at.
bool LineReader::fill(bool wait) {
  buffer_.erase(0, begin_);
  begin_ = 0;
  // The rest of a line that is too long is read and forgotten.
  if (buffer_.size() > 2 * longest_line) buffer_.resize(longest_line);
  if (!has_input(file_, wait)) return wait;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + piece);
  const std::ptrdiff_t read = read_some(file_, buffer_.data() + before, piece);
  buffer_.resize(before + (read > 0 ? static_cast<std::size_t>(read) : 0));
  if (read < 0) error_ = std::strerror(errno);
  ended_ = ended_ || read <= 0;
  return true;
}

LineReader::State LineReader::next(std::string& line, bool wait) {
  while (!take(line)) {
    if (ended_) return State::end;
    if (!fill(wait)) return State::not_yet;
  }
  return State::line;
}
