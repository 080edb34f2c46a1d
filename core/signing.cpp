#include "signing.hpp"

#include <algorithm>

#include "clients.hpp"
#include "crypto/base64.hpp"
#include "dialog/sasl.hpp"

namespace homing {
namespace {

constexpr Milliseconds between_tries{20};  // of a lock
constexpr std::size_t most_visits = 16;    // room for those who come at once

Secret sasl_response(const SignInErrand& in, const Secret& token) {
  Credentials credentials;
  credentials.method = Method::oauth2;
  credentials.username = in.account->username.empty() ? in.mailbox : in.account->username;
  credentials.secret = &token;
  if (in.account->server) credentials.host = in.account->server->host, credentials.port = in.account->server->port;
  const std::unique_ptr<Sasl> sasl = Sasl::choose(credentials, {in.mechanism});
  std::string response = sasl->respond({}).value();
  std::string encoded = to_base64(response);
  const Secret result(encoded);
  wipe(response);
  wipe(encoded);
  return result.copy();
}

}  // namespace

void Signing::begin(Time now) {
  in_.until = now + renewal_patience;
  in_.phase = Phase::reading;
}

// Empty: nothing is kept.
Expected<std::optional<Record>> Signing::kept() {
  const Expected<TokenStore*> store = session_.token_store(false);
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
  const bool good = (*record)->token_for(in_.access, seconds_of(wall_now()), least_lifetime) != nullptr;
  if (!good) in_.phase = Phase::locking;
  else begin_renewal(*std::move(*record));
}

void Signing::take_lock() {
  Expected<std::unique_ptr<AccountLock>> lock = AccountLock::try_take(session_.store_folder(), store_key(in_.mailbox));
  if (!lock) return fail({"oauth.store: " + lock.error().sentence, {}, {}});
  in_.lock = *std::move(lock);
}

// What was read without the lock may have been renewed meanwhile.
void Signing::locked() {
  if (in_.lock == nullptr) take_lock();
  if (in_.lock == nullptr || in_.over()) return;
  if (in_.task == SignInTask::sign_out) return sign_out();
  Expected<std::optional<Record>> record = kept();
  if (!record) return fail({"oauth.store: " + record.error().sentence, {}, {}});
  if (!record->has_value()) return fail({"oauth.not_signed_in: no sign-in is kept for " + in_.mailbox, {}, {}});
  begin_renewal(*std::move(*record));
}

void Signing::begin_renewal(Record record) {
  Client client;
  client.id = record.client_id;
  Expected<Registration> registration = registration_for(record.authority.issuer, in_.account->sign_in, session_.options_);
  if (registration && registration->client.id == client.id) client = std::move(registration->client);
  in_.renewal.emplace(std::move(record), std::move(client), in_.access);
  in_.renewal->begin(wall_now());
  in_.phase = Phase::working;
}

void Signing::consider_heard() {
  const Time now = session_.network_->now();
  while (!in_.visits.empty()) {
    if (in_.grant) in_.grant->hear(*in_.visits.front());
    in_.visits.erase(in_.visits.begin());
  }
  if (in_.posted == nullptr) return;
  if (in_.phase == Phase::working && in_.grant) in_.grant->hear(*in_.posted, now, wall_now());
  else if (in_.phase == Phase::working) in_.renewal->hear(*in_.posted, wall_now());
  else if (in_.phase == Phase::sending) in_.graph = read_graph_answer(*in_.posted), finish();
  else if (in_.phase == Phase::revoking) finish();
  in_.posted.reset();
}

// Whether all that was to be kept is; else another process has the account just now.
template <class Course>
bool Signing::keep(Course& course) {
  while (std::optional<Record> record = course.next_record()) {
    if (in_.lock == nullptr) take_lock();
    if (in_.over()) return true;
    if (in_.lock == nullptr) return false;
    const Expected<TokenStore*> store = session_.token_store(true);
    const Expected<void> put = !store ? Expected<void>(store.error()) : (*store)->put(store_key(in_.mailbox), write_record(*record));
    if (put) course.kept();
    else course.fail({"oauth.store: " + put.error().sentence, {}, {}});
  }
  return true;
}

void Signing::serve_grant() {
  Grant& grant = *in_.grant;
  if (grant.wants_listener()) {
    in_.visits.reserve(most_visits);
    in_.asked.resize(in_.tickets + std::size_t{1});
    in_.listener = in_.tickets++;
    grant.hear_port(session_.enquiries_->listen(ticket_of(*in_.listener), in_.until));
  }
  if (keep(grant)) {
    if (in_.unsent == nullptr) in_.unsent = grant.next_posting(session_.network_->now(), wall_now());
    send_unsent();
  }
  tell_untold();
  for (const Greeting& greeting : grant.take_greetings()) {
    if (in_.listener) session_.enquiries_->welcome(ticket_of(*in_.listener), greeting.visitor, greeting.status, greeting.page);
  }
  if (!grant.over() || in_.over()) return;
  if (grant.failure()) in_.failure = grant.failure();
  finish();
}

void Signing::serve_renewal() {
  Renewal& renewal = *in_.renewal;
  if (renewal.wants_another_look()) {
    Expected<std::optional<Record>> now_kept = kept();
    const bool there = now_kept && now_kept->has_value();
    renewal.look_again(there ? Expected<Record>(*std::move(*now_kept)) : Expected<Record>(Fault("nothing is kept", 0)));
  }
  if (!keep(renewal)) return;
  if (in_.unsent == nullptr) in_.unsent = renewal.next_posting(wall_now());
  in_.renewed = in_.renewed || in_.unsent != nullptr;
  send_unsent();
  if (!renewal.over() || in_.over()) return;
  if (renewal.failure()) return fail(*renewal.failure());
  in_.lock.reset();
  produce();
}

void Signing::send(std::shared_ptr<const Posting> posting, Phase phase) {
  in_.unsent = std::move(posting);
  in_.phase = phase;
  send_unsent();
}

// What fails for want of memory is sent at the next turn.
void Signing::send_unsent() {
  if (in_.unsent == nullptr) return;
  const Question question{Ask::post, in_.unsent->url};
  const Time now = session_.network_->now();
  in_.asked.resize(in_.tickets);
  in_.asked.emplace_back(question.name, now);
  session_.enquiries_->post(ticket_of(in_.tickets), question, in_.unsent, std::min(in_.until, now + renewal_patience));
  ++in_.tickets;
  in_.unsent.reset();
  if (session_.telling_) session_.tell(job_, now, "asked", question.key(), {});
}

void Signing::tell_untold() {
  if (in_.untold.empty()) in_.untold = in_.grant->take_notices();
  while (!in_.untold.empty()) {
    tell(in_.untold.front());
    in_.untold.erase(in_.untold.begin());
  }
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
  const Expected<TokenStore*> store = session_.token_store(false);
  // What is kept by the host can be erased even where it cannot be read.
  if (store && *store != nullptr) {
    if (const Expected<void> erased = (*store)->erase(store_key(in_.mailbox)); !erased)
      return fail({"oauth.store: " + erased.error().sentence, {}, {}});
  }
  if (!store) return fail({"oauth.store: " + store.error().sentence, {}, {}});
  if (!in_.record) return finish();
  const Record& gone = *in_.record;
  if (gone.authority.revocation_endpoint.empty() || gone.refresh_token.empty()) return finish();
  in_.client.emplace();
  in_.client->id = gone.client_id;
  Expected<Secret> body = revocation_body({gone.authority, *in_.client, wall_now()}, gone.refresh_token);
  if (!body) return finish();
  send(std::make_shared<const Posting>(Posting{gone.authority.revocation_endpoint, form_type, *std::move(body), {}}), Phase::revoking);
}

void Signing::send_letter() {
  const Authority& authority = in_.record->authority;
  if (authority.graph.empty()) return fail({"oauth.no_endpoint: " + authority.issuer + " has no Microsoft Graph", {}, {}});
  const std::string_view mailbox = in_.record->flow == Flow::app ? std::string_view(in_.mailbox) : std::string_view();
  send(std::make_shared<const Posting>(graph_posting(authority.graph, mailbox, *in_.letter, in_.product)), Phase::sending);
}

void Signing::fail(SignInFailure failure) {
  in_.failure = std::move(failure);
  finish();
}

void Signing::finish() {
  in_.lock.reset();
  in_.phase = Phase::over;
}

bool Signing::time_is_up() {
  if (session_.network_->now() < in_.until) return false;
  if (in_.phase == Phase::revoking) finish();
  else if (in_.phase == Phase::locking) fail({"oauth.store: another process has the account for too long", {}, {}});
  else if (in_.grant && in_.listener) in_.grant->fail({"oauth.browser_silent: nobody came back from the browser in time", {}, {}}), serve_grant();
  else fail({"the server was silent", Heard::timeout, {}});
  return true;
}

void Signing::advance() {
  consider_heard();
  for (bool moves = true; moves && !in_.over();) {
    const Phase before = in_.phase;
    switch (before) {
      case Phase::reading: read_kept(); break;
      case Phase::locking: locked(); break;
      case Phase::working: in_.grant ? serve_grant() : serve_renewal(); break;
      case Phase::sending:
      case Phase::revoking: send_unsent(); break;
      default: break;
    }
    moves = in_.phase != before;
  }
}

bool Signing::is_over() {
  if (in_.phase == Phase::settings) return false;
  if (!in_.over()) advance();
  if (!in_.over()) time_is_up();
  const Time now = session_.network_->now();
  const bool locked_out = in_.lock == nullptr && (in_.phase == Phase::locking || (in_.grant && in_.grant->next_record().has_value()));
  in_.look = locked_out ? std::min(in_.until, now + between_tries) : in_.until;
  if (in_.grant) in_.look = std::min(in_.look, in_.grant->next_look().value_or(in_.look));
  return in_.over();
}

void Signing::hear(std::uint32_t ticket, const Heeded& heeded) {
  const std::uint32_t number = ticket - in_.first_ticket;
  if (heeded.only_host_exists || in_.over()) return;
  if (heeded.visit != nullptr) {
    in_.visits.push_back(heeded.visit);
  } else if (heeded.posted != nullptr) {
    in_.posted = heeded.posted;
    record(number, *heeded.posted);
  } else if (in_.phase == Phase::metadata) {
    hear_metadata(heeded.answer);
  }  // else the listener's time is up, as is that of the sign-in
  session_.look_at(job_);
}

void Signing::drop() {
  in_.lock.reset();
  for (std::uint32_t number = 0; number < in_.tickets; ++number) session_.enquiries_->drop(ticket_of(number));
}

}  // namespace homing
