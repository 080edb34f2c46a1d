#pragma once
// The questions of one race: each is out once, whoever wants its answer.
#include <optional>
#include <vector>

#include "source/source.hpp"

namespace homing {

struct Asked {
  Question question;
  std::vector<std::size_t> listeners;  ///< indices of entrants
  std::uint32_t rank = 0;
  Disclosure discloses = Disclosure::domain;
  Awaited awaited = Awaited::no;
  std::uint32_t longest_ms = 0;  ///< a time-box; 0: until the deadline
  std::optional<Answer> kept{};  ///< for sources that start later
  bool answered = false;
  bool silent = false;   ///< the answer was that there was none
  bool contact = false;  ///< the answer came from somebody
  bool no_such_name = false;
  bool host_exists = false;

  /// Posts go to hosts that were found before.
  bool shows_host() const { return is_web(question.kind) && (host_exists || (answered ? contact && !no_such_name : question.kind == Ask::post)); }
  bool is_open_page() const { return is_web(question.kind) && host_exists && (!answered || silent); }
};

class Questions {
 public:
  /// Answers of the DNS are kept; `keep_all`: those of everybody.
  explicit Questions(bool keep_all = false) : keep_all_(keep_all) {}

  /// Null where it was not asked.
  Asked* find(const Question& question);
  void add(Asked asked) { asked_.push_back(std::move(asked)); }
  /// The first answer counts; false for tickets that are unknown or answered already.
  bool hear(std::uint32_t ticket, const Answer& answer);

  Asked& operator[](std::size_t ticket) { return asked_[ticket]; }
  const Asked& operator[](std::size_t ticket) const { return asked_[ticket]; }
  std::size_t size() const { return asked_.size(); }
  auto begin() const { return asked_.begin(); }
  auto end() const { return asked_.end(); }
  std::size_t ticket_of(const Asked& asked) const { return static_cast<std::size_t>(&asked - asked_.data()); }

  /// The next that nobody has taken to the network; `size()`: none.
  std::size_t next();
  void take(std::uint32_t ticket) { taken_ = ticket + std::size_t{1}; }
  bool is_open(std::uint32_t ticket) const { return ticket < taken_ && !asked_[ticket].answered; }

  bool anything_pending() const;
  /// Something without which there is no document.
  bool needed_pending() const;
  bool pending(Ask kind) const;
  /// Of one entrant.
  bool pending_for(std::size_t entrant) const;
  /// Whether the domain could be asked at all: the DNS spoke, and if web hosts exist, not all of them were silent.
  bool reached() const;
  std::uint32_t answers() const;

 private:
  std::vector<Asked> asked_;  // a ticket is an index
  std::size_t taken_ = 0;
  bool keep_all_;
};

}  // namespace homing
