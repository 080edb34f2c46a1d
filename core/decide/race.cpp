#include "decide/race.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::size_t most_questions = 64;
constexpr std::size_t most_notes = 64;
constexpr int round_trips_of_a_publication = 5;  // of the MX's domain: DNS, TCP, TLS, HTTP, and one for bad luck
constexpr Time never = Time::max();
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// An answer that shows that somebody is there: the DNS knows that a name does not exist.
bool is_contact(const Answer& answer) { return answer.heard == Heard::answered || answer.heard == Heard::no_such_name; }

bool is_silence(const Answer& answer) { return answer.heard == Heard::timeout; }

Text told(const Question& question, Arena& arena) { return is_web(question.kind) ? arena.keep(host_of(question.name)) : Text("resolver"); }

}  // namespace

Race::Race(const Subject& subject, const Pace& pace, Time start)
    : subject_(subject),
      pace_(pace),
      start_(start),
      now_(start),
      mx_heard_(start),
      entrants_(subject.arena.memory()),
      findings_(subject.arena.memory()),
      marks_(subject.arena.memory()),
      evidence_(subject.arena.memory()),
      advice_(subject.arena.memory()),
      disclosed_(subject.arena.memory()) {
  entrants_.reserve(ladder().size());
  for (const Rung& rung : ladder()) {
    if (!rung.wanted(subject.permissions)) continue;
    speaking_ = entrants_.size();
    entrants_.push_back({&rung, rung.build(subject)});
    entrants_.back().source->start(*this);
    // Nobody needs to be asked where the answer is known.
    if (decisive() != nowhere) break;
  }
}

void Race::restart(Time start) {
  start_ = now_ = mx_heard_ = start;
  for (Mark& mark : marks_) mark.when = start;
}

std::optional<Race::Open> Race::next_question() {
  while (taken_ < asked_.size() && asked_[taken_].answered) ++taken_;
  if (taken_ >= asked_.size()) return std::nullopt;
  return Open{static_cast<std::uint32_t>(taken_), asked_[taken_].question};
}

void Race::hear(std::uint32_t ticket, const Answer& answer, Time now) {
  if (ticket >= asked_.size() || asked_[ticket].answered) return;
  now_ = now;
  asked_[ticket].answered = true;
  asked_[ticket].silent = is_silence(answer);
  asked_[ticket].contact = is_contact(answer);
  if (asked_[ticket].question.kind == Ask::mx) mx_heard_ = now;
  // Listeners may ask, which moves `asked_`.
  const Question question = asked_[ticket].question;
  const std::vector<std::size_t> listeners = asked_[ticket].listeners;
  for (const std::size_t listener : listeners) {
    speaking_ = listener;
    entrants_[listener].source->hear(question, answer, *this);
    // Lower rungs would only ask more strangers about what is decided.
    if (decisive() != nowhere) break;
  }
}

void Race::host_exists(std::uint32_t ticket) {
  if (ticket >= asked_.size() || asked_[ticket].host_exists) return;
  asked_[ticket].host_exists = true;
  // Now somebody is there who learns something.
  disclose(asked_[ticket].question, asked_[ticket].discloses);
}

// The ledger: every party that was to be asked, and the most that it has learned.
void Race::disclose(const Question& question, Disclosure what) {
  if (question.kind == Ask::file) return;
  const Text to = told(question, subject_.arena);
  const auto known = std::find_if(disclosed_.begin(), disclosed_.end(), [&](const Disclosed& d) { return d.to == to; });
  if (known == disclosed_.end()) disclosed_.push_back({to, what});
  else known->what = std::max(known->what, what);
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
  asked_.push_back({std::move(asking.question), {speaking_}, rank(asking.place), asking.discloses, asking.telling});
  // A web server learns nothing before its host is found in the DNS.
  const Question& question = asked_.back().question;
  disclose(question, question.kind == Ask::https ? Disclosure::nothing : asking.discloses);
}

void Race::find(const Finding& finding) {
  const Mark mark{rank(finding.place), now_};
  const auto behind = std::upper_bound(marks_.begin(), marks_.end(), mark, [](const Mark& a, const Mark& b) { return a.rank < b.rank; });
  findings_.insert(findings_.begin() + (behind - marks_.begin()), finding);
  marks_.insert(behind, mark);
}

void Race::note(const Evidence& evidence) {
  if (evidence_.size() < most_notes) evidence_.push_back(evidence);
}

