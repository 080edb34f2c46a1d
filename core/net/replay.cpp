#include "net/replay.hpp"

#include <algorithm>

namespace homing {

void ReplayNetwork::ask(Ticket ticket, const Question& question, Time until) {
  TimedAnswer timed = answers_.answer(question);
  const bool silent = timed.answer.heard == Heard::timeout && timed.delay.count() == 0;
  const bool host_answers = is_web(question.kind) && timed.answer.heard != Heard::refused && timed.answer.heard != Heard::no_such_name;
  if (host_answers) coming_.emplace(now_, Happened{ticket, true, {}});
  Time when = silent ? until : now_ + timed.delay;
  if (when >= until) {
    when = until;
    timed.answer = {};
    timed.answer.heard = Heard::timeout;
  }
  coming_.emplace(when, Happened{ticket, false, std::move(timed.answer)});
}

void ReplayNetwork::drop(Ticket ticket) {
  std::erase_if(coming_, [&](const auto& entry) { return entry.second.ticket == ticket; });
}

void ReplayNetwork::wait(Time until) {
  if (woken_.exchange(false)) return;
  const Time next = coming_.empty() ? until : std::min(until, coming_.begin()->first);
  now_ = std::max(now_, next);
}

bool ReplayNetwork::next(Happened& happened) {
  if (coming_.empty() || coming_.begin()->first > now_) return false;
  happened = std::move(coming_.begin()->second);
  coming_.erase(coming_.begin());
  return true;
}

}  // namespace homing
