#include <csignal>
#include <ctime>

#include "net/quiet_pipe.hpp"

namespace homing {
namespace {

sigset_t pipe_alone() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

}  // namespace

QuietPipe::QuietPipe() {
  sigset_t pending, before;
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  if (was_pending_) return;
  const sigset_t pipe = pipe_alone();
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  was_held_ = sigismember(&before, SIGPIPE) == 1;
}

QuietPipe::~QuietPipe() {
  if (was_pending_) return;
  const sigset_t pipe = pipe_alone();
  const timespec at_once{0, 0};
  while (sigtimedwait(&pipe, nullptr, &at_once) > 0) continue;
  if (!was_held_) pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
}

}  // namespace homing
