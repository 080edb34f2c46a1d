#include "frames.hpp"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

bool FrameReader::fill() {
  std::array<char, std::size_t{64} * 1024> bytes;
  const ssize_t count = ::read(descriptor_, bytes.data(), bytes.size());
  if (count > 0) come_.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

std::optional<std::string> FrameReader::next() {
  std::uint32_t size = 0;
  if (come_.size() < sizeof size) return std::nullopt;
  std::memcpy(&size, come_.data(), sizeof size);
  refused_ = size == 0 || size > largest_frame;
  if (refused_ || come_.size() < sizeof size + size) return std::nullopt;
  std::string text = come_.substr(sizeof size, size);
  come_.erase(0, sizeof size + size);
  return text;
}

void FrameWriter::add(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::array<char, sizeof size> length;
  std::memcpy(length.data(), &size, sizeof size);
  out_.append(length.data(), length.size()).append(text);
}

bool FrameWriter::has_room() const {
  pollfd asked{descriptor_, POLLOUT, 0};
  return ::poll(&asked, 1, 0) > 0;
}

// The descriptor is shared with whoever gave it to us, so it is left blocking: a pipe that is writable takes PIPE_BUF bytes without a wait.
bool FrameWriter::flush() {
  while (waiting() > 0 && has_room()) {
    const ssize_t count = ::write(descriptor_, out_.data() + written_, std::min<std::size_t>(waiting(), PIPE_BUF));
    if (count < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (count > 0) written_ += static_cast<std::size_t>(count);
  }
  if (waiting() == 0) out_.clear(), written_ = 0;
  return true;
}