void Race::advise(const Advice& advice) {
  if (advice_.size() < most_notes) advice_.push_back(advice);
}

std::size_t Race::decisive() const {
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (findings_[i].weight == Weight::decisive) return i;
  }
  return nowhere;
}

std::size_t Race::best_usable() const {
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    const Finding& finding = findings_[i];
    if (finding.weight == Weight::usable && finding.settings != nullptr && finding.settings->complete()) return i;
  }
  return nowhere;
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
Time Race::contradiction_heard_by(std::size_t decision) const {
  const Finding& finding = findings_[decision];
  const Time when = marks_[decision].when;
  if (!pace_.hear_contradictions || finding.takes_no_mail || finding.source == SourceId::catalogue) return when;
  bool asking = false;
  bool exists = false;
  for (const Asked& asked : asked_) {
    if (!asked.telling) continue;
    asking = asking || !asked.answered;
    exists = exists || asked.host_exists || asked.answered;
  }
  if (!asking) return when;
  if (exists) return when + pace_.grace;
  constexpr Milliseconds least_settling{10};
  const auto settling = std::max<Time::duration>(least_settling, (when - start_) / 4);
  return when + std::min<Time::duration>(settling, pace_.grace);
}

// When what has been found may be used although better sources are silent.
Time Race::usable_by() const {
  Time by = never;
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    if (findings_[i].settings == nullptr) continue;
    const bool provisional = findings_[i].weight == Weight::provisional;
    // What only stands until somebody contradicts it stands once the MX is known.
    if (provisional && pending(Ask::mx)) continue;
    if (!provisional) {
      by = std::min(by, marks_[i].when + pace_.grace);
      continue;
    }
    // Anything published beats it, and that takes five round trips; the MX has shown how long one is.
    const auto publishing = std::max<Time::duration>(pace_.grace, round_trips_of_a_publication * (mx_heard_ - start_));
    by = std::min(by, std::max(marks_[i].when, mx_heard_) + publishing);
  }
  return by;
}

bool Race::over(Time now) const {
  if (now >= start_ + pace_.deadline || !anything_pending()) return true;
  const std::size_t decision = decisive();
  if (decision != nowhere) return now >= contradiction_heard_by(decision);
  const std::size_t best = best_usable();
  if (best != nowhere && !pending_above(marks_[best].rank)) return true;
  return now >= usable_by();
}

Time Race::next_look() const {
  Time next = start_ + pace_.deadline;
  const std::size_t decision = decisive();
  if (decision != nowhere) next = std::min(next, contradiction_heard_by(decision));
  return std::min(next, usable_by());
}

// Whether the domain could be asked at all: the DNS spoke, and if https hosts exist, not all of them were silent.
bool Race::reached() const {
  bool dns = true;
  bool spoke = false;
  bool silent = false;
  for (const Asked& asked : asked_) {
    if (asked.question.kind == Ask::mx) dns = asked.contact;
    if (asked.question.kind != Ask::https || !asked.host_exists) continue;
    spoke = spoke || (asked.answered && !asked.silent);
    silent = silent || !asked.answered || asked.silent;
  }
  return dns && (spoke || !silent);
}

// Where nothing was decided, those who were there and said nothing are part of the picture.
std::pmr::vector<Evidence> Race::evidence_and_silence() const {
  std::pmr::vector<Evidence> all(evidence_, subject_.arena.memory());
  for (const Asked& asked : asked_) {
    const bool silent = asked.question.kind == Ask::https && asked.host_exists && (!asked.answered || asked.silent);
    if (!silent || all.size() >= most_notes) continue;
    const SourceId source = entrants_[asked.listeners.front()].rung->source;
    all.push_back({source, subject_.arena.join({asked.question.name, " did not answer in time."}), Trust::https});
  }
  return all;
}

Resolution Race::verdict(Time now) const {
  const std::pmr::vector<Evidence> with_silence = decisive() == nowhere ? evidence_and_silence() : std::pmr::vector<Evidence>();
  Case evidence{findings_, with_silence.empty() ? evidence_ : with_silence, advice_, disclosed_, {}, reached()};
  evidence.timing.total_ms = std::chrono::duration<double, std::milli>(now - start_).count();
  evidence.timing.questions = static_cast<std::uint32_t>(asked_.size());
  evidence.timing.answers = static_cast<std::uint32_t>(std::count_if(asked_.begin(), asked_.end(), [](const Asked& a) { return a.answered; }));
  return decide(subject_, evidence);
}

}  // namespace homing
