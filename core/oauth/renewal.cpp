#include "oauth/renewal.hpp"

#include "oauth/scopes.hpp"

namespace homing {
namespace {

// RFC 6749 section 4.2.2 leaves a lifetime out where it is documented elsewhere; an hour is the usual one.
constexpr std::chrono::seconds usual_lifetime{3600};

}  // namespace

HeldToken held_token(const Tokens& tokens, std::vector<Access> accesses, WallTime wall) {
  const std::chrono::seconds lifetime = tokens.lifetime.count() > 0 ? tokens.lifetime : usual_lifetime;
  return {tokens.access.copy(), std::move(accesses), seconds_of(wall), seconds_of(wall) + lifetime.count()};
}

SignInFailure failure_of(const OAuthRefusal& refusal, const Posted& posted) { return {refusal.words, posted.heard, refusal.wait}; }

void Renewal::begin(WallTime wall) {
  find_token(wall);
  if (token_ != nullptr) {
    state_ = State::over;
    return;
  }
  const bool granted = holds(record_.accesses, access_);
  if (!granted) return fail({"oauth.scope_missing: the sign-in that is kept is not for " + std::string(word(access_).view()), {}, {}});
  if (record_.refresh_token.empty() && record_.flow != Flow::app) return fail({"oauth.no_refresh_token: the token has ended", {}, {}});
  state_ = State::wanting;
}

void Renewal::find_token(WallTime wall) { token_ = record_.token_for(access_, seconds_of(wall), least_lifetime); }

std::shared_ptr<const Posting> Renewal::next_posting(WallTime wall) {
  if (state_ != State::wanting) return nullptr;
  asked_ = companions(record_.authority, record_.accesses, access_);
  const TokenRequest to{record_.authority, client_, wall};
  const bool app = record_.flow == Flow::app;
  Expected<Secret> body =
      app ? app_body(to, scopes_for_app(record_.authority, asked_)) : refresh_body(to, record_.refresh_token, scopes_for(record_.authority, asked_));
  if (!body) {
    fail({"oauth.client: " + body.error().sentence, {}, {}});
    return nullptr;
  }
  auto posting = std::make_shared<const Posting>(Posting{record_.authority.token_endpoint, form_type, *std::move(body), {}});
  state_ = State::sent;
  return posting;
}

void Renewal::hear(const Posted& posted, WallTime wall) {
  const std::variant<Tokens, OAuthRefusal> read = read_token_response(posted);
  if (const Tokens* const tokens = std::get_if<Tokens>(&read)) return hear_tokens(*tokens, wall);
  const OAuthRefusal& refusal = std::get<OAuthRefusal>(read);
  if (refusal.error == "invalid_grant" && !looked_again_ && record_.flow != Flow::app) {
    looked_again_ = true;
    refused_words_ = refusal.words;
    state_ = State::refused;
    return;
  }
  fail(failure_of(refusal, posted));
}

// Another machine that shares the store may have renewed it meanwhile.
void Renewal::look_again(Expected<Record> kept, WallTime wall) {
  const bool newer = kept && kept->refresh_token.reveal() != record_.refresh_token.reveal();
  if (!newer) return fail({refused_words_, {}, {}});
  record_ = *std::move(kept);
  begin(wall);
}

void Renewal::hear_tokens(const Tokens& tokens, WallTime wall) {
  if (!tokens.refresh.empty()) record_.refresh_token = tokens.refresh.copy();
  std::vector<Access> accesses;
  for (const Access access : asked_) {
    if (tokens.scopes.empty() || record_.flow == Flow::app || is_granted(record_.authority, access, tokens.scopes)) accesses.push_back(access);
  }
  const bool useful = holds(accesses, access_);
  record_.hold(held_token(tokens, std::move(accesses), wall));
  token_ = record_.token_for(access_, seconds_of(wall), 0);
  unkept_ = true;
  state_ = State::keeping;
  if (!useful) failure_ = {"oauth.scope_missing: the answer grants nothing for " + std::string(word(access_).view()), {}, {}};
}

std::optional<Record> Renewal::next_record() {
  if (!unkept_) return std::nullopt;
  return record_.copy();
}

void Renewal::kept() {
  unkept_ = false;
  state_ = State::over;
}

void Renewal::fail(SignInFailure failure) {
  failure_ = std::move(failure);
  unkept_ = false;
  state_ = State::over;
}

}  // namespace homing
