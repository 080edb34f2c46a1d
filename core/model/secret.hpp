#pragma once
// Passwords and tokens: they cannot be printed, are not copied by accident, and are wiped.
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace homing {

/// The compiler has to believe that somebody looks at the zeros: it leaves out what nobody reads.
inline void wipe(void* bytes, std::size_t size) {
  std::memset(bytes, 0, size);
  __asm__ volatile("" : : "r"(bytes) : "memory");
}

inline void wipe(std::string& bytes) {
  if (!bytes.empty()) wipe(bytes.data(), bytes.size());
  bytes.clear();
}

/// Appends without leaving a copy behind where the text has to move.
inline void append_secretly(std::string& text, std::string_view more) {
  if (text.size() + more.size() > text.capacity()) {
    std::string larger;
    larger.reserve(2 * (text.size() + more.size()));
    larger = text;
    wipe(text);
    text.swap(larger);
  }
  text += more;
}

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes) : bytes_(bytes) {}
  ~Secret() { wipe(bytes_); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  // A short text moves by copy, so that what stays behind is wiped too.
  Secret(Secret&& other) : bytes_(other.bytes_) { wipe(other.bytes_); }  // NOLINT(performance-noexcept-move-constructor): copies
  Secret& operator=(Secret&& other) {                                    // NOLINT(performance-noexcept-move-constructor)
    if (this == &other) return *this;
    wipe(bytes_);
    bytes_ = other.bytes_;
    wipe(other.bytes_);
    return *this;
  }

  /// On purpose.
  Secret copy() const { return Secret(bytes_); }
  bool empty() const { return bytes_.empty(); }
  /// For whoever puts it on the wire.
  std::string_view reveal() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace homing
