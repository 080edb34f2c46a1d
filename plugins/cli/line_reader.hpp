#pragma once
// Lines of a file descriptor, without waiting for more than there is.
#include <cstddef>
#include <string>

class LineReader {
 public:
  explicit LineReader(int file) : file_(file) {}

  enum class State { line, not_yet, end };
  /// The next line without its line break. `wait`: until there is one. A line longer than 64 kB is cut there.
  State next(std::string& line, bool wait);
  /// What the system said where the file could not be read; empty: nothing.
  const std::string& error() const { return error_; }

 private:
  bool take(std::string& line);
  bool fill(bool wait);

  int file_;
  std::string buffer_;
  std::size_t begin_ = 0;
  bool ended_ = false;
  std::string error_;
};
