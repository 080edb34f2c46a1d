#pragma once
#include <map>
#include <string>
#include <vector>

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
  struct Confirmed {
    std::size_t place;  // among the guesses
    Question question;
    Answer answer;
  };
  std::span<const Endpoint> endpoints(Protocol protocol, Notebook& notebook) const;
  bool knows(Protocol protocol) const;

  std::vector<Confirmed> confirmed_;            // in the order of the guesses
  std::map<std::string, std::size_t> waiting_;  // names of questions, and their places among the guesses
  std::size_t guessed_ = 0;
  bool upgrading_ = false;
};

}  // namespace homing
