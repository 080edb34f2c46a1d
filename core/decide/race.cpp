#include "decide/race.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::size_t most_questions = 96;
constexpr std::size_t most_notes = 64;
constexpr int round_trips_of_a_publication = 5;  // of the MX's domain: DNS, TCP, TLS, HTTP, and one for bad luck
constexpr Milliseconds least_settling{10};
constexpr Time never = Time::max();
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// An answer that shows that somebody is there: the DNS knows that a name does not exist.
bool is_contact(const Answer& answer) { return answer.heard == Heard::answered || answer.heard == Heard::no_such_name; }

bool is_silence(const Answer& answer) { return answer.heard == Heard::timeout; }

bool names_servers(const Finding& finding) {
  return finding.settings != nullptr && (finding.settings->receives() || !finding.settings->smtp.empty());
}

// What its privacy class and the options allow.
bool may_start(const Rung& rung, const Permissions& permissions) { return permissions.privacy >= rung.privacy && rung.wanted(permissions); }

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
      hints_(subject.arena.memory()),
      evidence_(subject.arena.memory()),
      advice_(subject.arena.memory()),
      disclosed_(subject.arena.memory()) {
  entrants_.reserve(ladder().size());
  for (const Rung& rung : ladder()) entrants_.push_back({&rung, nullptr});
  start_first();
}

void Race::restart(Time start) {
  start_ = now_ = mx_heard_ = start;
  for (Mark& mark : marks_) mark.when = start;
}

void Race::start(std::size_t entrant) {
  speaking_ = entrant;
  entrants_[entrant].source = entrants_[entrant].rung->build(subject_);
  entrants_[entrant].source->start(*this);
}

void Race::start_first() {
  const Permissions& permissions = subject_.permissions;
  for (std::size_t i = 0; i < entrants_.size(); ++i) {
    const Rung& rung = *entrants_[i].rung;
    if (!may_start(rung, permissions)) continue;
    const bool first = rung.source == SourceId::catalogue || rung.source == SourceId::mx;
    if (rung.start == Start::at_once && (first || !permissions.staged)) start(i);
    // Nobody needs to be asked where the answer is known.
    if (decisive() != nowhere) return;
    if (rung.host.empty() || permissions.staged) continue;
    speaking_ = i;
    ask({{Ask::host, std::string(rung.host)}, Disclosure::nothing});
  }
}

bool Race::is_hinted() const {
  const bool shared = std::any_of(findings_.begin(), findings_.end(), [](const Finding& finding) { return finding.shared_cloud; });
  const bool gateway = std::any_of(findings_.begin(), findings_.end(), [](const Finding& finding) { return finding.delivery == Delivery::gateway; });
  return shared || gateway || !hints_.empty();
}

// The DNS answers all questions in about one round trip; what came later may be lost.
Time Race::hints_told_by() const { return mx_heard_ + std::max<Time::duration>(least_settling, (mx_heard_ - start_) / 4); }

bool Race::waits_for_hints() const { return pending(SourceId::dns_hints) && now_ < hints_told_by(); }

bool Race::is_due(const Entrant& entrant) const {
  const std::size_t decision = decisive();
  const bool open = decision == nowhere || findings_[decision].shared_cloud;
  if (!open || !mx_told_) return false;
  switch (entrant.rung->start) {
    case Start::at_once: return true;
    case Start::if_hinted: return !waits_for_hints() && is_hinted();
    case Start::nothing_found: return !anything_pending() && std::none_of(findings_.begin(), findings_.end(), names_servers);
  }
  return false;
}

void Race::start_due() {
  for (std::size_t i = 0; i < entrants_.size(); ++i) {
    const Entrant& entrant = entrants_[i];
    if (entrant.source == nullptr && may_start(*entrant.rung, subject_.permissions) && is_due(entrant)) start(i);
  }
  tell_late();
}

void Race::wake(Time now) {
  now_ = std::max(now_, now);
  start_due();
}

std::optional<Race::Open> Race::next_question() {
  while (taken_ < asked_.size() && asked_[taken_].answered) ++taken_;
  if (taken_ >= asked_.size()) return std::nullopt;
  return Open{static_cast<std::uint32_t>(taken_), asked_[taken_].question, Milliseconds(asked_[taken_].longest_ms)};
}

void Race::tell(std::size_t listener, std::size_t ticket, const Answer& answer) {
  if (entrants_[listener].source == nullptr) return;  // only its host was to be known
  speaking_ = listener;
  const Question question = asked_[ticket].question;  // listeners may ask, which moves `asked_`
  entrants_[listener].source->hear(question, answer, *this);
}

void Race::tell_late() {
  while (!late_.empty()) {
    const auto [listener, ticket] = late_.back();
    late_.pop_back();
    const Answer answer = *asked_[ticket].kept;
    tell(listener, ticket, answer);
  }
}

