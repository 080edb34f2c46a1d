#include "decide/race.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::size_t most_questions = 96;
constexpr std::size_t most_notes = 64;
constexpr int round_trips_of_a_publication = 5;  // of the MX's domain: DNS, TCP, TLS, HTTP, and one for bad luck
constexpr Milliseconds least_settling{10};
constexpr Time never = Time::max();

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
      questions_(pace.exhaustive),
      findings_(subject.arena),
      hints_(subject.arena.memory()),
      evidence_(subject.arena.memory()),
      advice_(subject.arena.memory()),
      ledger_(subject) {
  entrants_.reserve(ladder().size());
  for (const Rung& rung : ladder()) entrants_.push_back({&rung, nullptr});
  start_first();
}

void Race::restart(Time start) {
  start_ = now_ = mx_heard_ = start;
  findings_.restart(start);
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
    // Nobody else needs to be asked where the answer is known.
    if (rung.start != Start::always && findings_.decisive() != Findings::nowhere && !pace_.exhaustive) continue;
    if (rung.start == Start::always || (rung.start == Start::at_once && (first || !permissions.staged))) start(i);
    if (rung.host.empty() || permissions.staged) continue;
    speaking_ = i;
    ask({{Ask::host, std::string(rung.host)}, Disclosure::nothing});
  }
}

bool Race::is_hinted() const {
  const std::span<const Finding> all = findings_.all();
  const auto leaves_open = [](const Finding& finding) { return finding.shared_cloud || finding.delivery == Delivery::gateway; };
  return !hints_.empty() || std::any_of(all.begin(), all.end(), leaves_open);
}

// The DNS answers all questions in about one round trip; what came later may be lost.
Time Race::hints_told_by() const { return mx_heard_ + std::max<Time::duration>(least_settling, (mx_heard_ - start_) / 4); }

bool Race::waits_for_hints() const { return pending(SourceId::dns_hints) && now_ < hints_told_by(); }

