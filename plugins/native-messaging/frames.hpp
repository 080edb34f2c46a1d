#pragma once
// Native messaging's frames: 32 bits of length in the machine's own order, then so many bytes of JSON.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

constexpr std::size_t largest_frame = std::size_t{1} << 20;  // what Thunderbird takes at most, and all that we do

/// What comes in on a file descriptor that poll(2) calls readable.
class FrameReader {
 public:
  explicit FrameReader(int descriptor) : descriptor_(descriptor) {}

  /// Reads once. False: the other side has ended.
  bool fill();
  /// The next whole frame. Nothing: it has not come yet, or `is_refused`.
  std::optional<std::string> next();
  /// A length that no message of an add-on has: nothing after it can be trusted.
  bool is_refused() const { return refused_; }

 private:
  int descriptor_;
  bool refused_ = false;
  std::string come_;
};

/// What goes out, as fast as the other side reads: nothing here ever waits for it.
class FrameWriter {
 public:
  explicit FrameWriter(int descriptor) : descriptor_(descriptor) {}

  /// Of at most largest_frame bytes.
  void add(std::string_view text);
  /// Writes what there is room for. False: nobody reads any more.
  bool flush();
  std::size_t waiting() const { return out_.size() - written_; }

 private:
  bool has_room() const;

  int descriptor_;
  std::string out_;
  std::size_t written_ = 0;
};
