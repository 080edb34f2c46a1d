// How jobs begin. pump.cpp is how they go on.
#include "operations.hpp"

#include <algorithm>

#include "crypto/random.hpp"
#include "diagnose/diagnosis.hpp"
#include "model/utf8.hpp"
#include "read/configuration.hpp"
#include "registry.hpp"
#include "verify/letter.hpp"

namespace homing {
namespace {

// The account came without a secret, and nothing forbids to use what is kept of a sign-in.
bool wants_to_borrow(const Account& account) {
  const bool by_token = account.method.value_or(Method::oauth2) == Method::oauth2;
  return account.kind == Account::Kind::nothing && by_token && account.via != Via::graph;
}

// What a token may be for to be of use.
std::vector<Access> useful_accesses(const Account& account, bool sends) {
  if (sends) return {Access::smtp};
  std::vector<Access> useful;
  for (const Access access : {Access::imap, Access::pop3, Access::smtp}) {
    const auto protocol = static_cast<Protocol>(access);
    const std::vector<Protocol>& wanted = account.protocols;
    const bool named =
        account.server ? account.server->protocol == protocol : wanted.empty() || std::find(wanted.begin(), wanted.end(), protocol) != wanted.end();
    if (named) useful.push_back(access);
  }
  return useful;
}

}  // namespace

std::shared_ptr<Job> Operations::new_job() { return std::make_shared<Job>(next_job_number(), session_.shared_from_this()); }

void Operations::refuse(Job& job, Fault fault) {
  job.fault = std::move(fault);
  job.state = JobState::refused;
}

// A refusal that is not about the address.
std::shared_ptr<Job> Operations::refused_job(Fault fault) {
  const std::shared_ptr<Job> job = new_job();
  job->malformed_request = true;
  refuse(*job, std::move(fault));
  return job;
}

std::shared_ptr<Job> Operations::resolve(std::string_view typed_address) {
  const std::shared_ptr<Job> job = new_job();
  Expected<Address> address = parse_address(typed_address);
  if (address) begin(job, *std::move(address));
  else refuse(*job, address.error());
  return job;
}

std::shared_ptr<Job> Operations::about_domain(std::string_view typed_domain, Purpose purpose) {
  const std::shared_ptr<Job> job = new_job();
  job->purpose = purpose;
  Expected<Address> domain = parse_mail_domain(typed_domain);
  if (domain) begin(job, *std::move(domain));
  else refuse(*job, domain.error());
  return job;
}

std::shared_ptr<Job> Operations::resolve_domain(std::string_view typed_domain) { return about_domain(typed_domain, Purpose::resolve); }

std::shared_ptr<Job> Operations::audit(std::string_view typed_domain) { return about_domain(typed_domain, Purpose::audit); }

std::shared_ptr<Job> Operations::options_to_send(std::string_view typed_domain) { return about_domain(typed_domain, Purpose::send); }

void Operations::begin(const std::shared_ptr<Job>& job, Address address) {
  job->address.emplace(std::move(address));
  const Permissions& permissions = job->purpose == Purpose::audit  ? session_.audit_permissions_
                                   : job->purpose == Purpose::send ? session_.sending_permissions_
                                                                   : session_.permissions_;
  job->subject.emplace(Subject{*job->address, *session_.catalogue_, permissions, job->result->arena});
  job->started = std::chrono::steady_clock::now();
  job->race.emplace(*job->subject, session_.pace_of(*job), job->started);
  // What the catalogue knows needs no pump.
  if (job->race->over(job->started) && !job->verification && !job->sign_in) {
    session_.write_documents(*job, job->started);
    job->race.reset();
    if (session_.tracing_) job->result->trace = write_answers({});
    job->state = JobState::done;
    return;
  }
  start(job);
}

void Operations::start(const std::shared_ptr<Job>& job) {
  const std::lock_guard lock(session_.mutex_);
  session_.network();
  register_job(job);
  try {
    session_.arrivals_.push_back(job);
  } catch (...) {
    unregister_job(job->id);
    throw;
  }
  ++session_.running_;
  if (session_.pumping_) session_.network_->wake();
}

std::shared_ptr<Job> Operations::check(std::string_view typed_address, std::string_view file) {
  const std::shared_ptr<Job> job = new_job();
  Expected<Address> address = parse_address(typed_address);
  if (!address) {
    refuse(*job, address.error());
    return job;
  }
  job->address.emplace(*std::move(address));
  Arena& arena = job->result->arena;
  const Expected<Configuration> read = read_configuration(file, *job->address, arena);
  Resolution& resolution = job->result->resolution;
  std::vector<Problem> problems;
  if (read) {
    Finding finding;
    finding.source = SourceId::file;
    finding.trust = Trust::builtin;
    finding.mailbox = {Kind::other, Cloud::none, Confidence::strong, read->display_name};
    finding.settings = arena.keep_value(read->settings);
    finding.origin = "file";
    Case all;
    all.findings = std::span(&finding, 1);
    resolution = decide({*job->address, *session_.catalogue_, session_.permissions_, arena}, all);
    problems = read->problems;
  } else {
    resolution.address = arena.keep(job->address->shown());
    problems.push_back({Severity::problem, "file", keep_as_utf8(arena, read.error().sentence)});
  }
  resolution.problems = arena.keep_list<Problem>(problems);
  resolution.has_problems = true;
  job->state = JobState::done;
  return job;
}

std::shared_ptr<Job> Operations::explain(std::string_view text) {
  const std::shared_ptr<Job> job = new_job();
  job->result->document = explanation_json(*session_.catalogue_, text);
  job->state = JobState::done;
  return job;
}

std::shared_ptr<Job> Operations::prove(const Account& account, Address address, std::shared_ptr<const Letter> letter) {
  if (!session_.permissions_.network) return refused_job({"Option offline: servers cannot be tried without a network.", 0});
  if (const Expected<void> checked = account.check(); !checked) return refused_job(checked.error());
  const std::shared_ptr<Job> job = new_job();
  const std::shared_ptr<const Account> copied = account.copy();
  job->verification.emplace(copied, std::move(letter));
  if (wants_to_borrow(account)) {
    job->sign_in.emplace(SignInTask::lend, copied, std::string(address.text()), first_posting);
    job->sign_in->useful = useful_accesses(account, job->verification->letter() != nullptr);
    job->sign_in->access = job->sign_in->useful.front();
  }
  begin(job, std::move(address));
  return job;
}

std::shared_ptr<Job> Operations::verify(const Account& account) {
  Expected<Address> address = parse_address(account.address);
  if (address) return prove(account, *std::move(address), nullptr);
  const std::shared_ptr<Job> job = new_job();
  refuse(*job, address.error());
  return job;
}

std::shared_ptr<Job> Operations::send_test(const Account& account, std::string_view to) {
  constexpr std::size_t token_bytes = 16;
  Expected<Address> address = parse_address(account.address);
  if (!address) return verify(account);  // which refuses it
  Expected<std::shared_ptr<const Letter>> letter = write_letter(account, *address, to, random_hex(token_bytes), std::chrono::system_clock::now());
  if (!letter) return refused_job(letter.error());
  if (account.kind == Account::Kind::nothing && (account.method.value_or(Method::oauth2) != Method::oauth2)) {
    return refused_job({"A test message wants a password or a token.", 0});
  }
  if (account.server && account.server->protocol != Protocol::smtp) return refused_job({"server: a test message wants a submission server.", 0});
  return prove(account, *std::move(address), *std::move(letter));
}

}  // namespace homing
