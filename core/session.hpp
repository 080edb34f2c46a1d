#pragma once
// The pump: it moves questions to the network and answers to the races until there is a verdict, a cancel or a deadline.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "enquiries.hpp"
#include "job.hpp"
#include "keeping.hpp"
#include "model/catalogue.hpp"
#include "net/network.hpp"
#include "options.hpp"
#include "read/manifest.hpp"

namespace homing {

/// Shared by any number of threads. It has no thread of its own: whoever runs a job works for all jobs of the session, and
/// those who run others meanwhile wait until their job is done or it is their turn to work.
class Session : public std::enable_shared_from_this<Session> {
 public:
  /// The fault names the option that cannot be followed.
  static Expected<std::shared_ptr<Session>> open(const Options& options);

  /// Works until the job has ended or `longest` has passed (nothing: for ever). `between` is called from time to time, in
  /// this thread, while no lock is held.
  JobState run(Job& job, std::optional<Milliseconds> longest, const std::function<void()>& between);
  /// Works for all jobs until one of them ends, none is left (true both), or `longest` has passed (false).
  bool run_any(std::optional<Milliseconds> longest);
  /// Works until a job ends (after the first call), and tells its number; 0: none is left, or `longest` has passed (`late`).
  std::uint32_t run_next(std::optional<Milliseconds> longest, bool& late);
  /// Nobody wants this job any more.
  void retire(const std::shared_ptr<Job>& job);
  /// Ends a `run` in another thread soon, so that it sees a cancel.
  void wake() noexcept;
  /// Some job of the session has its `cancel_requested` set.
  void want_cancel() noexcept { cancel_wanted_ = true; }
  JobState state(const Job& job);
  Keeping& keeping() { return *keeping_; }
  /// The oldest event that was not pulled; empty: none.
  std::string pull_event(Job& job);

 private:
  friend class Bulk;        // many resolutions through one object: bulk.hpp
  friend class Operations;  // how jobs begin: operations.hpp
  friend class Proving;     // how they go on: proving.hpp
  friend class Signing;     // signing.hpp
  explicit Session(const Options& options);
  Expected<void> prepare();
  Expected<void> read_answers();
  Expected<void> check_network_options();
  NetworkOptions network_options() const;
  bool asks_plainly() const;
  const Pace& pace_of(const Job& job) const { return job.purpose == Purpose::audit ? audit_pace_ : pace_; }
  void write_documents(Job& job, Time now);
  void end(Job& job, JobState state);
  void finish(Job& job, Time now);
  void publish(Job& job, JobState state);
  class Shift;
  bool pump(const std::function<bool()>& finished, std::optional<Milliseconds> longest, const std::function<void()>& between);
  void leave(std::unique_lock<std::mutex>& lock);
  void watch(int socket, bool on);
  void turn(Time until);
  void admit();
  void reap();
  void ask_all(Job& job);
  void know_exchangers(Job& job, const Race::Open& open);
  void hear(const Heeded& heeded);
  bool hear_all();
  void record(Job& job, std::uint32_t ticket, const Answer& answer);
  void drop_questions(Job& job);
  bool is_over(Job& job, Time now);
  void know_settings(Job& job);
  void set_off(Job& job);
  void look_at(Job& job);
  void look_again(Job& job, Time when) noexcept;
  Time next_look(Time until) const;
  Network& network();
  void keep_event(Job& job, std::string event);
  void tell(Job& job, Time now, std::string_view what, std::string_view question, std::string_view heard);

  const Options options_;
  Permissions permissions_, audit_permissions_, sending_permissions_;
  Pace pace_, audit_pace_;
  bool tracing_, telling_;
  ManifestReader installed_;
  std::optional<Catalogue> catalogue_;
  std::optional<Answers> answers_;
  std::optional<Keeping> keeping_;

  std::mutex mutex_;
  std::condition_variable turned_;
  bool pumping_ = false, retired_ = false;   // retired: a job was freed meanwhile
  std::uint64_t ended_ = 0;                  // jobs so far
  std::deque<std::uint32_t> ended_numbers_;  // not told yet, where somebody asks for them
  bool naming_ended_ = false;
  std::size_t running_ = 0;  // jobs that wait for the pump or are in it
  std::deque<std::shared_ptr<Job>> arrivals_;
  std::unique_ptr<Network> network_;  // made under the mutex; used by the thread that pumps
  std::optional<Enquiries> enquiries_;
  std::atomic<bool> cancel_wanted_{false};
  std::atomic<std::size_t> looking_up_{0};  // look-ups in the DNS that are out
  // These belong to the thread that pumps.
  std::unordered_map<std::uint32_t, std::shared_ptr<Job>> active_;
  std::set<std::pair<Time, std::uint32_t>> looks_;
};

}  // namespace homing
