// How the jobs of a session go on: one thread at a time works for all of them.
#include <algorithm>

#include "model/dead_stack.hpp"
#include "model/json_writer.hpp"
#include "proving.hpp"
#include "registry.hpp"
#include "signing.hpp"

namespace homing {
namespace {

constexpr std::size_t most_events = 512;
constexpr std::size_t most_ended = 65536;

// What was still open when the verdict fell. A web host that nobody had found by then must replay as such: as a refusal that
// comes too late to be heard.
TimedAnswer silence(const Question& question, bool host_known) {
  constexpr Milliseconds too_late{600000};
  const bool nobody = is_web(question.kind) && !host_known;
  TimedAnswer silent;
  silent.answer.heard = nobody ? Heard::refused : Heard::timeout;
  silent.delay = nobody ? too_late : Milliseconds(0);
  return silent;
}

double since(const Job& job, Time now) { return std::chrono::duration<double, std::milli>(now - job.started).count(); }

std::string event_json(const Job& job, Time now, std::string_view what, std::string_view question, std::string_view heard) {
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("event", what);
    out.number("job", job.id);
    out.milliseconds("ms", since(job, now));
    if (!question.empty()) out.text("question", question);
    if (!heard.empty()) out.text("heard", heard);
  });
  return json;
}

}  // namespace

void Session::wake() noexcept {
  const std::lock_guard lock(mutex_);
  if (network_) network_->wake();
  turned_.notify_all();
}

std::string Session::pull_event(Job& job) {
  const std::lock_guard lock(mutex_);
  if (job.events.empty()) return {};
  std::string event = std::move(job.events.front());
  job.events.pop_front();
  return event;
}

