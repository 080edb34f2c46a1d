#pragma once
// The ledger: every party that was to be asked, and the most that it has learned.
#include <memory_resource>
#include <span>
#include <vector>

#include "source/source.hpp"

namespace homing {

class Ledger {
 public:
  explicit Ledger(const Subject& subject) : subject_(subject), disclosed_(subject.arena.memory()) {}

  /// The question is on its way; a server learns nothing before its host is found in the DNS.
  void ask(const Question& question, Disclosure what);
  /// The host is there: it learns what it is asked.
  void reach(const Question& question, Disclosure what) { enter(party(question), what); }
  std::span<const Disclosed> disclosed() const { return disclosed_; }

 private:
  Text party(const Question& question) const;
  void enter(Text to, Disclosure what);

  const Subject& subject_;
  std::pmr::vector<Disclosed> disclosed_;
};

}  // namespace homing
