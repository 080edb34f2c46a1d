#pragma once
// The course of getting a token that is good now from what is kept. Pure, as a sign-in's.
#include "oauth/grant.hpp"

namespace homing {

class Renewal {
 public:
  /// `client`: as it was at the sign-in, or with the secret that an application needs.
  Renewal(Record record, Client client, Access access) : record_(std::move(record)), client_(std::move(client)), access_(access) {}

  void begin(WallTime wall);
  std::shared_ptr<const Posting> next_posting(WallTime wall);
  void hear(const Posted& posted, WallTime wall);
  /// A request is to be sent, which only who has the account's lock may do.
  bool wants_to_ask() const { return state_ == State::wanting; }
  /// The refresh token was refused: what is kept now may be somebody else's newer one.
  bool wants_another_look() const { return state_ == State::refused; }
  void look_again(Expected<Record> kept, WallTime wall);
  std::optional<Record> next_record();
  void kept();
  void fail(SignInFailure failure);

  bool over() const { return state_ == State::over; }
  const std::optional<SignInFailure>& failure() const { return failure_; }
  /// Once it is over without a failure.
  const HeldToken& token() const { return *token_; }
  const Record& record() const { return record_; }
  Access access() const { return access_; }

 private:
  enum class State : std::uint8_t { wanting, sent, refused, keeping, over };

  void hear_tokens(const Tokens& tokens, WallTime wall);
  void find_token(WallTime wall);

  Record record_;
  Client client_;
  Access access_;
  State state_ = State::over;
  bool looked_again_ = false, unkept_ = false;
  std::vector<Access> asked_;
  std::string refused_words_;
  const HeldToken* token_ = nullptr;
  std::optional<SignInFailure> failure_;
};

/// Seconds that a token must still be good for to be handed out: a slow sign-in and an unsure clock fit in.
inline constexpr std::int64_t least_lifetime = 120;

/// A held token, of an answer that came at `wall`.
HeldToken held_token(const Tokens& tokens, std::vector<Access> accesses, WallTime wall);

SignInFailure failure_of(const OAuthRefusal& refusal, const Posted& posted);

}  // namespace homing
