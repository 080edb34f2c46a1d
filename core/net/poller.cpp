#include "net/poller.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace homing {
namespace {

void make_quiet(int file) {
  // Neither blocks the one who wakes nor leaks into programs that the host starts.
  ::fcntl(file, F_SETFL, ::fcntl(file, F_GETFL) | O_NONBLOCK);
  ::fcntl(file, F_SETFD, FD_CLOEXEC);
}

}  // namespace

Poller::Poller() {
  int ends[2];
  if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  wake_reader_ = ends[0];
  wake_writer_ = ends[1];
  make_quiet(wake_reader_);
  make_quiet(wake_writer_);
}

Poller::~Poller() {
  ::close(wake_reader_);
  ::close(wake_writer_);
}

void Poller::watch(int socket, bool readable, bool writable) {
  const auto events = static_cast<short>((readable ? POLLIN : 0) | (writable ? POLLOUT : 0));
  if (events == 0) watched_.erase(socket);
  else watched_[socket] = events;
}

const std::vector<Poller::Ready>& Poller::wait(std::chrono::milliseconds longest, bool& woken) {
  polled_.assign(1, {wake_reader_, POLLIN, 0});
  for (const auto& [socket, events] : watched_) polled_.push_back({socket, events, 0});
  ready_.clear();
  woken = false;
  const auto patience = static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(longest.count(), 0, 60000));
  if (::poll(polled_.data(), polled_.size(), patience) <= 0) return ready_;
  if (polled_.front().revents != 0) {
    woken = true;
    char drained[64];
    while (::read(wake_reader_, drained, sizeof drained) > 0) continue;
  }
  for (auto polled = polled_.begin() + 1; polled != polled_.end(); ++polled) {
    // Errors and hang-ups are found by whoever reads or writes.
    const bool trouble = (polled->revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    const bool readable = (polled->revents & POLLIN) != 0 || trouble;
    const bool writable = (polled->revents & POLLOUT) != 0 || (trouble && (polled->events & POLLOUT) != 0);
    if (readable || writable) ready_.push_back({polled->fd, readable, writable});
  }
  return ready_;
}

void Poller::wake() noexcept {
  const char token = 0;
  // A full pipe wakes just as well.
  [[maybe_unused]] const auto written = ::write(wake_writer_, &token, 1);
}

}  // namespace homing