void Race::hear(std::uint32_t ticket, const Answer& answer, Time now) {
  if (ticket >= asked_.size() || asked_[ticket].answered) return;
  now_ = now;
  Asked& asked = asked_[ticket];
  asked.answered = true;
  asked.silent = is_silence(answer);
  asked.contact = is_contact(answer);
  asked.no_such_name = answer.heard == Heard::no_such_name;
  if (is_dns(asked.question.kind)) asked.kept = answer;
  const bool is_mx = asked.question.kind == Ask::mx;
  if (is_mx) mx_heard_ = now;
  const std::vector<std::size_t> listeners = asked.listeners;
  for (const std::size_t listener : listeners) tell(listener, ticket, answer);
  mx_told_ = mx_told_ || is_mx;
  conclude();
  start_due();
}

// What the hints add up to, once it is known where the mail goes.
void Race::conclude() {
  if (!mx_told_ || hints_.empty()) return;
  const auto mx = std::find_if(findings_.begin(), findings_.end(), [](const Finding& finding) { return finding.source == SourceId::mx; });
  if (mx != findings_.end() && mx->shared_cloud) refine(*mx);
  const std::size_t decision = decisive();
  if (decision != nowhere && !findings_[decision].from_hints) return;
  const Delivery delivery = mx == findings_.end() ? Delivery::untold : mx->delivery;
  const std::optional<Finding> finding = weigh(subject_, hints_, delivery);
  if (!finding) return;
  const auto heaviest = std::find_if(entrants_.begin(), entrants_.end(), [&](const Entrant& e) { return e.rung->source == finding->source; });
  speaking_ = static_cast<std::size_t>(heaviest - entrants_.begin());
  find(*finding);
}

void Race::refine(Finding& finding) {
  const Known cloud = which_cloud(subject_, hints_);
  if (!cloud) return;
  finding.mailbox = cloud.mailbox();
  finding.settings = Catalogue::settings(cloud, subject_.address, subject_.arena);
  finding.shared_cloud = false;
}

void Race::host_exists(std::uint32_t ticket) {
  if (ticket >= asked_.size() || asked_[ticket].host_exists) return;
  asked_[ticket].host_exists = true;
  // Now somebody is there who learns something.
  disclose(asked_[ticket].question, asked_[ticket].discloses);
}

Text Race::told(const Question& question) const {
  if (!is_dns(question.kind)) return subject_.arena.keep(host_of(question.name));
  const std::string_view resolver = host_of(subject_.permissions.resolver);
  return resolver.empty() ? Text("resolver") : subject_.arena.keep(resolver);
}

// The ledger: every party that was to be asked, and the most that it has learned.
void Race::disclose(const Question& question, Disclosure what) {
  if (question.kind == Ask::file) return;
  const bool ahead = question.kind == Ask::host && !is_within(question.name, subject_.address.domain());
  if (ahead) disclose(subject_.arena.keep(question.name), Disclosure::nothing);
  disclose(told(question), what);
}

void Race::disclose(Text to, Disclosure what) {
  const auto known = std::find_if(disclosed_.begin(), disclosed_.end(), [&](const Disclosed& d) { return d.to == to; });
  if (known == disclosed_.end()) disclosed_.push_back({to, what});
  else known->what = std::max(known->what, what);
}

// Lower rungs would only ask more strangers about what is decided; and at `strict` nobody but the domain's own servers is asked.
bool Race::may_ask(const Asking& asking) const {
  if (decisive() != nowhere && asking.awaited == Awaited::no) return false;
  const Question& question = asking.question;
  if (subject_.permissions.privacy != Privacy::strict || is_dns(question.kind) || question.kind == Ask::file) return true;
  return is_within(host_of(question.name), subject_.address.domain());
}

void Race::ask(Asking asking) {
  const auto known = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& asked) { return asked.question == asking.question; });
  if (known != asked_.end()) {
    // One question for all who want the answer.
    const bool listens = std::find(known->listeners.begin(), known->listeners.end(), speaking_) != known->listeners.end();
    if (!known->answered && !listens) known->listeners.push_back(speaking_);
    if (known->kept) late_.emplace_back(speaking_, static_cast<std::size_t>(known - asked_.begin()));
    known->rank = std::min(known->rank, rank(asking.place));
    known->awaited = std::max(known->awaited, asking.awaited);
    return;
  }
  if (asked_.size() >= most_questions || !may_ask(asking)) return;
  asked_.push_back({std::move(asking.question), {speaking_}, rank(asking.place), asking.discloses, asking.awaited, asking.longest_ms});
  // A server learns nothing before its host is found in the DNS.
  const Question& question = asked_.back().question;
  disclose(question, is_dns(question.kind) ? asking.discloses : Disclosure::nothing);
}

