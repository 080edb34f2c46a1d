#include "proving.hpp"

#include <algorithm>

#include "model/json_writer.hpp"
#include "signing.hpp"
#include "verify/findings.hpp"

namespace homing {
namespace {

// Whose servers are worth a look-up while the mail exchangers are still being asked for.
constexpr std::string_view likely_provider = "microsoft365";
constexpr Milliseconds overtime{500};

std::string event_json(const Job& job, double ms, const Trial& trial, const StepTaken& step) {
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("event", "step");
    out.number("job", job.id);
    out.milliseconds("ms", ms);
    out.text("protocol", word(trial.protocol));
    out.text("server", trial.name());
    out.text("step", word(step.step));
    out.flag("ok", step.ok);
  });
  return json;
}

double since(Time begin, Time now) { return std::chrono::duration<double, std::milli>(now - begin).count(); }

}  // namespace

std::vector<std::string> Proving::likely_hosts() {
  if (job_.verification->account().server) return {job_.verification->account().server->host};
  const Settings* const likely = Catalogue::settings(session_.catalogue_->provider(likely_provider), *job_.address, job_.result->arena);
  if (likely == nullptr || job_.race->over(job_.started)) return {};
  std::vector<std::string> hosts;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& endpoint : likely->of(protocol)) {
      if (std::find(hosts.begin(), hosts.end(), endpoint.host.view()) == hosts.end()) hosts.emplace_back(endpoint.host);
    }
  }
  return hosts;
}

void Proving::look_ahead() {
  session_.network_->expect_talks();
  const Time until = job_.started + session_.pace_.deadline;
  for (std::string& host : likely_hosts()) {
    session_.enquiries_->ask(job_ticket(job_.id, first_ahead + job_.asked_ahead), {Ask::host, std::move(host)}, until);
    ++job_.asked_ahead;
  }
}

// A token goes to nobody but the servers that were the mailbox's when somebody signed in: today's may be somebody else's doing.
bool Proving::are_the_same_servers() const {
  if (job_.verification->account().server) return true;  // the caller's own choice
  const std::vector<std::string>& known = job_.sign_in->record->hosts;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& endpoint : job_.result->resolution.settings.of(protocol)) {
      if (std::find(known.begin(), known.end(), endpoint.host.view()) == known.end()) return false;
    }
  }
  return true;
}

// What is kept of a sign-in, where the account came without a secret. A message goes nowhere without one.
void Proving::lend() {
  Verification& verification = *job_.verification;
  if (verification.letter() != nullptr && verification.account().via == Via::graph) verification.stay_outside();
  if (!job_.sign_in) return;
  if (!job_.sign_in->product.empty() && !are_the_same_servers()) {
    job_.sign_in->product = Secret();
    job_.sign_in->failure = {"oauth.other_servers: the servers that are named today are not those of the sign-in", {}, {}};
  }
  if (!job_.sign_in->product.empty()) verification.lend(job_.sign_in->product);
  else if (verification.letter() != nullptr) verification.stay_outside();
}

void Proving::begin(Time now) {
  lend();
  job_.verification->begin(job_.result->resolution, *job_.address);
  job_.verified_until = now + Milliseconds(session_.options_.number(Option::verify_deadline_ms));
}

// The network keeps the time; that it may lack the memory to tell is seen to here.
bool Proving::is_over() {
  if (!job_.graph) {
    talk_all();
    const Time now = session_.network_->now();
    const Time last = now < job_.verified_until ? job_.verified_until : job_.verified_until + overtime;
    job_.verification_look = std::min(last, job_.verification->next_look().value_or(last));
    if (!job_.verification->over() && now < job_.verified_until + overtime) return false;
    if (!goes_by_graph()) return true;
    begin_graph(now);
  }
  Signing graph(session_, job_, *job_.graph);
  const bool over = graph.is_over();
  job_.verification_look = job_.graph->look;
  return over;
}

// Whether the message is to take the other way: from the first, or because submission is switched off for this mailbox.
bool Proving::goes_by_graph() {
  const Verification& verification = *job_.verification;
  if (verification.letter() == nullptr || !verification.refusal().empty()) return false;
  if (verification.account().via != Via::automatic) return verification.account().via == Via::graph;
  return advises_graph(verification, job_.result->resolution.mailbox, *session_.catalogue_, job_.result->arena);
}

void Proving::begin_graph(Time now) {
  const Verification& verification = *job_.verification;
  job_.graph.emplace(SignInTask::send, verification.shared_account(), std::string(job_.address->text()), first_graph);
  job_.graph->access = Access::graph;
  job_.graph->letter = verification.letter();
  Signing(session_, job_, *job_.graph).begin(now);
}

void Proving::talk_all() {
  const Milliseconds patience(session_.options_.number(Option::verify_patience_ms));
  const Time now = session_.network_->now();
  while (std::optional<Verification::Open> open = job_.verification->next_talk(now)) {
    job_.talks.resize(std::max<std::size_t>(job_.talks.size(), open->ticket + std::size_t{1}));
    job_.talks[open->ticket] = now;
    const Question question{Ask::talk, open->server};
    const JobTicket ticket = job_ticket(job_.id, first_talk + open->ticket);
    session_.enquiries_->talk(ticket, {question, std::move(open->errand), job_.verified_until, patience});
    job_.verification->take(now);
    if (session_.telling_) session_.tell(job_, now, "asked", question.key(), {});
  }
}

void Proving::tell_step(const Trial& trial, const StepTaken& step) {
  if (!session_.telling_) return;
  try {
    session_.keep_event(job_, event_json(job_, since(job_.started, session_.network_->now()), trial, step));
  } catch (const std::bad_alloc&) {
    return;
  }
}

// A talk replays from the server's lines, and from the reason for which there were no more.
void Proving::record(std::uint32_t ticket, const Transcript& transcript) {
  const Time now = session_.network_->now();
  const Question question{Ask::talk, job_.verification->trial(ticket).name()};
  if (session_.telling_) session_.tell(job_, now, "heard", question.key(), word(transcript.heard));
  if (!session_.tracing_) return;
  Answer answer;
  answer.heard = transcript.heard;
  answer.detail = transcript.fault;
  answer.records = transcript.lines;
  if (transcript.heard != Heard::answered && !transcript.steps.empty()) answer.step = transcript.steps.back().step;
  const auto delay = std::chrono::duration_cast<Milliseconds>(now - job_.talks[ticket]);
  job_.trace.push_back({question, {std::move(answer), std::max(delay, Milliseconds(1))}});
}

void Proving::hear(std::uint32_t ticket, const Heeded& heeded) {
  if (ticket >= first_ahead) return;
  ticket -= first_talk;
  if (heeded.step != nullptr) return tell_step(job_.verification->trial(ticket), *heeded.step);
  job_.verification->hear(ticket, heeded.transcript, session_.network_->now(), job_.verified_until);
  try {
    record(ticket, *heeded.transcript);
  } catch (const std::bad_alloc&) {
    // What is told and traced may be lost; the job goes on.
  }
  session_.look_at(job_);
}

void Proving::drop() {
  for (std::uint32_t i = 0; i < job_.asked_ahead; ++i) session_.enquiries_->drop(job_ticket(job_.id, first_ahead + i));
  const std::uint32_t talks = job_.verification->tickets();
  for (std::uint32_t ticket = 0; ticket < talks; ++ticket) session_.enquiries_->drop(job_ticket(job_.id, first_talk + ticket));
}

}  // namespace homing
