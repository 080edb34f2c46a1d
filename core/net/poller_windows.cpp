// By select, which tells of failed connections on every Windows (WSAPoll does from Windows 10, version 2004), with as many sockets as
// there are: the limit is one of its macros only. A datagram to ourselves ends the wait.
#include <winsock2.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "net/poller.hpp"
#include "net/socket_address.hpp"
#include "net/sockets.hpp"

namespace homing {
namespace {

// An fd_set of any size: the count, and behind it the sockets.
class SocketSet {
 public:
  void clear() { words_.resize(1); }
  void add(int socket) { words_.push_back(static_cast<SOCKET>(socket)); }
  fd_set* native() {
    words_[0] = words_.size() - 1;
    return reinterpret_cast<fd_set*>(words_.data());
  }
  /// Those that select has left.
  template <class Function>
  void each(const Function& function) const {
    const auto count = static_cast<u_int>(words_[0]);
    for (std::size_t i = 1; i <= count; ++i) function(static_cast<int>(words_[i]));
  }

 private:
  static_assert(offsetof(fd_set, fd_array) == sizeof(SOCKET));
  std::vector<SOCKET> words_{0};
};

int connected_to_itself() {
  start_sockets();
  const int socket = open_socket(AF_INET, SOCK_DGRAM, 0);
  SocketAddress place = socket_address(loopback(false), 0);
  int size = sizeof place.storage;
  const auto native = static_cast<SOCKET>(socket);
  const bool bound = socket >= 0 && ::bind(native, place.get(), place.size) == 0 && ::getsockname(native, place.get(), &size) == 0;
  if (bound && ::connect(native, place.get(), place.size) == 0) return socket;
  const std::string why = socket_fault_text();
  if (socket >= 0) close_socket(socket);
  throw std::runtime_error("a socket of the loopback: " + why);
}

}  // namespace

struct Poller::Native {
  struct Watched {
    Owner owner = Owner::nobody;
    bool readable = false, writable = false;        // what is watched
    bool is_readable = false, is_writable = false;  // what has come
  };

  Native() = default;
  ~Native() { close_socket(waker); }
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;
  void gather();
  void drain() const;
  void note(int socket, bool is_readable, bool is_writable);

  int waker = connected_to_itself();
  std::unordered_map<int, Watched> watched;
  SocketSet readable, writable, failed;
  std::vector<Ready> ready;
};

void Poller::Native::gather() {
  for (SocketSet* const set : {&readable, &writable, &failed}) set->clear();
  readable.add(waker);
  for (const auto& [socket, one] : watched) {
    if (one.readable) readable.add(socket);
    if (one.writable) writable.add(socket), failed.add(socket);
  }
}

void Poller::Native::drain() const {
  char bytes[64];
  while (receive_some(waker, bytes, sizeof bytes) > 0) continue;
}

void Poller::Native::note(int socket, bool is_readable, bool is_writable) {
  Watched& one = watched.at(socket);
  const bool is_first = !one.is_readable && !one.is_writable;
  one.is_readable = one.is_readable || is_readable;
  one.is_writable = one.is_writable || is_writable;
  if (is_first) ready.push_back({socket, one.owner, false, false});
}

Poller::Poller() : native_(std::make_unique<Native>()) {}
Poller::~Poller() = default;

void Poller::watch(int socket, Owner owner, bool readable, bool writable) {
  if (!readable && !writable) native_->watched.erase(socket);
  else native_->watched[socket] = {owner, readable, writable, false, false};
}

const std::vector<Poller::Ready>& Poller::wait(std::chrono::milliseconds longest, bool& woken) {
  Native& native = *native_;
  native.gather();
  native.ready.clear();
  woken = false;
  const auto patience = static_cast<long>(std::clamp<std::chrono::milliseconds::rep>(longest.count(), 0, 60000));
  timeval wait{patience / 1000, patience % 1000 * 1000};
  if (::select(0, native.readable.native(), native.writable.native(), native.failed.native(), &wait) <= 0) return native.ready;
  native.readable.each([&](int socket) {
    if (socket == native.waker) woken = true;
    else native.note(socket, true, false);
  });
  native.writable.each([&](int socket) { native.note(socket, false, true); });
  // Errors are found by whoever reads or writes.
  native.failed.each([&](int socket) { native.note(socket, true, true); });
  if (woken) native.drain();
  for (Ready& one : native.ready) {
    Native::Watched& watched = native.watched.at(one.socket);
    one.readable = std::exchange(watched.is_readable, false);
    one.writable = std::exchange(watched.is_writable, false);
  }
  return native.ready;
}

void Poller::wake() noexcept {
  const char byte = 1;
  send_some(native_->waker, &byte, 1);
}

}  // namespace homing
