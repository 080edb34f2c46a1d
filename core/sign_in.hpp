#pragma once
// What a job has to do with signing in with OAuth2: somebody signs in, or what is kept of a sign-in is used.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decide/race.hpp"
#include "dialog/graph.hpp"
#include "oauth/renewal.hpp"
#include "store/account_lock.hpp"
#include "verify/account.hpp"

namespace homing {

enum class SignInTask : std::uint8_t {
  authorize,  ///< somebody signs in
  token,      ///< a token that is good now
  sasl,       ///< the same as a SASL response
  sign_out,   ///< nothing is kept any more
  lend,       ///< a token for a verification, if there is one
  send        ///< a test message by Microsoft Graph
};
template <>
inline constexpr std::array<Text, 6> words_of<SignInTask>{"authorize", "token", "sasl", "sign-out", "lend", "send"};

struct SignInErrand {
  /// `settings` and `metadata`: not known yet where to sign in. `reading`: what is kept. `locking`: another process has the account.
  enum class Phase : std::uint8_t { settings, metadata, reading, locking, working, sending, revoking, over };

  SignInErrand(SignInTask what, std::shared_ptr<const Account> whose, std::string address, std::uint32_t first)
      : task(what), account(std::move(whose)), mailbox(std::move(address)), first_ticket(first) {}

  const SignInTask task;
  const std::shared_ptr<const Account> account;
  const std::string mailbox;  ///< the address in its normal form
  const std::uint32_t first_ticket;
  Access access = Access::imap;
  std::vector<Access> useful;  ///< of a loan: those that would do, the best first
  std::string mechanism;       ///< of a SASL response
  const Letter* letter = nullptr;

  Phase phase = Phase::settings;
  Time until{}, look{};
  std::unique_ptr<AccountLock> lock;
  std::optional<Grant> grant;
  std::optional<Renewal> renewal;
  std::uint32_t tickets = 0;                        ///< given out so far
  std::optional<std::uint32_t> listener;            ///< its ticket
  std::vector<std::pair<std::string, Time>> asked;  ///< by ticket: the URL, and when
  std::shared_ptr<const Posting> unsent;            ///< what is to be sent next
  std::vector<Notice> untold;
  std::vector<std::shared_ptr<const Visit>> visits;  ///< heard, not considered yet
  std::shared_ptr<const Posted> posted;              ///< the same
  std::string metadata_issuer;                       ///< whose metadata is asked for
  bool metadata_of_openid = false, metadata_is_out = false;

  std::string kept_in;  ///< where, for people
  bool any_kept = false;
  bool renewed = false;
  std::optional<bool> revoked;  ///< the server was told that the sign-in is no more
  std::optional<GraphAnswer> graph;
  std::optional<SignInFailure> failure;
  std::optional<Record> record;  ///< of a task that came to its end
  Secret product;                ///< the token or the SASL response
  std::int64_t good_for_s = 0;

  bool over() const { return phase == Phase::over; }
  bool waits_for_settings() const { return task == SignInTask::authorize && phase == Phase::settings; }
};

/// The tickets of a job's postings: of its sign-in, and of its sending by Microsoft Graph.
inline constexpr std::uint32_t first_posting = 0xE0000000U, first_graph = 0xF0000000U;

}  // namespace homing
