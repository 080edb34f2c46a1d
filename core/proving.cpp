// How a job goes on when its settings are known and are to be proved: talks with the mail servers, and what comes of them.
#include <algorithm>

#include "crypto/random.hpp"
#include "model/json_writer.hpp"
#include "session.hpp"
#include "verify/letter.hpp"

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

std::shared_ptr<Job> Session::prove(const Account& account, Address address, std::shared_ptr<const Letter> letter) {
  if (!permissions_.network) return refused_job({"Option offline: servers cannot be tried without a network.", 0});
  if (const Expected<void> checked = account.check(); !checked) return refused_job(checked.error());
  const std::shared_ptr<Job> job = new_job();
  job->verification.emplace(account.copy(), std::move(letter));
  begin(job, std::move(address));
  return job;
}

std::shared_ptr<Job> Session::verify(const Account& account) {
  Expected<Address> address = parse_address(account.address);
  if (address) return prove(account, *std::move(address), nullptr);
  const std::shared_ptr<Job> job = new_job();
  refuse(*job, address.error());
  return job;
}

std::shared_ptr<Job> Session::send_test(const Account& account, std::string_view to) {
  constexpr std::size_t token_bytes = 16;
  Expected<Address> address = parse_address(account.address);
  if (!address) return verify(account);  // which refuses it
  Expected<std::shared_ptr<const Letter>> letter = write_letter(account, *address, to, random_hex(token_bytes), std::chrono::system_clock::now());
  if (!letter) return refused_job(letter.error());
  if (account.kind == Account::Kind::nothing) return refused_job({"A test message wants a password or a token.", 0});
  return prove(account, *std::move(address), *std::move(letter));
}

// What a verification will need, while there is still something else to wait for.
void Session::look_ahead(Job& job) {
  if (!job.verification || !permissions_.network) return;
  network_->expect_talks();
  std::vector<std::string> hosts;
  const Account& account = job.verification->account();
  const Settings* const likely = Catalogue::settings(catalogue_->provider(likely_provider), *job.address, job.result->arena);
  if (account.server) hosts.push_back(account.server->host);
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    if (account.server || likely == nullptr || job.race->over(job.started)) break;
    for (const Endpoint& endpoint : likely->of(protocol)) {
      if (std::find(hosts.begin(), hosts.end(), endpoint.host.view()) == hosts.end()) hosts.emplace_back(endpoint.host);
    }
  }
  for (std::uint32_t i = 0; i < hosts.size(); ++i) {
    enquiries_->ask(job_ticket(job.id, first_ahead + i), {Ask::host, hosts[i]}, job.started + pace_.deadline);
  }
  job.asked_ahead = static_cast<std::uint32_t>(hosts.size());
}

void Session::begin_verification(Job& job, Time now) {
  job.result->resolution = job.race->verdict(now);
  job.result->resolution.timing.recalled = job.recalled;
  drop_questions(job);
  job.verification->begin(job.result->resolution, *job.address);
  job.verified_until = now + Milliseconds(options_.number(Option::verify_deadline_ms));
}

// Starts what is to be started. The network keeps the time; that it may lack the memory to tell is seen to here.
bool Session::verification_over(Job& job) {
  talk_all(job);
  const Time now = network_->now();
  const Time last = now < job.verified_until ? job.verified_until : job.verified_until + overtime;
  job.verification_look = std::min(last, job.verification->next_look().value_or(last));
  return job.verification->over() || now >= job.verified_until + overtime;
}

void Session::talk_all(Job& job) {
  const Milliseconds patience(options_.number(Option::verify_patience_ms));
  const Time now = network_->now();
  while (std::optional<Verification::Open> open = job.verification->next_talk(now)) {
    job.talks.resize(std::max<std::size_t>(job.talks.size(), open->ticket + std::size_t{1}));
    job.talks[open->ticket] = now;
    const Question question{Ask::talk, open->server};
    enquiries_->talk(job_ticket(job.id, first_talk + open->ticket), {question, std::move(open->errand), job.verified_until, patience});
    job.verification->take(now);
    if (telling_) tell(job, network_->now(), "asked", question.key(), {});
  }
}

void Session::tell_step(Job& job, const Trial& trial, const StepTaken& step) {
  if (telling_) keep_event(job, event_json(job, since(job.started, network_->now()), trial, step));
}

// A talk replays from the server's lines, and from the reason for which there were no more.
void Session::record_talk(Job& job, std::uint32_t ticket, const Transcript& transcript) {
  const Question question{Ask::talk, job.verification->trial(ticket).name()};
  if (telling_) tell(job, network_->now(), "heard", question.key(), word(transcript.heard));
  if (!tracing_) return;
  Answer answer;
  answer.heard = transcript.heard;
  answer.detail = transcript.fault;
  answer.records = transcript.lines;
  const auto delay = std::chrono::duration_cast<Milliseconds>(network_->now() - job.talks[ticket]);
  job.trace.push_back({question, {std::move(answer), std::max(delay, Milliseconds(1))}});
}

void Session::hear_talk(Job& job, std::uint32_t ticket, const Heeded& heeded) {
  if (ticket >= first_ahead) return;
  ticket -= first_talk;
  if (heeded.step != nullptr) return tell_step(job, job.verification->trial(ticket), *heeded.step);
  job.verification->hear(ticket, heeded.transcript, network_->now(), job.verified_until);
  record_talk(job, ticket, *heeded.transcript);
  look_at(job);
}

void Session::drop_talks(Job& job) {
  if (!job.verification) return;
  for (std::uint32_t i = 0; i < job.asked_ahead; ++i) enquiries_->drop(job_ticket(job.id, first_ahead + i));
  for (std::uint32_t ticket = 0; ticket < job.verification->tickets(); ++ticket) enquiries_->drop(job_ticket(job.id, first_talk + ticket));
}

}  // namespace homing
