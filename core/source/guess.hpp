#pragma once
#include <set>

#include "source/source.hpp"

namespace homing {

/// The usual names and ports, confirmed by a server that greets and says what it can do, on a channel whose certificate fits the
/// name. Implicit TLS first; STARTTLS only for what that did not find.
class GuessSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void ask_all(bool implicit_tls, Notebook& notebook);
  void report(Notebook& notebook);

  std::vector<std::string> exchangers_;
  std::vector<std::pair<Question, Answer>> confirmed_;
  std::set<std::string> waiting_;
  bool upgrading_ = false;
};

}  // namespace homing