bool Race::is_due(const Entrant& entrant) const {
  const std::size_t decision = findings_.decisive();
  const bool open = pace_.exhaustive || decision == Findings::nowhere || findings_[decision].shared_cloud;
  if (!open || !mx_told_) return false;
  switch (entrant.rung->start) {
    case Start::always:
    case Start::at_once: return true;
    case Start::if_hinted: return !waits_for_hints() && is_hinted();
    case Start::nothing_found: return !questions_.anything_pending() && std::none_of(findings_.all().begin(), findings_.all().end(), names_servers);
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
  const std::size_t ticket = questions_.next();
  if (ticket >= questions_.size()) return std::nullopt;
  const Asked& asked = questions_[ticket];
  return Open{static_cast<std::uint32_t>(ticket), asked.question, Milliseconds(asked.longest_ms)};
}

void Race::tell(std::size_t listener, std::size_t ticket, const Answer& answer) {
  if (entrants_[listener].source == nullptr) return;  // only its host was to be known
  speaking_ = listener;
  const Question question = questions_[ticket].question;  // listeners may ask, which moves them
  entrants_[listener].source->hear(question, answer, *this);
}

void Race::tell_late() {
  while (!late_.empty()) {
    const auto [listener, ticket] = late_.back();
    late_.pop_back();
    const Answer answer = *questions_[ticket].kept;
    tell(listener, ticket, answer);
  }
}

void Race::hear(std::uint32_t ticket, const Answer& answer, Time now) {
  if (!questions_.hear(ticket, answer)) return;
  now_ = now;
  const bool is_mx = questions_[ticket].question.kind == Ask::mx;
  if (is_mx) mx_heard_ = now;
  const std::vector<std::size_t> listeners = questions_[ticket].listeners;
  for (const std::size_t listener : listeners) tell(listener, ticket, answer);
  mx_told_ = mx_told_ || is_mx;
  conclude();
  start_due();
}

// What the hints add up to, once it is known where the mail goes.
void Race::conclude() {
  if (!mx_told_ || hints_.empty()) return;
  const std::size_t mx = findings_.of_exchangers();
  if (mx != Findings::nowhere && findings_[mx].shared_cloud) refine(findings_[mx]);
  const std::size_t decision = findings_.decisive();
  if (decision != Findings::nowhere && !findings_[decision].from_hints) return;
  const Delivery delivery = mx == Findings::nowhere ? Delivery::untold : findings_[mx].delivery;
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
  if (ticket >= questions_.size() || questions_[ticket].host_exists) return;
  Asked& asked = questions_[ticket];
  asked.host_exists = true;
  ledger_.reach(asked.question, asked.discloses);
}

// Lower rungs would only ask more strangers about what is decided; and at `strict` nobody but the domain's own servers is asked.
bool Race::may_ask(const Asking& asking) const {
  if (!pace_.exhaustive && findings_.decisive() != Findings::nowhere && asking.awaited == Awaited::no) return false;
  const Question& question = asking.question;
  if (subject_.permissions.privacy != Privacy::strict || is_dns(question.kind) || question.kind == Ask::file) return true;
  return is_within(host_of(question.name), subject_.address.domain());
}

void Race::ask(Asking asking) {
  if (Asked* const known = questions_.find(asking.question)) {
    const bool listens = std::find(known->listeners.begin(), known->listeners.end(), speaking_) != known->listeners.end();
    if (!known->answered && !listens) known->listeners.push_back(speaking_);
    if (known->kept) late_.emplace_back(speaking_, questions_.ticket_of(*known));
    known->rank = std::min(known->rank, rank(asking.place));
    known->awaited = std::max(known->awaited, asking.awaited);
    return;
  }
  if (questions_.size() >= most_questions || !may_ask(asking)) return;
  ledger_.ask(asking.question, asking.discloses);
  questions_.add({std::move(asking.question), {speaking_}, rank(asking.place), asking.discloses, asking.awaited, asking.longest_ms});
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

// A patient finding waits for all that could beat it; the others only for what says where the mailbox is, in the same round
// trip, and for hosts that exist and may publish.
bool Race::pending_above(std::size_t finding) const {
  const bool patient = findings_[finding].patient;
  if (!patient && (questions_.pending(Ask::mx) || waits_for_hints())) return true;
  return std::any_of(questions_.begin(), questions_.end(), [&](const Asked& asked) {
    if (asked.answered || asked.rank >= findings_.rank(finding)) return false;
    return patient || (asked.awaited == Awaited::contradiction && is_web(asked.question.kind));
  });
}

bool Race::pending(SourceId source) const {
  const auto entrant = std::find_if(entrants_.begin(), entrants_.end(), [&](const Entrant& e) { return e.rung->source == source; });
  return entrant != entrants_.end() && questions_.pending_for(static_cast<std::size_t>(entrant - entrants_.begin()));
}

// The MX has decided; only a published configuration is worth a moment more, because it will mislead other programs, or what
// tells which cloud it is. That a host exists is told by the DNS in the same round trip as the MX, so domains without one wait
// for nothing.
Time Race::contradiction_heard_by(std::size_t decision) const {
  const Finding& finding = findings_[decision];
  const Time when = findings_.since(decision);
  if (finding.takes_no_mail || finding.source == SourceId::catalogue) return when;
  bool asking = false;
  bool exists = false;
  for (const Asked& asked : questions_) {
    const bool refines = asked.awaited == Awaited::refinement && finding.shared_cloud;
    const bool contradicts = asked.awaited == Awaited::contradiction && pace_.hear_contradictions;
    if (!refines && !contradicts) continue;
    asking = asking || !asked.answered;
    exists = exists || refines || asked.shows_host();
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
    if (provisional && questions_.pending(Ask::mx)) continue;
    if (!provisional) {
      by = std::min(by, findings_.since(i) + pace_.grace);
      continue;
    }
    // Anything published beats it, and that takes five round trips; the MX has shown how long one is.
    const auto publishing = std::max<Time::duration>(pace_.grace, round_trips_of_a_publication * (mx_heard_ - start_));
    by = std::min(by, std::max(findings_.since(i), mx_heard_) + publishing);
  }
  return by;
}

bool Race::over(Time now) const {
  if (now >= start_ + pace_.deadline || !questions_.anything_pending()) return true;
  if (pace_.exhaustive || questions_.needed_pending()) return false;
  const std::size_t decision = findings_.decisive();
  if (decision != Findings::nowhere) return now >= contradiction_heard_by(decision);
  const std::size_t best = findings_.best_usable();
  if (best != Findings::nowhere && !pending_above(best)) return true;
  return now >= usable_by();
}

Time Race::next_look() const {
  const bool to_the_end = pace_.exhaustive || questions_.needed_pending();
  const std::size_t decision = to_the_end ? Findings::nowhere : findings_.decisive();
  Time next = std::min<Time>(start_ + pace_.deadline, to_the_end ? never : usable_by());
  if (decision != Findings::nowhere) next = std::min(next, contradiction_heard_by(decision));
  return mx_told_ && waits_for_hints() ? std::min(next, hints_told_by()) : next;
}

// Where nothing was decided, those who were there and said nothing are part of the picture.
std::pmr::vector<Evidence> Race::evidence_and_silence() const {
  std::pmr::vector<Evidence> all(evidence_, subject_.arena.memory());
  for (const Asked& asked : questions_) {
    if (!asked.is_open_page() || all.size() >= most_notes) continue;
    const SourceId source = entrants_[asked.listeners.front()].rung->source;
    all.push_back({source, subject_.arena.join({asked.question.name, " did not answer in time."}), Trust::https});
  }
  return all;
}

Resolution Race::verdict(Time now) const {
  const std::pmr::vector<Evidence> with_silence = findings_.decisive() == Findings::nowhere ? evidence_and_silence() : std::pmr::vector<Evidence>();
  Case evidence{findings_.all(), with_silence.empty() ? evidence_ : with_silence, advice_, ledger_.disclosed(), {}, hints_, questions_.reached()};
  evidence.timing.total_ms = std::chrono::duration<double, std::milli>(now - start_).count();
  evidence.timing.questions = static_cast<std::uint32_t>(questions_.size());
  evidence.timing.answers = questions_.answers();
  return decide(subject_, evidence);
}

}  // namespace homing