void Race::find(const Finding& finding) {
  const auto same = std::find_if(findings_.begin(), findings_.end(), [&](const Finding& f) {
    return finding.from_hints ? f.from_hints : f.source == finding.source && f.origin == finding.origin;
  });
  // A source that has learned more says it again; it has been found since the first time.
  Time when = now_;
  if (same != findings_.end()) {
    const auto place = same - findings_.begin();
    when = marks_[static_cast<std::size_t>(place)].when;
    findings_.erase(same);
    marks_.erase(marks_.begin() + place);
  }
  const Mark mark{rank(finding.place), when};
  const auto behind = std::upper_bound(marks_.begin(), marks_.end(), mark, [](const Mark& a, const Mark& b) { return a.rank < b.rank; });
  findings_.insert(findings_.begin() + (behind - marks_.begin()), finding);
  marks_.insert(behind, mark);
}

void Race::hint(const Hint& hint) {
  if (hints_.size() < most_notes) hints_.push_back(hint);
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

// A patient finding waits for all that could beat it; the others only for hosts that exist and may publish.
bool Race::pending_above(std::size_t finding) const {
  const bool patient = findings_[finding].patient;
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) {
    if (asked.answered || asked.rank >= marks_[finding].rank) return false;
    return patient || (asked.awaited == Awaited::contradiction && is_web(asked.question.kind));
  });
}

bool Race::pending(Ask kind) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) { return !asked.answered && asked.question.kind == kind; });
}

bool Race::pending(SourceId source) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) {
    return !asked.answered && std::any_of(asked.listeners.begin(), asked.listeners.end(),
                                          [&](std::size_t listener) { return entrants_[listener].rung->source == source; });
  });
}

// The MX has decided; only a published configuration is worth a moment more, because it will mislead other programs, or what
// tells which cloud it is. That a host exists is told by the DNS in the same round trip as the MX, so domains without one wait
// for nothing.
Time Race::contradiction_heard_by(std::size_t decision) const {
  const Finding& finding = findings_[decision];
  const Time when = marks_[decision].when;
  if (finding.takes_no_mail || finding.source == SourceId::catalogue) return when;
  bool asking = false;
  bool exists = false;
  for (const Asked& asked : asked_) {
    const bool refines = asked.awaited == Awaited::refinement && finding.shared_cloud;
    const bool contradicts = asked.awaited == Awaited::contradiction && pace_.hear_contradictions;
    if (!refines && !contradicts) continue;
    asking = asking || !asked.answered;
    exists = exists || refines || (is_web(asked.question.kind) && (asked.host_exists || (asked.answered && asked.contact && !asked.no_such_name)));
  }
  if (finding.shared_cloud && now_ < hints_told_by()) asking = true;
  // The tenant's name, asked for at the same moment as what has decided, is worth no more than a moment.
  if (!asking) return finding.from_hints && pending(SourceId::microsoft_tenant) ? when + least_settling : when;
  if (exists) return when + pace_.grace;
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
  if (best != nowhere && !pending_above(best)) return true;
  return now >= usable_by();
}

Time Race::next_look() const {
  Time next = start_ + pace_.deadline;
  const std::size_t decision = decisive();
  if (decision != nowhere) next = std::min(next, contradiction_heard_by(decision));
  if (mx_told_ && waits_for_hints()) next = std::min(next, hints_told_by());
  return std::min(next, usable_by());
}

// Whether the domain could be asked at all: the DNS spoke, and if https hosts exist, not all of them were silent.
bool Race::reached() const {
  bool dns = true;
  bool spoke = false;
  bool silent = false;
  for (const Asked& asked : asked_) {
    if (asked.question.kind == Ask::mx) dns = asked.contact;
    if (!is_web(asked.question.kind) || !asked.host_exists) continue;
    spoke = spoke || (asked.answered && !asked.silent);
    silent = silent || !asked.answered || asked.silent;
  }
  return dns && (spoke || !silent);
}

// Where nothing was decided, those who were there and said nothing are part of the picture.
std::pmr::vector<Evidence> Race::evidence_and_silence() const {
  std::pmr::vector<Evidence> all(evidence_, subject_.arena.memory());
  for (const Asked& asked : asked_) {
    const bool silent = is_web(asked.question.kind) && asked.host_exists && (!asked.answered || asked.silent);
    if (!silent || all.size() >= most_notes) continue;
    const SourceId source = entrants_[asked.listeners.front()].rung->source;
    all.push_back({source, subject_.arena.join({asked.question.name, " did not answer in time."}), Trust::https});
  }
  return all;
}

Resolution Race::verdict(Time now) const {
  const std::pmr::vector<Evidence> with_silence = decisive() == nowhere ? evidence_and_silence() : std::pmr::vector<Evidence>();
  Case evidence{findings_, with_silence.empty() ? evidence_ : with_silence, advice_, disclosed_, {}, hints_, reached()};
  evidence.timing.total_ms = std::chrono::duration<double, std::milli>(now - start_).count();
  evidence.timing.questions = static_cast<std::uint32_t>(asked_.size());
  evidence.timing.answers = static_cast<std::uint32_t>(std::count_if(asked_.begin(), asked_.end(), [](const Asked& a) { return a.answered; }));
  return decide(subject_, evidence);
}

}  // namespace homing
