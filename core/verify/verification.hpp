#pragma once
// The course of a verification: all protocols at once, each server by its rank, until one works or none is left. Pure: it has no
// clock and no network.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dialog/errand.hpp"
#include "model/transcript.hpp"
#include "verify/plan.hpp"

namespace homing {

using Time = std::chrono::steady_clock::time_point;

/// One server that was tried, and what came of it.
struct Attempt {
  Trial trial;
  std::shared_ptr<const Transcript> transcript;  ///< null: it is under way

  bool ok() const { return transcript != nullptr && transcript->heard == Heard::answered && trial.refusal.empty(); }
};

/// All that was tried for one protocol.
struct Inquiry {
  Protocol protocol = Protocol::imap;
  std::vector<Trial> waiting;  ///< best last
  std::vector<Attempt> attempts;
  bool over = false;
  Time not_before{};  ///< a server has asked for patience
  int asked_for_patience = 0;

  /// The attempt that tells most: the one that worked, else the one that came farthest. Null: no server is known.
  const Attempt* best() const;
};

class Verification {
 public:
  /// After this many waits a busy server is left alone.
  static constexpr int most_waits = 3;

  struct Open {
    std::uint32_t ticket;
    std::string server;  ///< the name of an Ask::talk
    std::shared_ptr<const Errand> errand;
  };

  /// With a `letter` that message is submitted, and no other protocol than submission is tried.
  Verification(std::shared_ptr<const Account> account, std::shared_ptr<const Letter> letter)
      : account_(std::move(account)), letter_(std::move(letter)) {}

  bool has_begun() const { return begun_; }
  /// A token that is kept of a sign-in, for an account that came without a secret; before `begin`.
  void lend(const Secret& token);
  /// No mail server is talked to at all; before `begin`.
  void stay_outside() { outside_ = true; }
  void begin(const Resolution& resolution, const Address& address);
  /// The next talk that nobody has taken to the network, until `take` says that it was.
  std::optional<Open> next_talk(Time now);
  void take(Time now) noexcept;
  /// No other server is tried after `until`.
  void hear(std::uint32_t ticket, std::shared_ptr<const Transcript> transcript, Time now, Time until);
  /// When `next_talk` may have another one although nothing was heard.
  std::optional<Time> next_look() const;
  bool over() const;
  /// Tickets are numbers below `tickets`.
  std::uint32_t tickets() const { return static_cast<std::uint32_t>(tickets_.size()); }
  const Trial& trial(std::uint32_t ticket) const;
  const std::vector<Inquiry>& inquiries() const { return inquiries_; }
  const Account& account() const { return *account_; }
  const std::shared_ptr<const Account>& shared_account() const { return account_; }
  const Letter* letter() const { return letter_.get(); }
  /// Why the message is not sent at all: it is beyond what the provider takes. Empty: it is not.
  const std::string& refusal() const { return refusal_; }
  /// What the message exceeds that holds for most accounts.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Place {
    std::size_t inquiry, attempt;
  };

  void weigh_letter(std::string_view limits);
  bool wants(Protocol protocol) const;
  Inquiry* next_inquiry(Time now);
  bool wants_patience(Inquiry& inquiry, Time now, Time until) const;
  std::shared_ptr<const Errand> errand_for(const Trial& trial) const;

  std::shared_ptr<const Account> account_;
  std::shared_ptr<const Letter> letter_;
  std::string sender_;
  bool begun_ = false, outside_ = false;
  std::string refusal_;
  std::vector<std::string> warnings_;
  std::vector<Inquiry> inquiries_;
  std::vector<Place> tickets_;
};

}  // namespace homing
