#pragma once
// Waits for sockets, for a moment, or for another thread: by epoll(7), or by what Windows has.
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace homing {

class Poller {
 public:
  /// Who serves a socket; nobody: it only ends the wait.
  enum class Owner : std::uint8_t { nobody, dns, connector, web, conversations, courier, listeners };
  struct Ready {
    int socket;
    Owner owner;
    bool readable, writable;
  };

  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Replaces what is watched on the socket; neither means: forget it, which must come before it is closed.
  void watch(int socket, Owner owner, bool readable, bool writable);
  /// The sockets that became ready; empty after a time-out, a signal or `wake`. `woken` tells the last.
  const std::vector<Ready>& wait(std::chrono::milliseconds longest, bool& woken);
  /// From any thread.
  void wake() noexcept;

 private:
  struct Native;
  std::unique_ptr<Native> native_;
};

}  // namespace homing
