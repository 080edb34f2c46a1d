#pragma once
// The race holds the ranked sources, hands each question out once, and knows when the best finding is safe.
#include <chrono>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include "decide/findings.hpp"
#include "decide/hints.hpp"
#include "decide/ledger.hpp"
#include "decide/questions.hpp"
#include "decide/verdict.hpp"
#include "source/ladder.hpp"

namespace homing {

using Milliseconds = std::chrono::milliseconds;

/// How long to wait for whom.
struct Pace {
  Milliseconds deadline{4000};      ///< from the start; then the verdict is made of what is there
  Milliseconds grace{300};          ///< what a better source may still take once something usable was found
  bool hear_contradictions = true;  ///< wait for a published configuration whose host exists, even where the MX has decided
  bool exhaustive = false;          ///< ask everything, and end with the last answer or the deadline alone: to judge what is published
};

/// Pure: it has no clock and no network, so that any situation can be played.
class Race final : private Notebook {
 public:
  struct Open {
    std::uint32_t ticket;
    Question question;
    Milliseconds longest{0};  ///< a time-box; 0: until the deadline
  };

  Race(const Subject& subject, const Pace& pace, Time start);

  /// Lets time pass: sources that wait for a moment start.
  void wake(Time now);

  /// Lets the clock start anew while no question has been answered: a host may make a job long before it runs it.
  void restart(Time start);

  /// The next question that nobody has taken to the network, until `take` says that it was.
  std::optional<Open> next_question();
  void take(std::uint32_t ticket) { questions_.take(ticket); }
  /// Answers to tickets that are unknown or answered already are passed over.
  void hear(std::uint32_t ticket, const Answer& answer, Time now);
  /// The host of a question to a web server was found in the DNS.
  void host_exists(std::uint32_t ticket);
  bool is_host_known(std::uint32_t ticket) const { return questions_[ticket].host_exists; }
  bool over(Time now) const;
  /// When `over` may change although nothing is heard.
  Time next_look() const;
  Resolution verdict(Time now) const;
  std::span<const Finding> findings() const { return findings_.all(); }
  /// Of an exhaustive race: all that was asked, and what was heard.
  const Questions& questions() const { return questions_; }
  /// Tickets are numbers below `tickets`; `is_open`: taken to the network and not answered yet.
  std::uint32_t tickets() const { return static_cast<std::uint32_t>(questions_.size()); }
  bool is_open(std::uint32_t ticket) const { return questions_.is_open(ticket); }

 private:
  struct Entrant {
    const Rung* rung;
    std::unique_ptr<Source> source;  // null until its start
  };

  void ask(Asking asking) override;
  void find(const Finding& finding) override;
  void hint(const Hint& hint) override;
  void note(const Evidence& evidence) override;
  void advise(const Advice& advice) override;
  bool may_ask(const Asking& asking) const;

  void start(std::size_t entrant);
  void start_first();
  void start_due();
  bool is_due(const Entrant& entrant) const;
  bool is_hinted() const;
  Time hints_told_by() const;
  bool waits_for_hints() const;
  void tell(std::size_t listener, std::size_t ticket, const Answer& answer);
  void tell_late();
  void conclude();
  void refine(Finding& finding);

  std::uint32_t rank(std::uint8_t place) const { return static_cast<std::uint32_t>(speaking_) * 16 + place; }
  bool pending_above(std::size_t finding) const;
  bool pending(SourceId source) const;
  Time contradiction_heard_by(std::size_t decision) const;
  Time usable_by() const;
  std::pmr::vector<Evidence> evidence_and_silence() const;

  const Subject& subject_;
  Pace pace_;
  Time start_;
  Time now_;
  Time mx_heard_;
  bool mx_told_ = false;
  std::size_t speaking_ = 0;                               // the entrant whose turn it is
  std::pmr::vector<Entrant> entrants_;                     // one a rung
  std::vector<std::pair<std::size_t, std::size_t>> late_;  // entrants and the tickets whose answers they have missed
  Questions questions_;
  Findings findings_;
  std::pmr::vector<Hint> hints_;
  std::pmr::vector<Evidence> evidence_;
  std::pmr::vector<Advice> advice_;
  Ledger ledger_;
};

}  // namespace homing
