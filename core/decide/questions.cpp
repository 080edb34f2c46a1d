#include "decide/questions.hpp"

#include <algorithm>

namespace homing {

Asked* Questions::find(const Question& question) {
  const auto known = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& asked) { return asked.question == question; });
  return known == asked_.end() ? nullptr : &*known;
}

bool Questions::hear(std::uint32_t ticket, const Answer& answer) {
  if (ticket >= asked_.size() || asked_[ticket].answered) return false;
  Asked& asked = asked_[ticket];
  if (keep_all_ || is_dns(asked.question.kind)) asked.kept = answer;
  asked.answered = true;
  asked.silent = answer.heard == Heard::timeout;
  asked.no_such_name = answer.heard == Heard::no_such_name;
  // Somebody is there: the DNS knows that a name does not exist.
  asked.contact = answer.heard == Heard::answered || asked.no_such_name;
  return true;
}

std::size_t Questions::next() {
  while (taken_ < asked_.size() && asked_[taken_].answered) ++taken_;
  return taken_;
}

bool Questions::anything_pending() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const Asked& asked) { return !asked.answered; });
}

bool Questions::needed_pending() const {
  return std::any_of(asked_.begin(), asked_.end(), [](const Asked& asked) { return !asked.answered && asked.awaited == Awaited::needed; });
}

bool Questions::pending(Ask kind) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) { return !asked.answered && asked.question.kind == kind; });
}

bool Questions::pending_for(std::size_t entrant) const {
  return std::any_of(asked_.begin(), asked_.end(), [&](const Asked& asked) {
    return !asked.answered && std::find(asked.listeners.begin(), asked.listeners.end(), entrant) != asked.listeners.end();
  });
}

bool Questions::reached() const {
  bool dns = true;
  bool spoke = false;
  bool silent = false;
  for (const Asked& asked : asked_) {
    if (asked.question.kind == Ask::mx) dns = asked.contact;
    if (!is_web(asked.question.kind) || !asked.host_exists) continue;
    spoke = spoke || (asked.answered && !asked.silent);
    silent = silent || asked.is_open_page();
  }
  return dns && (spoke || !silent);
}

std::uint32_t Questions::answers() const {
  return static_cast<std::uint32_t>(std::count_if(asked_.begin(), asked_.end(), [](const Asked& asked) { return asked.answered; }));
}

}  // namespace homing
