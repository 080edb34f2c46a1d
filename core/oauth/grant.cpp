#include "oauth/grant.hpp"

#include <algorithm>

#include "model/named_words.hpp"
#include "oauth/identity.hpp"
#include "oauth/page.hpp"
#include "oauth/redirect.hpp"
#include "oauth/renewal.hpp"
#include "oauth/scopes.hpp"

namespace homing {
namespace {

using std::chrono::seconds;

constexpr seconds slower{5};             // RFC 8628 section 3.5, of slow_down
constexpr seconds longest_interval{60};  // of a network that is away
constexpr seconds clock_tolerance{300};
constexpr int bad_request = 400;

std::string minutes(seconds ahead) {
  const std::string count = std::to_string(std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(ahead)).count());
  return count + (ahead.count() < 0 ? " minutes behind" : " minutes ahead");
}

}  // namespace

void Grant::begin(Moment now, WallTime wall) {
  record_.address = order_.address;
  record_.client_id = order_.client.id;
  record_.authority = order_.authority;
  record_.flow = order_.flow;
  record_.kind = order_.kind;
  record_.cloud = order_.cloud;
  record_.hosts = order_.hosts;
  record_.signed_in = seconds_of(wall);
  next_poll_ = last_poll_ = now;
  const Authority& authority = order_.authority;
  if (order_.flow == Flow::app) {
    state_ = State::asking_as_app;
  } else if (order_.flow == Flow::device) {
    if (authority.device_authorization_endpoint.empty()) return fail({"oauth.no_endpoint: " + authority.issuer + " has no device sign-in", {}, {}});
    state_ = State::asking_for_code;
  } else {
    if (authority.authorization_endpoint.empty()) return fail({"oauth.no_endpoint: " + authority.issuer + " has no sign-in page", {}, {}});
    proof_ = new_proof();
    state_ = State::listening;
  }
}

std::string Grant::redirect_uri() const { return redirect_uri_of(order_.authority.redirect, port_); }

void Grant::hear_port(std::uint16_t port) {
  if (port == 0) return fail({"oauth.listener: no port of the loopback can be listened on", {}, {}});
  port_ = port;
  const std::vector<std::string> scopes = scopes_for(order_.authority, order_.wanted);
  Notice open;
  open.what = Notice::What::open;
  open.url = authorization_url(order_.authority, order_.client, proof_, redirect_uri(), order_.hint, scopes);
  notices_.push_back(std::move(open));
  notices_.emplace_back();
}

std::shared_ptr<const Posting> Grant::post(const std::string& url, Expected<Secret> body, State then) {
  if (!body) {
    fail({"oauth.client: " + body.error().sentence, {}, {}});
    return nullptr;
  }
  auto posting = std::make_shared<const Posting>(Posting{url, form_type, *std::move(body), {}});
  state_ = then;
  sent_ = true;
  return posting;
}

std::shared_ptr<const Posting> Grant::next_posting(Moment now, WallTime wall) {
  if (sent_ || over()) return nullptr;
  const Authority& authority = order_.authority;
  const TokenRequest to{authority, order_.client, wall};
  const std::string& endpoint = authority.token_endpoint;
  asked_ = companions(authority, order_.wanted, order_.wanted.front());
  switch (state_) {
    case State::exchanging: return post(endpoint, code_body(to, *code_, proof_, redirect_uri(), scopes_for(authority, asked_)), state_);
    case State::asking_for_code: return post(authority.device_authorization_endpoint, device_body(to, scopes_for(authority, asked_)), state_);
    case State::waiting_to_poll:
      if (now < next_poll_) return nullptr;
      return post(endpoint, device_token_body(to, device_->device_code), State::polling);
    case State::asking_as_app: return post(endpoint, app_body(to, scopes_for_app(authority, asked_)), state_);
    case State::redeeming:
      asked_ = companions(authority, to_redeem_, to_redeem_.front());
      if (order_.flow == Flow::app) return post(endpoint, app_body(to, scopes_for_app(authority, asked_)), state_);
      return post(endpoint, refresh_body(to, record_.refresh_token, scopes_for(authority, asked_)), state_);
    default: return nullptr;
  }
}

void Grant::hear(const Visit& visit) {
  const Authority& authority = order_.authority;
  const bool waiting = state_ == State::listening && port_ != 0;
  Expected<Redirected> came = waiting ? read_redirect(visit, redirect_uri(), proof_.state) : Fault("it was here already", 0);
  other_state_ = other_state_ || (waiting && !came && visit.target.reveal().find("state=") != std::string_view::npos);
  if (!came) return greetings_.push_back({visit.visitor, bad_request, sign_in_page(Welcome::stranger, {})});
  visitor_ = visit.visitor;
  const bool named = !came->iss.empty();
  if (named && !authority.iss.empty() && !is_issuer(authority.iss, came->iss)) return fail({"oauth.iss: the answer names another issuer", {}, {}});
  if (!named && authority.iss_promised) return fail({"oauth.iss: the answer names no issuer, though its server promises to", {}, {}});
  if (!came->error.empty()) return fail({came->error + ": " + came->description, {}, {}});
  code_ = std::move(came->code);
  state_ = State::exchanging;
}

