#pragma once
// Waits for sockets, for a moment, or for another thread (epoll(7)).
#include <chrono>
#include <cstdint>
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
  struct Watched {
    Owner owner = Owner::nobody;
    std::uint32_t events = 0;
  };
  void change(int socket, std::uint32_t before, std::uint32_t events);
  void drain();

  int epoll_ = -1, waker_ = -1;
  std::vector<Watched> watched_;  // by the number of the socket
  std::vector<Ready> ready_;
};

}  // namespace homing
