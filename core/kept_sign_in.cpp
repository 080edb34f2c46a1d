// What is done with a sign-in that is kept: it is read, renewed by one process at a time, handed out, and erased.
#include <algorithm>

#include "clients.hpp"
#include "crypto/base64.hpp"
#include "dialog/sasl.hpp"
#include "signing.hpp"

namespace homing {
namespace {

Secret sasl_response(const SignInErrand& in, const Secret& token) {
  Credentials credentials;
  credentials.method = Method::oauth2;
  credentials.username = in.account->username.empty() ? in.mailbox : in.account->username;
  credentials.secret = &token;
  if (in.account->server) credentials.host = in.account->server->host, credentials.port = in.account->server->port;
  const std::unique_ptr<Sasl> sasl = Sasl::choose(credentials, {in.mechanism});
  std::string response = sasl->respond({}).value();
  std::string encoded = to_base64(response);
  Secret result(encoded);
  wipe(response);
  wipe(encoded);
  return result;
}

}  // namespace

Expected<std::shared_ptr<TokenStore>> Signing::token_store(bool make) {
  return session_.keeping().store(make, [this] { return job_.cancel_requested.load(); });
}

// Empty: nothing is kept.
Expected<std::optional<Record>> Signing::kept() {
  const Expected<std::shared_ptr<TokenStore>> store = token_store(false);
  if (!store) return store.error();
  if (*store == nullptr) return std::optional<Record>();
  in_.kept_in = (*store)->place();
  const Expected<Secret> text = (*store)->get(store_key(in_.mailbox));
  if (!text) return text.error();
  if (text->empty()) return std::optional<Record>();
  Expected<Record> record = read_record(*text);
  if (!record) return record.error();
  return std::optional<Record>(*std::move(record));
}

void Signing::read_kept() {
  if (in_.task == SignInTask::sign_out) {
    in_.phase = Phase::locking;
    return;
  }
  Expected<std::optional<Record>> record = kept();
  if (!record) return fail({"oauth.store: " + record.error().sentence, {}, {}});
  in_.any_kept = record->has_value();
  if (!in_.any_kept && in_.task == SignInTask::lend) return finish();
  if (!in_.any_kept) return fail({"oauth.not_signed_in: no sign-in is kept for " + in_.mailbox, {}, {}});
  begin_renewal(*std::move(*record));
  if (in_.phase == Phase::working && in_.renewal->wants_to_ask()) wait_for_lock();
}

// What was read meanwhile may be out of date once the lock is there.
void Signing::wait_for_lock() {
  in_.renewal.reset();
  in_.phase = Phase::locking;
}

// Whether this process has the account now. The time that another one took is not taken from what a request may take.
Expected<bool> Signing::take_lock() {
  if (in_.lock != nullptr) return true;
  Expected<std::unique_ptr<AccountLock>> lock = AccountLock::try_take(session_.keeping().folder(), store_key(in_.mailbox));
  if (!lock) return lock.error();
  in_.lock = *std::move(lock);
  if (in_.lock != nullptr) in_.until = std::max(in_.until, session_.network_->now() + renewal_patience);
  return in_.lock != nullptr;
}

// What was read without the lock may have been renewed meanwhile.
void Signing::locked() {
  const Expected<bool> locked = take_lock();
  if (!locked) return fail({"oauth.store: " + locked.error().sentence, {}, {}});
  if (!*locked) return;
  if (in_.task == SignInTask::sign_out) return sign_out();
  Expected<std::optional<Record>> record = kept();
  if (!record) return fail({"oauth.store: " + record.error().sentence, {}, {}});
  if (!record->has_value()) return fail({"oauth.not_signed_in: no sign-in is kept for " + in_.mailbox, {}, {}});
  begin_renewal(*std::move(*record));
}

// A verification wants what was granted, of what it is about to try.
void Signing::choose_access(const Record& record) {
  for (const Access access : in_.useful) {
    if (!holds(record.accesses, access)) continue;
    in_.access = access;
    return;
  }
}

void Signing::begin_renewal(Record record) {
  Client client;
  client.id = record.client_id;
  Expected<Registration> registration = registration_for(record.authority.issuer, in_.account->sign_in, session_.options_);
  if (registration && registration->client.id == client.id) client = std::move(registration->client);
  if (in_.task == SignInTask::lend) choose_access(record);
  in_.renewal.emplace(std::move(record), std::move(client), in_.access);
  in_.renewal->begin(wall_now());
  in_.phase = Phase::working;
}

void Signing::produce() {
  const HeldToken& held = in_.renewal->token();
  in_.record = in_.renewal->record().copy();
  in_.good_for_s = held.expires - seconds_of(wall_now());
  in_.product = in_.task == SignInTask::sasl ? sasl_response(in_, held.token) : held.token.copy();
  if (in_.task == SignInTask::send) return send_letter();
  finish();
}

void Signing::sign_out() {
  if (!in_.record) {  // it is read once, as it may be erased when there is no memory for the rest
    Expected<std::optional<Record>> record = kept();
    in_.any_kept = !record || record->has_value();
    if (record) in_.record = *std::move(record);
  }
  const Expected<std::shared_ptr<TokenStore>> store = token_store(false);
  if (!store) return fail({"oauth.store: " + store.error().sentence, {}, {}});
  // What is kept by the host can be erased even where it cannot be read.
  if (*store != nullptr) {
    const Expected<void> erased = (*store)->erase(store_key(in_.mailbox));
    if (!erased) return fail({"oauth.store: " + erased.error().sentence, {}, {}});
  }
  if (!in_.record || !session_.permissions_.network) return finish();
  const Record& gone = *in_.record;
  if (gone.authority.revocation_endpoint.empty() || gone.refresh_token.empty()) return finish();
  Client client;
  client.id = gone.client_id;
  Expected<Secret> body = revocation_body({gone.authority, client, wall_now()}, gone.refresh_token);
  if (!body) return finish();
  in_.revoked = false;
  send(std::make_shared<const Posting>(Posting{gone.authority.revocation_endpoint, form_type, *std::move(body), {}}), Phase::revoking);
}

void Signing::send_letter() {
  const Authority& authority = in_.record->authority;
  if (authority.graph.empty()) return fail({"oauth.no_endpoint: " + authority.issuer + " has no Microsoft Graph", {}, {}});
  const std::string_view mailbox = in_.record->flow == Flow::app ? std::string_view(in_.mailbox) : std::string_view();
  send(std::make_shared<const Posting>(graph_posting(authority.graph, mailbox, *in_.letter, in_.product)), Phase::sending);
}

}  // namespace homing
