#pragma once
// A file or folder that is open, as the system numbers it; closed when it is destroyed.
#include <cstdint>
#include <utility>

namespace homing {

class OpenFile {
 public:
  using Number = std::intptr_t;

  OpenFile() = default;
  explicit OpenFile(Number number) : number_(number) {}
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, none)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  explicit operator bool() const { return number_ != none; }
  Number number() const { return number_; }

 private:
  static constexpr Number none = -1;

  Number number_ = none;
};

}  // namespace homing
