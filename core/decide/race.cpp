#include "decide/race.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::size_t most_questions = 64;
constexpr std::size_t most_notes = 64;
constexpr Time never = Time::max();

// An answer that shows that somebody is there: the DNS knows that a name does not exist.
bool is_contact(const Answer& answer) { return answer.heard == Heard::answered || answer.heard == Heard::no_such_name; }

Text told(const Question& question, Arena& arena) {
  if (question.kind == Ask::mx) return "resolver";
  return question.kind == Ask::https ? arena.keep(host_of(question.name)) : arena.keep(question.name);
}

}  // namespace

Race::Race(const Subject& subject, const Pace& pace, Time start)
    : subject_(subject), pace_(pace), start_(start), now_(start), mx_heard_(start) {
  for (const Rung& rung : ladder()) {
    if (!rung.wanted(subject.permissions)) continue;
    speaking_ = entrants_.size();
    entrants_.push_back({&rung, rung.build(subject)});
    entrants_.back().source->start(*this);
    // Nobody needs to be asked where the answer is known.
    if (decisive() != nullptr) break;
  }
}

void Race::restart(Time start) {
  start_ = now_ = mx_heard_ = start;
  for (Found& found : found_) found.when = start;
}

std::vector<Race::Open> Race::take_questions() {
  std::vector<Open> open;
  for (; taken_ < asked_.size(); ++taken_) {
    if (!asked_[taken_].answered) open.push_back({static_cast<std::uint32_t>(taken_), asked_[taken_].question});
  }
  return open;
}

void Race::hear(std::uint32_t ticket, const Answer& answer, Time now) {
  if (ticket >= asked_.size() || asked_[ticket].answered) return;
  now_ = now;
  asked_[ticket].answered = true;
  heard_anything_ = heard_anything_ || is_contact(answer);
  if (asked_[ticket].question.kind == Ask::mx) mx_heard_ = now;
  // Listeners may ask, which moves `asked_`.
  const Question question = asked_[ticket].question;
  const std::vector<std::size_t> listeners = asked_[ticket].listeners;
  for (const std::size_t listener : listeners) {
    speaking_ = listener;
    entrants_[listener].source->hear(question, answer, *this);
  }
}

std::vector<std::uint32_t> Race::open_tickets() const {
  std::vector<std::uint32_t> open;
  for (std::size_t i = 0; i < taken_; ++i) {
    if (!asked_[i].answered) open.push_back(static_cast<std::uint32_t>(i));
  }
  return open;
}

void Race::host_exists(std::uint32_t ticket) {
  if (ticket < asked_.size()) asked_[ticket].host_exists = true;
}

void Race::ask(Asking asking) {
  const auto known = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& asked) { return asked.question == asking.question; });
  if (known != asked_.end()) {
    // One question for all who want the answer. Sources start together, so nobody comes too late for it.
    if (!known->answered) known->listeners.push_back(speaking_);
    known->rank = std::min(known->rank, rank(asking.place));
    return;
  }
  if (asked_.size() >= most_questions) return;
  if (asking.discloses != Disclosure::nothing) disclosed_.push_back({told(asking.question, subject_.arena), asking.discloses});
  asked_.push_back({std::move(asking.question), {speaking_}, rank(asking.place), asking.telling});
}

void Race::find(const Finding& finding) { found_.push_back({finding, rank(finding.place), now_}); }

void Race::note(const Evidence& evidence) {
  if (evidence_.size() < most_notes) evidence_.push_back(evidence);
}

void Race::advise(const Advice& advice) {
  if (advice_.size() < most_notes) advice_.push_back(advice);
}

const Race::Found* Race::decisive() const {
  const auto found = std::find_if(found_.begin(), found_.end(), [](const Found& f) { return f.finding.weight == Weight::decisive; });
  return found == found_.end() ? nullptr : &*found;
}

const Race::Found* Race::best_usable() const {
  const Found* best = nullptr;
  for (const Found& found : found_) {
    const bool good = found.finding.weight == Weight::usable && found.finding.settings != nullptr && found.finding.settings->complete();
    if (good && (best == nullptr || found.rank < best->rank)) best = &found;
  }
  return best;
}

bool Race::anything_pending() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const Asked& asked) { return !asked.answered; });
}

bool Race::pending_above(std::uint32_t rank) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) { return !asked.answered && asked.rank < rank; });
}

bool Race::pending(Ask kind) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) { return !asked.answered && asked.question.kind == kind; });
}

// The MX has decided; only a published configuration is worth a moment more, because it will mislead other programs. That
// its host exists is told by the DNS in the same round trip as the MX, so domains without one wait for nothing.
Time Race::contradiction_heard_by(const Found& decision) const {
  if (!pace_.hear_contradictions || decision.finding.takes_no_mail || decision.finding.source == SourceId::catalogue) return decision.when;
  bool asking = false;
  bool exists = false;
  for (const Asked& asked : asked_) {
    if (!asked.telling) continue;
    asking = asking || !asked.answered;
    exists = exists || asked.host_exists || asked.answered;
  }
  if (!asking) return decision.when;
  if (exists) return decision.when + pace_.grace;
  constexpr Milliseconds least_settling{10};
  const auto settling = std::max<Time::duration>(least_settling, (decision.when - start_) / 4);
  return decision.when + std::min<Time::duration>(settling, pace_.grace);
}

// When what has been found may be used although better sources are silent.
Time Race::usable_by() const {
  Time by = never;
  for (const Found& found : found_) {
    if (found.finding.settings == nullptr) continue;
    const bool provisional = found.finding.weight == Weight::provisional;
    // What only stands until somebody contradicts it stands once the MX is known.
    if (provisional && pending(Ask::mx)) continue;
    const Time ready = provisional ? std::max(found.when, mx_heard_) : found.when;
    by = std::min(by, ready + pace_.grace);
  }
  return by;
}

bool Race::over(Time now) const {
  if (now >= start_ + pace_.deadline || !anything_pending()) return true;
  if (const Found* const decision = decisive()) return now >= contradiction_heard_by(*decision);
  const Found* const best = best_usable();
  if (best != nullptr && !pending_above(best->rank)) return true;
  return now >= usable_by();
}

Time Race::next_look() const {
  Time next = start_ + pace_.deadline;
  if (const Found* const decision = decisive()) next = std::min(next, contradiction_heard_by(*decision));
  return std::min(next, usable_by());
}

Resolution Race::verdict(Time now) const {
  std::vector<Found> ranked = found_;
  std::stable_sort(ranked.begin(), ranked.end(), [](const Found& a, const Found& b) { return a.rank < b.rank; });
  std::vector<Finding> findings;
  findings.reserve(ranked.size());
  for (const Found& found : ranked) findings.push_back(found.finding);
  Case evidence{findings, evidence_, advice_, disclosed_, {}, heard_anything_};
  evidence.timing.total_ms = std::chrono::duration<double, std::milli>(now - start_).count();
  evidence.timing.questions = static_cast<std::uint32_t>(asked_.size());
  evidence.timing.answers = static_cast<std::uint32_t>(std::count_if(asked_.begin(), asked_.end(), [](const Asked& a) { return a.answered; }));
  return decide(subject_, evidence);
}

}  // namespace homing
