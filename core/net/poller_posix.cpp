#include "net/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>

namespace homing {
namespace {

constexpr std::size_t most_at_once = 256;  // what is ready beyond them comes with the next wait

epoll_event event_of(int socket, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = socket;
  return event;
}

}  // namespace

struct Poller::Native {
  struct Watched {
    Owner owner = Owner::nobody;
    std::uint32_t events = 0;
  };

  Native();
  ~Native();
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;
  void change(int socket, std::uint32_t before, std::uint32_t events) const;
  void drain() const;

  int epoll = ::epoll_create1(EPOLL_CLOEXEC), waker = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::vector<Watched> watched;  // by the number of the socket
  std::vector<Ready> ready;
};

Poller::Native::Native() {
  epoll_event event = event_of(waker, EPOLLIN);
  if (epoll >= 0 && waker >= 0 && ::epoll_ctl(epoll, EPOLL_CTL_ADD, waker, &event) == 0) return;
  const int error = errno;
  if (epoll >= 0) ::close(epoll);
  if (waker >= 0) ::close(waker);
  throw std::system_error(error, std::generic_category(), "epoll");
}

Poller::Native::~Native() {
  ::close(waker);
  ::close(epoll);
}

void Poller::Native::change(int socket, std::uint32_t before, std::uint32_t events) const {
  epoll_event event = event_of(socket, events);
  if (events == 0) {
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event);  // fails only where the kernel has forgotten it already
    return;
  }
  if (::epoll_ctl(epoll, before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event) == 0) return;
  // The number may belong to another socket than before.
  if (errno == ENOENT && ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0) return;
  if (errno == EEXIST && ::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0) return;
  throw std::bad_alloc();  // neither memory nor watches are left
}

void Poller::Native::drain() const {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto size = ::read(waker, &count, sizeof count);
}

Poller::Poller() : native_(std::make_unique<Native>()) {}
Poller::~Poller() = default;

void Poller::watch(int socket, Owner owner, bool readable, bool writable) {
  const auto place = static_cast<std::size_t>(socket);
  const std::uint32_t events = (readable ? EPOLLIN : 0U) | (writable ? EPOLLOUT : 0U);
  if (place >= native_->watched.size()) {
    if (events == 0) return;
    native_->watched.resize(place + 1);
  }
  const std::uint32_t before = native_->watched[place].events;
  native_->watched[place] = {events == 0 ? Owner::nobody : owner, 0};
  if (before != events) native_->change(socket, before, events);
  native_->watched[place].events = events;
}

const std::vector<Poller::Ready>& Poller::wait(std::chrono::milliseconds longest, bool& woken) {
  std::array<epoll_event, most_at_once> events;
  const auto patience = static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(longest.count(), 0, 60000));
  const int count = ::epoll_wait(native_->epoll, events.data(), static_cast<int>(events.size()), patience);
  native_->ready.clear();
  woken = false;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd == native_->waker) {
      woken = true;
      native_->drain();
      continue;
    }
    const Native::Watched& watched = native_->watched[static_cast<std::size_t>(event.data.fd)];
    // Errors and hang-ups are found by whoever reads or writes.
    const bool trouble = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
    const bool readable = (event.events & EPOLLIN) != 0 || trouble;
    const bool writable = (event.events & EPOLLOUT) != 0 || (trouble && (watched.events & EPOLLOUT) != 0);
    if (watched.events != 0) native_->ready.push_back({event.data.fd, watched.owner, readable, writable});
  }
  return native_->ready;
}

void Poller::wake() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(native_->waker, &one, sizeof one);
}

}  // namespace homing
