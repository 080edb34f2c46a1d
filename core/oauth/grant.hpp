#pragma once
// The course of a sign-in, from its first request to what is kept. Pure: it has no clock, no network and no store.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/posting.hpp"
#include "oauth/order.hpp"
#include "oauth/record.hpp"
#include "oauth/requests.hpp"
#include "oauth/responses.hpp"

namespace homing {

using Moment = std::chrono::steady_clock::time_point;

class Grant {
 public:
  explicit Grant(GrantOrder order) : order_(std::move(order)) {}

  void begin(Moment now, WallTime wall);
  /// It waits for the browser, on a port that somebody tells.
  bool wants_listener() const { return state_ == State::listening && port_ == 0; }
  /// 0: there is none.
  void hear_port(std::uint16_t port);
  /// What is to be sent now; each is told once, and its answer is waited for.
  std::shared_ptr<const Posting> next_posting(Moment now, WallTime wall);
  void hear(const Posted& posted, Moment now, WallTime wall);
  void hear(const Visit& visit);
  /// What must be kept before anything goes on.
  std::optional<Record> next_record();
  void kept();
  /// What was to be kept could not be.
  void fail(SignInFailure failure);
  /// The time is up.
  void give_up();

  std::vector<Notice> take_notices() { return std::exchange(notices_, {}); }
  std::vector<Greeting> take_greetings() { return std::exchange(greetings_, {}); }
  /// When `next_posting` may have one although nothing was heard.
  std::optional<Moment> next_look() const;
  bool over() const { return state_ == State::over; }
  /// The browser is back, so that only servers are waited for.
  bool has_come_back() const { return state_ == State::exchanging || state_ == State::keeping || state_ == State::redeeming; }
  const std::optional<SignInFailure>& failure() const { return failure_; }
  /// Of a sign-in that went well, or of one that failed once somebody had signed in.
  const std::string& user() const { return user_; }
  const std::vector<Access>& granted() const { return record_.accesses; }
  std::vector<Access> missing() const;
  const std::vector<std::string>& warnings() const { return warnings_; }
  const GrantOrder& order() const { return order_; }

 private:
  enum class State : std::uint8_t { listening, exchanging, asking_for_code, waiting_to_poll, polling, asking_as_app, keeping, redeeming, over };

  std::string redirect_uri() const;
  std::shared_ptr<const Posting> post(const std::string& url, Expected<Secret> body, State then);
  void hear_device_code(const Posted& posted, Moment now);
  bool hear_poll(const OAuthRefusal& refusal, Moment now);
  void hear_tokens(const Tokens& tokens, const Posted& posted, WallTime wall);
  void hear_redeemed(const Posted& posted, WallTime wall);
  void check_clock(const Posted& posted, WallTime wall);
  bool check_identity(const Tokens& tokens, const Posted& posted, WallTime wall);
  void hold(const Tokens& tokens, const std::vector<Access>& accesses, WallTime wall);
  void hear_refusal(const OAuthRefusal& refusal);
  void go_on();

  GrantOrder order_;
  State state_ = State::over;
  Proof proof_;
  std::uint16_t port_ = 0;
  std::optional<Secret> code_;
  std::optional<std::uint32_t> visitor_;  ///< who waits to see how it ends
  std::optional<DeviceCode> device_;
  Moment next_poll_, last_poll_;
  bool sent_ = false;
  Record record_;
  bool unkept_ = false, clock_checked_ = false, other_state_ = false;
  std::vector<Access> asked_;  ///< of the request that is out
  std::vector<Access> to_redeem_;
  std::string user_;
  std::vector<Notice> notices_;
  std::vector<Greeting> greetings_;
  std::vector<std::string> warnings_;
  std::optional<SignInFailure> failure_;
};

}  // namespace homing
