#pragma once
// Bytes become lines. What a stranger sends is bounded: 8 kB a line, 64 kB a reply.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace homing {

class Lines {
 public:
  static constexpr std::size_t longest_line = std::size_t{8} * 1024;
  static constexpr std::size_t longest_reply = std::size_t{64} * 1024;

  /// False where a limit is passed; nothing is kept then.
  bool add(std::string_view bytes) {
    if (bytes.size() > longest_reply - reply_) return false;
    reply_ += bytes.size();
    waiting_.erase(0, read_);
    read_ = 0;
    waiting_ += bytes;
    return true;
  }

  /// The next whole line without its CRLF, or LF alone as some servers have it; valid until `add`.
  std::optional<std::string_view> next() {
    const std::string_view rest = std::string_view(waiting_).substr(read_);
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    read_ += end + 1;
    return rest.substr(0, end > 0 && rest[end - 1] == '\r' ? end - 1 : end);
  }

  /// So many bytes as they came, whatever they are (an IMAP literal); nothing until all are there.
  std::optional<std::string_view> next_bytes(std::size_t size) {
    const std::string_view rest = std::string_view(waiting_).substr(read_);
    if (rest.size() < size) return std::nullopt;
    read_ += size;
    return rest.substr(0, size);
  }

  /// Whether the line that is still growing is longer than any should be.
  bool too_long() const { return waiting_.size() - read_ > longest_line; }
  bool empty() const { return read_ == waiting_.size(); }
  std::string_view rest() const { return std::string_view(waiting_).substr(read_); }
  /// What comes from here on counts as another reply.
  void begin_reply() { reply_ = waiting_.size() - read_; }

 private:
  std::string waiting_;
  std::size_t read_ = 0, reply_ = 0;
};

}  // namespace homing
