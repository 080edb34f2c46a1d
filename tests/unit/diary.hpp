#pragma once
// A source, and who writes down what it does.
#include <string>
#include <string_view>
#include <vector>

#include "unit/world.hpp"

namespace homing::testing {

/// Writes down what a source does.
class Diary final : public Notebook {
 public:
  void ask(Asking asking) override { asked.push_back(std::move(asking)); }
  void find(const Finding& finding) override { found.push_back(finding); }
  void hint(const Hint& hint) override { hints.push_back(hint); }
  void note(const Evidence& evidence) override { notes.emplace_back(evidence.says.view()); }
  void advise(const Advice& advice) override { advised.push_back(advice); }

  std::vector<std::string> questions() const {
    std::vector<std::string> keys;
    for (const Asking& asking : asked) keys.push_back(asking.question.key());
    return keys;
  }
  std::string all_notes() const {
    std::string text;
    for (const std::string& note : notes) text += note + '\n';
    return text;
  }

  std::vector<Asking> asked;
  std::vector<Finding> found;
  std::vector<Hint> hints;
  std::vector<std::string> notes;
  std::vector<Advice> advised;
};

/// A source in front of a diary.
template <class Way>
class Asked {
 public:
  explicit Asked(std::string_view typed = "ada@contoso.example", Permissions allowed = default_permissions())
      : address_(address(typed)), permissions_(std::move(allowed)), subject_{address_, catalogue(), permissions_, arena_}, source_(subject_) {
    source_.start(diary);
  }
  void hear(std::size_t question, const Answer& answer) {
    const Question asked = diary.asked.at(question).question;
    source_.hear(asked, answer, diary);
  }

  Diary diary;

 private:
  Address address_;
  Permissions permissions_;
  Arena arena_;
  Subject subject_;
  Way source_;
};

}  // namespace homing::testing