// What is told and traced may be lost for want of memory; the job goes on.
void Session::tell(Job& job, Time now, std::string_view what, std::string_view question, std::string_view heard) {
  if (!telling_) return;
  try {
    keep_event(job, event_json(job, now, what, question, heard));
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Session::keep_event(Job& job, std::string event) {
  const std::lock_guard lock(mutex_);
  // Hosts that never pull must not pay for it; the oldest are the least wanted.
  if (job.events.size() >= most_events) job.events.pop_front();
  job.events.push_back(std::move(event));
}

// The DNS was asked before the job began.
void Session::know_exchangers(Job& job, const Race::Open& open) {
  enquiries_->know(open.question, *job.exchangers);
  job.race->hear(open.ticket, *job.exchangers, network_->now());
  job.race->take(open.ticket);
  if (telling_) tell(job, network_->now(), "asked", open.question.key(), {});
  record(job, open.ticket, *job.exchangers);
}

// Each question counts as asked only when it was; what fails for want of memory is asked at the next turn.
void Session::ask_all(Job& job) {
  const Time last = job.started + pace_of(job).deadline;
  while (const std::optional<Race::Open> open = job.race->next_question()) {
    const Time now = network_->now();
    job.asked.resize(std::max<std::size_t>(job.asked.size(), open->ticket + std::size_t{1}));
    job.asked[open->ticket] = {open->question, now};
    if (job.exchangers && open->question.kind == Ask::mx && open->question.name == job.address->domain()) {
      know_exchangers(job, *open);
      continue;
    }
    const Time until = open->longest.count() == 0 ? last : std::min(last, now + open->longest);
    enquiries_->ask(job_ticket(job.id, open->ticket), open->question, until);
    job.race->take(open->ticket);
    if (telling_) tell(job, now, "asked", open->question.key(), {});
  }
}

// Starts the jobs that came since the last turn. None is lost on the way: it stays in one list until it is in the other.
void Session::admit() {
  while (true) {
    std::shared_ptr<Job> job;
    {
      const std::lock_guard lock(mutex_);
      if (arrivals_.empty()) return;
      job = arrivals_.front();
    }
    const bool cancelled = job->cancel_requested;  // another thread may ask for it at any moment
    if (!cancelled) {
      // The network's own clock counts from here: a host may make a job long before it runs it.
      job->look = job->started = network_->now();
      if (job->race) job->race->restart(job->started);
      active_.emplace(job->id, job);
      try {
        looks_.insert({job->look, job->id});
      } catch (...) {
        active_.erase(job->id);
        throw;
      }
    }
    {
      const std::lock_guard lock(mutex_);
      arrivals_.pop_front();
    }
    if (cancelled) publish(*job, JobState::cancelled);
    else set_off(*job);
  }
}

void Session::set_off(Job& job) {
  if (job.sign_in && !job.sign_in->waits_for_settings()) Signing(*this, job, *job.sign_in).begin(network_->now());
  if (job.verification) Proving(*this, job).look_ahead();
  look_at(job);
}

void Session::record(Job& job, std::uint32_t ticket, const Answer& answer) {
  const auto& [question, asked] = job.asked[ticket];
  const Time now = network_->now();
  if (telling_) tell(job, now, "heard", question.key(), word(answer.heard));
  if (!tracing_) return;
  const auto delay = std::chrono::duration_cast<Milliseconds>(now - asked);
  // A trace must replay as what was heard: a time-out came, it did not stay away for ever.
  job.trace.push_back({question, {answer, answer.heard == Heard::timeout ? std::max(delay, Milliseconds(1)) : delay}});
}

void Session::hear(const Heeded& heeded) {
  const auto found = active_.find(static_cast<std::uint32_t>(heeded.who >> 32));
  if (found == active_.end()) return;
  const std::shared_ptr<Job> job = found->second;
  const auto ticket = static_cast<std::uint32_t>(heeded.who);
  if (ticket >= first_graph && job->graph) return Signing(*this, *job, *job->graph).hear(ticket, heeded);
  if (ticket >= first_posting && job->sign_in) return Signing(*this, *job, *job->sign_in).hear(ticket, heeded);
  if (ticket >= first_talk) return Proving(*this, *job).hear(ticket, heeded);
  if (heeded.only_host_exists) {
    job->race->host_exists(ticket);
  } else {
    job->race->hear(ticket, heeded.answer, network_->now());
    if (heeded.recalled) ++job->recalled;
    record(*job, ticket, heeded.answer);
  }
  look_at(*job);
}

// Asks what is to be asked, and ends the job if its verdict has fallen; else remembers when to look again: at the next turn, where
// there was no memory for it.
void Session::look_at(Job& job) {
  try {
    if (is_over(job, network_->now())) return end(job, JobState::done);
  } catch (...) {
    look_again(job, network_->now());
    throw;
  }
  const bool verifying = job.verification && job.verification->has_begun();
  Time next = verifying ? job.verification_look : job.race && !job.settings_known ? job.race->next_look() : Time::max();
  if (job.sign_in && job.sign_in->phase != SignInErrand::Phase::settings && !job.sign_in->over()) next = std::min(next, job.sign_in->look);
  look_again(job, next);
}

void Session::look_again(Job& job, Time when) noexcept {
  auto remembered = looks_.extract({job.look, job.id});
  remembered.value().first = job.look = when;
  looks_.insert(std::move(remembered));
}

// Whether the race and what follows it have come to their end.
bool Session::is_over(Job& job, Time now) {
  if (job.verification && job.verification->has_begun()) return Proving(*this, job).is_over();
  bool signed_in = !job.sign_in || Signing(*this, job, *job.sign_in).is_over();
  if (!job.race) return signed_in;
  if (!job.settings_known) {
    job.race->wake(now);
    ask_all(job);
    if (!job.race->over(network_->now())) return false;
    if (!job.verification && !job.sign_in) return true;
    know_settings(job);
  }
  if (job.sign_in && job.sign_in->waits_for_settings()) {
    Signing signing(*this, job, *job.sign_in);
    signing.begin(job.result->resolution, network_->now());
    signed_in = signing.is_over();
  }
  if (!signed_in || !job.verification) return signed_in;
  Proving(*this, job).begin(network_->now());
  return Proving(*this, job).is_over();
}

void Session::drop_questions(Job& job) {
  if (!job.race || job.settings_known) return;
  for (std::uint32_t ticket = 0; ticket < job.race->tickets(); ++ticket) {
    if (job.race->is_open(ticket)) enquiries_->drop(job_ticket(job.id, ticket));
  }
}

// What can fail comes first: until then the job is looked at again. Ending a cancelled job cannot fail.
void Session::end(Job& job, JobState state) {
  const std::shared_ptr<Job> keep = active_.at(job.id);
  const Time now = network_->now();
  if (state == JobState::done) finish(job, now);
  drop_questions(job);
  if (job.verification) Proving(*this, job).drop();
  if (job.sign_in) Signing(*this, job, *job.sign_in).drop();
  if (job.graph) Signing(*this, job, *job.graph).drop();
  looks_.erase({job.look, job.id});
  active_.erase(job.id);
  if (job.sign_in) wipe_dead_stack();
  publish(job, state);
}

void Session::finish(Job& job, Time now) {
  write_documents(job, now);
  if (tracing_) {
    std::vector<Traced> trace = job.trace;
    const std::uint32_t tickets = job.race ? job.race->tickets() : 0;
    for (std::uint32_t ticket = 0; ticket < tickets; ++ticket) {
      const Question& question = job.asked[ticket].first;
      if (job.race->is_open(ticket)) trace.push_back({question, silence(question, job.race->is_host_known(ticket))});
    }
    job.result->trace = write_answers(trace);
  }
  tell(job, now, "done", {}, {});
}

void Session::publish(Job& job, JobState state) {
  unregister_job(job.id);
  const std::lock_guard lock(mutex_);
  job.race.reset();
  job.state = state;
  ++ended_;
  if (naming_ended_) {
    try {
      if (ended_numbers_.size() >= most_ended) ended_numbers_.pop_front();
      ended_numbers_.push_back(job.id);
    } catch (const std::bad_alloc&) {
      naming_ended_ = false;  // whoever asks next starts anew
    }
  }
  --running_;
  turned_.notify_all();
}

void Session::reap() {
  if (!cancel_wanted_.exchange(false)) return;
  for (auto next = active_.begin(); next != active_.end();) {
    const std::shared_ptr<Job> job = (next++)->second;
    if (job->cancel_requested) end(*job, JobState::cancelled);
  }
}

Time Session::next_look(Time until) const { return looks_.empty() ? until : std::min(until, looks_.begin()->first); }

// Whether there was anything.
bool Session::hear_all() {
  Heeded heeded;
  bool anything = false;
  while (enquiries_->next(heeded)) hear(heeded), anything = true;
  return anything;
}

void Session::turn(Time until) {
  const std::uint64_t before = ended_;
  admit();
  bool anything = hear_all();
  reap();
  // What has come in time counts, however late this thread is: it is read before anybody's time is up.
  if (!looks_.empty() && looks_.begin()->first <= network_->now()) {
    network_->wait(network_->now());
    anything = hear_all() || anything;
  }
  while (!looks_.empty() && looks_.begin()->first <= network_->now()) look_at(*active_.at(looks_.begin()->second));
  anything = hear_all() || anything;  // what was asked just now and is remembered needs no waiting
  // Whoever waits for what has just ended must hear of it first.
  if (!anything && ended_ == before) network_->wait(next_look(until));
  looking_up_ = network_->looking_up();
}

}  // namespace homing
