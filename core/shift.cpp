// Whose thread pumps: one at a time, the others wait for what they want or for their turn.
#include "session.hpp"

namespace homing {
namespace {

constexpr Milliseconds for_ever = std::chrono::hours(24 * 365);

}  // namespace

// The thread on shift pumps; the mutex is free meanwhile.
class Session::Shift {
 public:
  Shift(Session& session, std::unique_lock<std::mutex>& lock) : session_(session), lock_(lock) {
    session_.pumping_ = true;
    lock_.unlock();
  }
  ~Shift() {
    lock_.lock();
    session_.pumping_ = false;
    session_.turned_.notify_all();
  }
  Shift(const Shift&) = delete;
  Shift& operator=(const Shift&) = delete;

 private:
  Session& session_;
  std::unique_lock<std::mutex>& lock_;
};

// A job that was freed while somebody else was on shift is ended by whoever leaves last.
void Session::leave(std::unique_lock<std::mutex>& lock) {
  if (!retired_ || pumping_) return;
  retired_ = false;
  const Shift shift(*this, lock);
  reap();
}

bool Session::pump(const std::function<bool()>& finished, std::optional<Milliseconds> longest, const std::function<void()>& between) {
  const Milliseconds patience = longest.value_or(for_ever);
  const Time until = std::chrono::steady_clock::now() + patience;
  std::optional<Time> until_there;  // the network's time may be virtual
  std::unique_lock lock(mutex_);
  bool late = false;
  while (!finished() && !late) {
    if (pumping_) {
      late = turned_.wait_until(lock, until) == std::cv_status::timeout;
    } else {
      const Shift shift(*this, lock);
      if (!until_there) until_there = network_->now() + patience;
      turn(*until_there);
      late = network_->now() >= *until_there;
    }
    leave(lock);
    if (!between) continue;
    lock.unlock();
    between();
    lock.lock();
  }
  return finished();
}

JobState Session::run(Job& job, std::optional<Milliseconds> longest, const std::function<void()>& between) {
  pump([&job] { return job.state != JobState::running; }, longest, between);
  return state(job);
}

bool Session::run_any(std::optional<Milliseconds> longest) {
  std::uint64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    before = ended_;
  }
  return pump([this, before] { return ended_ != before || running_ == 0; }, longest, {});
}

std::uint32_t Session::run_next(std::optional<Milliseconds> longest, bool& late) {
  {
    const std::lock_guard lock(mutex_);
    naming_ended_ = true;
  }
  std::uint32_t number = 0;
  // Taken while the mutex is held: another thread may ask for the next one, too.
  const auto take = [&] {
    if (number == 0 && !ended_numbers_.empty()) {
      number = ended_numbers_.front();
      ended_numbers_.pop_front();
    }
    return number != 0 || running_ == 0;
  };
  late = !pump(take, longest, {});
  return number;
}

// The network belongs to the thread on shift.
void Session::watch(int socket, bool on) {
  std::unique_lock lock(mutex_);
  Network& shared = network();
  while (pumping_) {
    shared.wake();
    turned_.wait(lock);
  }
  shared.watch(socket, on);
}

void Session::retire(const std::shared_ptr<Job>& job) {
  std::unique_lock lock(mutex_);
  if (job->state != JobState::running) return;
  job->cancel_requested = true;
  cancel_wanted_ = true;
  if (pumping_) {
    retired_ = true;
    return network_->wake();
  }
  const Shift shift(*this, lock);
  admit();
  reap();
}

}  // namespace homing
