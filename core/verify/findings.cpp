#include "verify/findings.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::int64_t soon = 21;  // days: what a certificate authority's own reminders use, and enough for an administrator

bool signed_in(const Attempt& attempt) {
  return attempt.transcript != nullptr && std::any_of(attempt.transcript->steps.begin(), attempt.transcript->steps.end(),
                                                      [](const StepTaken& step) { return step.step == Step::sign_in && step.ok; });
}

bool signed_in_elsewhere(const Attempt& attempt, const std::vector<Inquiry>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Inquiry& inquiry) {
    return inquiry.protocol != attempt.trial.protocol && std::any_of(inquiry.attempts.begin(), inquiry.attempts.end(), signed_in);
  });
}

bool is_microsoft(const Attempt& attempt, const Mailbox& mailbox) {
  return mailbox.is_microsoft() && attempt.trial.listed && !attempt.trial.known.empty();
}

// What the server would have answered, had it been asked.
std::string_view refusal_of_password(Protocol protocol) {
  switch (protocol) {
    case Protocol::imap: return "NO Basic authentication is disabled.";
    case Protocol::pop3: return "-ERR Basic authentication is disabled.";
    case Protocol::smtp: break;
  }
  return "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";
}

// A refusal in the words of the protocol is an answer, whatever it says; what is not even that is told by our own words.
Heard heard_of(const Transcript& transcript) {
  const bool refused = transcript.heard == Heard::protocol && !transcript.steps.empty() && !transcript.steps.back().reply.empty();
  return refused ? Heard::answered : transcript.heard;
}

// The words that tell why: the server's own where it speaks about a sign-in or a message, else ours with its words behind.
std::string words_about(const Attempt& attempt) {
  const Transcript& transcript = *attempt.transcript;
  const StepTaken last = transcript.steps.empty() ? StepTaken() : transcript.steps.back();
  if (last.step >= Step::sign_in && !last.reply.empty()) return last.reply;
  return last.reply.empty() ? transcript.fault : transcript.fault + '\n' + last.reply;
}

}  // namespace

std::vector<StepTaken> steps_of(const Attempt& attempt) {
  if (attempt.transcript == nullptr) return {};
  std::vector<StepTaken> steps = attempt.transcript->steps;
  const bool kept_back = !attempt.trial.refusal.empty() && attempt.transcript->heard == Heard::answered;
  if (kept_back) steps.push_back({Step::sign_in, false, 0, {}, false});
  return steps;
}

std::string fault_of(const Attempt& attempt) {
  if (attempt.transcript == nullptr) return "the time was up";
  return attempt.transcript->fault.empty() ? attempt.trial.refusal : attempt.transcript->fault;
}

Diagnosis diagnose(const Attempt& attempt, const std::vector<Inquiry>& all, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena) {
  Circumstances here;
  here.kind = mailbox.kind;
  here.cloud = mailbox.cloud;
  here.protocol = attempt.trial.protocol;
  here.method = attempt.trial.method;
  here.signed_in_elsewhere = signed_in_elsewhere(attempt, all);
  const Transcript& transcript = *attempt.transcript;
  here.heard = heard_of(transcript);
  here.step = transcript.steps.empty() ? Step::dns : transcript.steps.back().step;
  if (transcript.heard != Heard::answered) return diagnose(catalogue, here, words_about(attempt), arena);
  here.step = Step::sign_in;
  here.method = Method::password;
  if (is_microsoft(attempt, mailbox)) return diagnose(catalogue, here, refusal_of_password(here.protocol), arena);
  Diagnosis retired;
  retired.id = "sign_in.not_allowed";
  retired.who = Fixer::user;
  retired.meaning = arena.keep(attempt.trial.refusal);
  retired.confidence = Confidence::strong;
  retired.next = Next::sign_in_again;
  return retired;
}

bool advises_graph(const Verification& verification, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena) {
  for (const Inquiry& inquiry : verification.inquiries()) {
    const Attempt* const best = inquiry.protocol == Protocol::smtp ? inquiry.best() : nullptr;
    if (best == nullptr || best->ok() || best->transcript == nullptr) continue;
    const Diagnosis diagnosis = diagnose(*best, verification.inquiries(), mailbox, catalogue, arena);
    const auto& cures = diagnosis.remedies;
    return diagnosis.confidence != Confidence::weak &&
           std::any_of(cures.begin(), cures.end(), [](const Cure& cure) { return cure.next == Next::use_graph; });
  }
  return false;
}

Diagnosis without_server(Protocol protocol, Arena& arena) {
  Diagnosis nobody;
  nobody.id = "server.unknown";
  nobody.who = Fixer::user;
  nobody.meaning = arena.join({"Nobody knows a server for this address and ", word(protocol), "; name one, or ask whoever runs the mail domain."});
  nobody.confidence = Confidence::certain;
  nobody.next = Next::ask_admin;
  return nobody;
}

Diagnosis beyond_limits(std::string_view refusal, Arena& arena) {
  Diagnosis beyond;
  beyond.id = "message.beyond_limits";
  beyond.who = Fixer::user;
  beyond.meaning = arena.keep(refusal);
  beyond.confidence = Confidence::certain;
  beyond.next = Next::none;
  return beyond;
}

std::vector<std::string> warnings_of(const Attempt& attempt) {
  if (attempt.transcript == nullptr) return {};
  std::vector<std::string> warnings = attempt.transcript->gist.warnings;
  const std::optional<Encryption>& tls = attempt.transcript->tls;
  if (tls && tls->older_version) warnings.emplace_back("The server broke off when it heard of TLS 1.3, and took TLS 1.2.");
  if (tls && tls->certificate && tls->certificate->days_left >= 0 && tls->certificate->days_left < soon) {
    warnings.push_back("The certificate of " + attempt.trial.host + " ends in " + std::to_string(tls->certificate->days_left) + " days, on " +
                       tls->certificate->not_after.substr(0, 10) + ".");
  }
  if (attempt.ok() && !attempt.trial.listed)
    warnings.push_back("Not the server that the settings name answered, but port " + std::to_string(attempt.trial.port) + ".");
  const auto retired = std::find_if(attempt.trial.known.begin(), attempt.trial.known.end(),
                                    [&](const SignIn& way) { return way.method == attempt.trial.method && way.state == MethodState::retired; });
  if (signed_in(attempt) && retired != attempt.trial.known.end()) {
    warnings.push_back(std::string(word(retired->method)) + " is said to be retired here, and was accepted all the same.");
  }
  return warnings;
}

}  // namespace homing
