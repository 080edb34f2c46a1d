#pragma once
// Waits for sockets, for a moment, or for another thread.
#include <poll.h>

#include <chrono>
#include <map>
#include <vector>

namespace homing {

class Poller {
 public:
  struct Ready {
    int socket;
    bool readable, writable;
  };

  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Replaces what is watched on the socket; neither means: forget it.
  void watch(int socket, bool readable, bool writable);
  /// The sockets that became ready; empty after a time-out, a signal or `wake`. `woken` tells the last.
  const std::vector<Ready>& wait(std::chrono::milliseconds longest, bool& woken);
  /// From any thread.
  void wake() noexcept;

 private:
  int wake_reader_ = -1, wake_writer_ = -1;
  std::map<int, short> watched_;
  std::vector<pollfd> polled_;
  std::vector<Ready> ready_;
};

}  // namespace homing
