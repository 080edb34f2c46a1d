// How a job goes on that signs in: its phases, one pass after the other. authorizing.cpp is how a sign-in begins, kept_sign_in.cpp what is
// done with one that is kept.
#include "signing.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr Milliseconds between_tries{20};  // of a lock
constexpr std::size_t most_visits = 16;    // room for those who come at once

}  // namespace

void Signing::begin(Time now) {
  in_.until = now + renewal_patience;
  in_.phase = Phase::reading;
}

void Signing::consider_heard() {
  const Time now = session_.network_->now();
  while (!in_.visits.empty()) {
    if (in_.grant) in_.grant->hear(*in_.visits.front());
    in_.visits.erase(in_.visits.begin());
  }
  if (in_.posted == nullptr) return;
  switch (in_.phase) {
    case Phase::working: in_.grant ? in_.grant->hear(*in_.posted, now, wall_now()) : in_.renewal->hear(*in_.posted, wall_now()); break;
    case Phase::sending:
      in_.graph = read_graph_answer(*in_.posted);
      finish();
      break;
    case Phase::revoking:
      in_.revoked = in_.posted->heard == Heard::answered && in_.posted->status == 200;  // RFC 7009 section 2.2
      finish();
      break;
    default: break;
  }
  in_.posted.reset();
}

// Whether all that was to be kept is; else another process has the account just now.
template <class Course>
bool Signing::keep(Course& course) {
  while (std::optional<Record> record = course.next_record()) {
    const Expected<bool> locked = take_lock();
    if (locked && !*locked) return false;
    const Expected<std::shared_ptr<TokenStore>> store = locked ? token_store(true) : Expected<std::shared_ptr<TokenStore>>(locked.error());
    const Expected<void> put = store ? (*store)->put(store_key(in_.mailbox), write_record(*record)) : Expected<void>(store.error());
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
  const Time now = session_.network_->now();
  // Who has signed in at the last moment has signed in.
  if (grant.has_come_back()) in_.until = std::max(in_.until, now + renewal_patience);
  if (keep(grant)) {
    if (in_.unsent == nullptr) in_.unsent = grant.next_posting(now, wall_now());
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
    renewal.look_again(there ? Expected<Record>(*std::move(*now_kept)) : Expected<Record>(Fault("nothing is kept", 0)), wall_now());
  }
  if (!keep(renewal)) return;
  if (renewal.wants_to_ask() && in_.lock == nullptr) return wait_for_lock();
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
  if (!session_.permissions_.network) return fail({"option offline: the authorization server may not be asked", Heard::refused, {}});
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

void Signing::fail(SignInFailure failure) {
  in_.failure = std::move(failure);
  finish();
}

void Signing::finish() {
  in_.lock.reset();
  in_.phase = Phase::over;
}

void Signing::time_is_up() {
  if (session_.network_->now() < in_.until) return;
  if (in_.phase == Phase::revoking) return finish();
  if (in_.phase == Phase::locking) return fail({"oauth.store: another process has the account for too long", {}, {}});
  if (!in_.grant || in_.phase != Phase::working) return fail({"the server was silent", Heard::timeout, {}});
  in_.grant->give_up();
  serve_grant();
}

void Signing::advance() {
  consider_heard();
  for (bool moves = true; moves && !in_.over();) {
    const Phase before = in_.phase;
    switch (before) {
      case Phase::metadata: ask_metadata(); break;
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

// Another process has the account just now: it lets go soon, and nobody tells when.
bool Signing::is_locked_out() const {
  if (in_.lock != nullptr) return false;
  if (in_.phase == Phase::locking) return true;
  return in_.phase == Phase::working &&
         ((in_.grant && in_.grant->next_record().has_value()) || (in_.renewal && in_.renewal->next_record().has_value()));
}

bool Signing::is_over() {
  if (in_.phase == Phase::settings) return false;
  if (!in_.over()) advance();
  if (!in_.over()) time_is_up();
  in_.look = is_locked_out() ? std::min(in_.until, session_.network_->now() + between_tries) : in_.until;
  if (in_.grant) in_.look = std::min(in_.look, in_.grant->next_look().value_or(in_.look));
  return in_.over();
}

// What there is no memory to consider now is considered at the next turn.
void Signing::hear(std::uint32_t ticket, const Heeded& heeded) {
  if (heeded.only_host_exists || in_.over()) return;
  try {
    take(ticket - in_.first_ticket, heeded);
  } catch (...) {
    session_.look_again(job_, session_.network_->now());
    throw;
  }
  session_.look_at(job_);
}

void Signing::take(std::uint32_t number, const Heeded& heeded) {
  if (heeded.visit != nullptr) {
    in_.visits.push_back(heeded.visit);
  } else if (heeded.posted != nullptr) {
    in_.posted = heeded.posted;
    record(number, *heeded.posted);
  } else if (in_.phase == Phase::metadata) {
    in_.metadata_is_out = false;  // it is asked for again where there is no memory to read it
    record(number, Ask::https, heeded.answer);
    hear_metadata(heeded.answer);
  }  // else the listener's time is up, as is that of the sign-in
}

void Signing::drop() {
  in_.lock.reset();
  for (std::uint32_t number = 0; number < in_.tickets; ++number) session_.enquiries_->drop(ticket_of(number));
}

}  // namespace homing