// Tokens and proofs are dated.
void Grant::check_clock(const Posted& posted, WallTime wall) {
  const seconds ahead = clock_ahead(posted, wall);
  if (clock_checked_ || (ahead <= clock_tolerance && ahead >= -clock_tolerance)) return;
  clock_checked_ = true;
  warnings_.push_back("This machine's clock is " + minutes(ahead) + " of the server's.");
}

void Grant::hear(const Posted& posted, Moment now, WallTime wall) {
  sent_ = false;
  if (over()) return;
  check_clock(posted, wall);
  if (state_ == State::asking_for_code) return hear_device_code(posted, now);
  if (state_ == State::redeeming) return hear_redeemed(posted, wall);
  const std::variant<Tokens, OAuthRefusal> read = read_token_response(posted);
  if (const Tokens* const tokens = std::get_if<Tokens>(&read)) return hear_tokens(*tokens, posted, wall);
  const OAuthRefusal& refusal = std::get<OAuthRefusal>(read);
  if (state_ == State::polling && hear_poll(refusal, now)) return;
  fail(failure_of(refusal, posted));
}

void Grant::hear_device_code(const Posted& posted, Moment now) {
  std::variant<DeviceCode, OAuthRefusal> read = read_device_response(posted);
  if (const OAuthRefusal* const refusal = std::get_if<OAuthRefusal>(&read)) return fail(failure_of(*refusal, posted));
  device_ = std::move(std::get<DeviceCode>(read));
  next_poll_ = now + device_->interval;
  last_poll_ = now + device_->lifetime;
  Notice code;
  code.what = Notice::What::code;
  code.url = device_->page;
  code.code = device_->user_code;
  code.url_with_code = device_->page_with_code;
  code.lifetime = device_->lifetime;
  notices_.push_back(std::move(code));
  notices_.emplace_back();
  state_ = State::waiting_to_poll;
}

// RFC 8628 section 3.5. Whether it was heard, as there is reason to go on polling, or was.
bool Grant::hear_poll(const OAuthRefusal& refusal, Moment now) {
  const bool pending = refusal.error == "authorization_pending" || refusal.error == "slow_down" || refusal.temporary;
  if (!pending) return false;
  seconds interval = device_->interval;
  if (refusal.error == "slow_down") interval += slower;
  else if (refusal.temporary) interval = std::max(interval, std::min(2 * interval, longest_interval));
  const Moment next = now + std::max(interval, refusal.wait);
  if (next >= last_poll_) {
    fail({"expired_token: nobody has signed in in time", {}, {}});
    return true;
  }
  notices_.emplace_back();
  device_->interval = interval;
  next_poll_ = next;
  state_ = State::waiting_to_poll;
  return true;
}

// OpenID Connect Core 1.0 section 3.1.3.7. Whether the one who signed in is the one who was to.
bool Grant::check_identity(const Tokens& tokens, const Posted& posted, WallTime wall) {
  const seconds ahead = clock_ahead(posted, wall);
  if (order_.flow == Flow::app) return true;
  if (tokens.id.empty()) {
    warnings_.emplace_back("The server did not tell who signed in.");
    return true;
  }
  const Expected<Identity> identity = read_id_token(tokens.id);
  if (!identity) return fail({"oauth.identity: " + identity.error().sentence, {}, {}}), false;
  const std::string& iss = order_.authority.iss;
  if (!iss.empty() && !is_issuer(iss, identity->iss)) return fail({"oauth.iss: the ID token names another issuer", {}, {}}), false;
  const auto& audiences = identity->audiences;
  const bool ours = std::find(audiences.begin(), audiences.end(), order_.client.id) != audiences.end();
  if (!ours) return fail({"oauth.identity: the ID token is for another client", {}, {}}), false;
  // A nonce goes with the scope that asks for such a token (section 3.1.2.1).
  const auto& scopes = order_.authority.identity_scopes;
  const bool has_nonce = order_.flow == Flow::browser && std::find(scopes.begin(), scopes.end(), "openid") != scopes.end();
  const bool fresh = !has_nonce || identity->nonce == proof_.nonce;
  if (!fresh) return fail({"oauth.nonce: the ID token belongs to another sign-in", {}, {}}), false;
  const std::int64_t there = seconds_of(wall) - ahead.count();
  if (identity->expires != 0 && identity->expires + clock_tolerance.count() < there)
    return fail({"oauth.clock: the ID token has ended", {}, {}}), false;
  user_ = identity->names.empty() ? std::string() : identity->names.front();
  if (identity->names.empty()) warnings_.emplace_back("The server did not tell who signed in.");
  else if (!is_named(*identity, order_.user)) return fail({"oauth.wrong_user: signed in as " + user_ + ", wanted " + order_.user, {}, {}}), false;
  return true;
}

