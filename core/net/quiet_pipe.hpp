#pragma once
// A peer that goes away must not kill the host: SIGPIPE is held back for the calling thread while we write, and one that
// was raised meanwhile is taken away. Windows has no such signal.

namespace homing {

class QuietPipe {
 public:
  QuietPipe();
  ~QuietPipe();
  QuietPipe(const QuietPipe&) = delete;
  QuietPipe& operator=(const QuietPipe&) = delete;

 private:
  bool was_pending_ = false, was_held_ = false;
};

}  // namespace homing
