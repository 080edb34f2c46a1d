#pragma once
// A network made of an answers file. Its time is virtual: waiting costs nothing.
#include <atomic>
#include <map>
#include <queue>

#include "net/network.hpp"
#include "read/answers.hpp"

namespace homing {

class ReplayNetwork final : public Network {
 public:
  explicit ReplayNetwork(Answers answers) : answers_(std::move(answers)), now_(std::chrono::steady_clock::now()) {}

  Time now() const override { return now_; }
  void ask(Ticket ticket, const Question& question, Time until) override;
  void talk(Ticket ticket, const Talk& talk) override;
  void post(Ticket ticket, std::shared_ptr<const Posting> posting, Time until) override;
  /// No browser comes to a file.
  std::uint16_t listen(Ticket, Time) override { return 0; }
  void welcome(Ticket, std::uint32_t, int, std::string_view) override {}
  void drop(Ticket ticket) override;
  void wait(Time until) override;
  void wake() noexcept override { woken_ = true; }
  bool next(Happened& happened) override;

 private:
  Time settle(TimedAnswer& timed, Time until) const;
  Time time_of(TimedAnswer& timed, const Talk& talk) const;

  Answers answers_;
  std::map<std::string, std::size_t> asked_;  // how often, by question; of web servers and talks
  Time now_;
  std::multimap<Time, Happened> coming_;
  std::atomic<bool> woken_{false};
};

}  // namespace homing