void Grant::hold(const Tokens& tokens, const std::vector<Access>& accesses, WallTime wall) {
  std::vector<Access> granted;
  for (const Access access : accesses) {
    const bool told = !tokens.scopes.empty() && order_.flow != Flow::app;
    if (told && !is_granted(order_.authority, access, tokens.scopes)) continue;
    granted.push_back(access);
    if (!holds(record_.accesses, access)) record_.accesses.push_back(access);
  }
  if (!tokens.refresh.empty()) record_.refresh_token = tokens.refresh.copy();
  if (!granted.empty()) record_.hold(held_token(tokens, std::move(granted), wall));
}

void Grant::hear_tokens(const Tokens& tokens, const Posted& posted, WallTime wall) {
  if (!check_identity(tokens, posted, wall)) return;
  record_.user = user_;
  hold(tokens, asked_, wall);
  for (const Access access : order_.wanted) {
    if (!holds(asked_, access)) to_redeem_.push_back(access);
  }
  // What the same person has granted before is good for the new refresh token, too.
  for (const Access access : user_.empty() || user_ != order_.before_user ? std::vector<Access>() : order_.before) {
    if (!holds(order_.wanted, access) && !holds(record_.accesses, access)) to_redeem_.push_back(access);
  }
  const bool nothing = record_.accesses.empty() && (to_redeem_.empty() || record_.refresh_token.empty());
  if (nothing) return fail({"oauth.scope_missing: nothing of what was asked for was granted", {}, {}});
  if (record_.refresh_token.empty() && order_.flow != Flow::app)
    warnings_.emplace_back("The server gave no refresh token: the sign-in ends with its token.");
  if (record_.accesses.empty()) return go_on();  // nothing that could take the place of what is kept
  unkept_ = true;
  state_ = State::keeping;
}

// What is for another resource is asked for with the refresh token; that it is not granted ends nothing.
void Grant::hear_redeemed(const Posted& posted, WallTime wall) {
  const std::variant<Tokens, OAuthRefusal> read = read_token_response(posted);
  std::erase_if(to_redeem_, [&](Access access) { return holds(asked_, access); });
  const Tokens* const tokens = std::get_if<Tokens>(&read);
  if (tokens == nullptr) {
    if (holds(order_.wanted, asked_.front()))
      warnings_.push_back("Not granted for " + std::string(word(asked_.front()).view()) + ": " + std::get<OAuthRefusal>(read).words);
    return go_on();
  }
  hold(*tokens, asked_, wall);
  unkept_ = true;
  state_ = State::keeping;
}

std::optional<Record> Grant::next_record() {
  if (!unkept_) return std::nullopt;
  return record_.copy();
}

void Grant::kept() {
  unkept_ = false;
  go_on();
}

void Grant::go_on() {
  if (!to_redeem_.empty() && (order_.flow == Flow::app || !record_.refresh_token.empty())) {
    state_ = State::redeeming;
    return;
  }
  if (record_.accesses.empty()) return fail({"oauth.scope_missing: nothing of what was asked for was granted", {}, {}});
  state_ = State::over;
  if (visitor_) greetings_.push_back({*visitor_, 200, sign_in_page(Welcome::signed_in, {})});
  visitor_.reset();
}

void Grant::fail(SignInFailure failure) {
  state_ = State::over;
  unkept_ = false;
  if (visitor_) greetings_.push_back({*visitor_, bad_request, sign_in_page(Welcome::failed, for_people(failure.words))});
  visitor_.reset();
  failure_ = std::move(failure);
}

// The time is up: what was waited for did not come.
void Grant::give_up() {
  switch (state_) {
    case State::listening:
      if (other_state_) return fail({"oauth.state: the browser came back with another state only, which no sign-in of ours has", {}, {}});
      return fail({"oauth.browser_silent: nobody came back from the browser in time", {}, {}});
    case State::waiting_to_poll:
    case State::polling: return fail({"expired_token: nobody has signed in in time", {}, {}});
    case State::keeping: return fail({"oauth.store: another process has the account for too long", {}, {}});
    default: return fail({"the server was silent", Heard::timeout, {}});
  }
}

std::optional<Moment> Grant::next_look() const {
  if (state_ == State::waiting_to_poll) return next_poll_;
  return std::nullopt;
}

std::vector<Access> Grant::missing() const {
  std::vector<Access> missing;
  for (const Access access : order_.wanted) {
    if (!holds(record_.accesses, access)) missing.push_back(access);
  }
  return missing;
}

}  // namespace homing
