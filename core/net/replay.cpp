#include "net/replay.hpp"

#include <algorithm>

#include "dialog/dialogue.hpp"
#include "net/conversations.hpp"

namespace homing {
namespace {

// Says the lines to the dialogue, one after the other; the channel is encrypted whenever the dialogue wants it to be.
class Play {
 public:
  Play(Dialogue& dialogue, Transcript& transcript) : dialogue_(dialogue), transcript_(transcript) {}

  void encrypt() {
    record();
    transcript_.steps.push_back({Step::tls, true, 0, {}, false});
    encrypted_ = true;
    dialogue_.secured();
  }
  bool is_encrypted() const { return encrypted_; }
  void say(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      if (dialogue_.state() == Dialogue::State::start_tls) encrypt();
      dialogue_.hear(line + "\r\n");
    }
    record();
  }

 private:
  void record() {
    for (StepTaken& step : dialogue_.take_ended()) transcript_.steps.push_back(std::move(step));
  }

  Dialogue& dialogue_;
  Transcript& transcript_;
  bool encrypted_ = false;
};

// Where it ends when nothing is said.
Step place_of(Heard heard) {
  if (heard == Heard::no_such_name || heard == Heard::server_failure || heard == Heard::private_address) return Step::dns;
  return heard == Heard::certificate ? Step::tls : Step::connect;
}

std::string why(Heard heard, const Dialogue& dialogue) {
  if (dialogue.state() == Dialogue::State::failed) return dialogue.fault();
  switch (heard) {
    case Heard::answered: return "the server closed the connection";
    case Heard::timeout: return "the server was silent";
    case Heard::refused: return "nobody takes connections there";
    case Heard::no_such_name: return "there is no such host";
    default: return std::string("the talk ended: ").append(word(heard));
  }
}

}  // namespace

// When an answer comes. What would come too late, or never, is silence until then.
ReplayNetwork::Time ReplayNetwork::settle(TimedAnswer& timed, Time until) const {
  const bool silent = timed.answer.heard == Heard::timeout && timed.delay.count() == 0;
  const Time when = silent ? until : now_ + timed.delay;
  if (when < until) return when;
  timed.answer = {};
  timed.answer.heard = Heard::timeout;
  return until;
}

void ReplayNetwork::ask(Ticket ticket, const Question& question, Time until) {
  std::size_t none = 0;
  std::size_t& asked = is_web(question.kind) ? asked_[question.key()] : none;
  TimedAnswer timed = answers_.answer(question, asked);
  const bool host_answers = is_web(question.kind) && timed.answer.heard != Heard::refused && timed.answer.heard != Heard::no_such_name;
  if (host_answers) coming_.emplace(now_, Happened{ticket, true, {}});
  const Time when = settle(timed, until);
  coming_.emplace(when, Happened{ticket, false, std::move(timed.answer)});
  ++asked;
}

void ReplayNetwork::post(Ticket ticket, std::shared_ptr<const Posting> posting, Time until) {
  const Question question{Ask::post, posting->url};
  std::size_t& asked = asked_[question.key()];
  TimedAnswer timed = answers_.answer(question, asked);
  const Time when = settle(timed, until);
  Answer& answer = timed.answer;
  auto posted = std::make_shared<Posted>();
  posted->heard = answer.heard;
  posted->status = answer.status;
  posted->headers = std::move(answer.headers);
  posted->body = Secret(answer.body);
  posted->detail = std::move(answer.detail);
  coming_.emplace(when, Happened{ticket, false, {}, {}, {}, std::move(posted), {}});
  ++asked;
}

// When a talk ends. A silent server is left when its patience is over; what would come too late does not come.
ReplayNetwork::Time ReplayNetwork::time_of(TimedAnswer& timed, const Talk& talk) const {
  const bool silent = timed.answer.heard == Heard::timeout && timed.delay.count() == 0;
  const Time when = now_ + (silent ? talk.patience : timed.delay);
  if (when < talk.until) return when;
  timed.answer = {};
  timed.answer.heard = Heard::timeout;
  return talk.until;
}

void ReplayNetwork::talk(Ticket ticket, const Talk& talk) {
  std::size_t& asked = asked_[talk.question.key()];
  TimedAnswer timed = answers_.answer(talk.question, asked);
  const Time when = time_of(timed, talk);
  const Answer& answer = timed.answer;
  const auto transcript = std::make_shared<Transcript>();
  const std::optional<MailServer> server = read_mail_server(talk.question.name);
  const auto dialogue = Dialogue::with(server ? server->protocol : Protocol::imap, *talk.errand);
  const bool reached = answer.heard == Heard::answered || !answer.records.empty() || answer.step.value_or(Step::dns) > Step::tls;
  const Step lost = answer.step.value_or(place_of(answer.heard));
  for (const Step step : {Step::dns, Step::connect}) {
    if (reached || step < lost) transcript->steps.push_back({step, true, 0, {}, true});
  }
  Play play(*dialogue, *transcript);
  if (reached && talk.errand->implicit_tls) play.encrypt();
  if (reached) play.say(answer.records);
  const Dialogue::State state = dialogue->state();
  const bool whole = state == Dialogue::State::done;
  if (!whole && state != Dialogue::State::failed)
    transcript->steps.push_back({reached ? dialogue->step() : lost, false, 0, {}, !play.is_encrypted()});
  transcript->heard = whole ? Heard::answered : answer.heard == Heard::answered ? Heard::protocol : answer.heard;
  transcript->fault = whole ? std::string() : answer.detail.empty() ? why(answer.heard, *dialogue) : answer.detail;
  transcript->gist = dialogue->gist();
  transcript->lines = dialogue->heard_lines();
  for (const StepTaken& step : transcript->steps) coming_.emplace(when, Happened{ticket, false, {}, std::make_shared<const StepTaken>(step), {}});
  coming_.emplace(when, Happened{ticket, false, {}, {}, transcript});
  ++asked;
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
