// What happens to the lines of a bulk: questions, answers, jobs.
#include <algorithm>

#include "bulk.hpp"
#include "model/document.hpp"
#include "model/json_writer.hpp"
#include "net/dns_message.hpp"
#include "operations.hpp"

namespace homing {
namespace {

constexpr std::size_t most_kept = 48;  // results that have to wait for the line that comes first

constexpr std::size_t queries_each = 2;  // of a host both families are asked for

}  // namespace

void Bulk::start_later(Place place) {
  Line& line = lines_[place];
  line.filled.form = nullptr;
  line.state = State::to_start;
  push(to_start_, &Line::next, place);
}

// A server that cannot answer, or whose answer does not fit into a datagram, is asked again as ordinary jobs do.
void Bulk::on_reply(std::uint32_t who, std::string_view message) {
  DnsReply reply = read_dns_reply(message, DnsType::mx);
  Answer& answer = reply.answer;
  answer.authentic = answer.authentic && session_->options_.flag(Option::dns_trust_ad);
  const bool told = answer.heard == Heard::answered || answer.heard == Heard::no_such_name;
  settle(who, told ? &answer : nullptr);
}

void Bulk::on_silence(std::uint32_t who) { settle(who, nullptr); }

// Those who joined come first: until the last is settled the question can be told again.
void Bulk::settle(Place place, const Answer* answer) {
  std::vector<MailExchanger> exchangers;
  if (answer != nullptr && answer->heard == Heard::answered) exchangers = read_mx(answer->records);
  Line& line = lines_[place];
  while (line.same != nowhere) {
    const Place other = line.same;
    const Place rest = lines_[other].same;
    settle_one(other, answer, exchangers);
    line.same = rest;
  }
  settle_one(place, answer, exchangers);
}

void Bulk::settle_one(Place place, const Answer* answer, const std::vector<MailExchanger>& exchangers) {
  Line& line = lines_[place];
  const Forms::Match match = answer == nullptr ? Forms::Match() : forms_.find(*line.address, exchangers, answer->authentic);
  line.filled.form = match.form;
  line.filled.exchanger.assign(match.names_exchanger ? std::string_view(exchangers.front().host) : std::string_view());
  line.filled.preference = match.names_exchanger ? std::to_string(exchangers.front().preference) : std::string();
  if (answer != nullptr && match.form == nullptr) line.exchangers = std::make_unique<Answer>(*answer);
  if (answer != nullptr && answer->ttl > 0) {
    const auto longest = std::chrono::seconds(session_->options_.number(Option::cache_longest_s));
    const auto hold = std::min(longest, std::chrono::seconds(answer->ttl));
    recent_.keep(line.address->domain(), line.address->stands_for_domain(), line.filled, now_ + hold);
  }
  if (line.asks) leave_bucket(place);
  line.asks = false;
  line.milliseconds = std::chrono::duration<double, std::milli>(now_ - line.started).count();
  if (match.form != nullptr) ready(place);
  else start_later(place);
}

// Whatever was asked for too much at once is asked for in turn.
bool Bulk::ask(Time now) {
  if (to_ask_.first == nowhere) return false;
  if (!asker_->is_open(now)) {
    settle(pop(to_ask_, &Line::next), nullptr);
    return true;
  }
  std::size_t room = asker_->room(queries_each * session_->looking_up_);
  for (; room > 0 && to_ask_.first != nowhere; --room) {
    Line& line = lines_[to_ask_.first];
    asker_->ask(to_ask_.first, line.address->domain(), now);
    line.started = now;
    line.state = State::asked;
    pop(to_ask_, &Line::next);
  }
  asker_->send(now);
  return false;
}

bool Bulk::may_start() const {
  if (running_.size() >= std::min(most_running, most_) || running_.size() + kept_ >= most_kept) return false;
  const std::size_t fits = asker_ ? asker_->window() : most_running;
  return running_.empty() || queries_each * session_->looking_up_ < fits;
}

// The line that all others wait for need not wait for its turn.
void Bulk::put_first_first() {
  const Place first = ordered_ ? order_.first : nowhere;
  if (first == nowhere || first == to_start_.first || lines_[first].state != State::to_start) return;
  Place before = to_start_.first;
  while (lines_[before].next != first) before = lines_[before].next;
  lines_[before].next = lines_[first].next;
  if (to_start_.last == first) to_start_.last = before;
  lines_[first].next = to_start_.first;
  to_start_.first = first;
}

bool Bulk::start_jobs() {
  put_first_first();
  bool anything = false;
  while (to_start_.first != nowhere && running_.size() < running_.capacity()) {
    const bool awaited = ordered_ && to_start_.first == order_.first;
    if (!awaited && !may_start()) break;
    start(to_start_.first);
    anything = true;
  }
  return anything;
}

// A job's questions go out, and what has come meanwhile is taken, before the next begins.
void Bulk::start(Place place) {
  Line& line = lines_[place];
  const std::shared_ptr<Job> job = Operations(*session_).new_job();
  if (line.exchangers) job->exchangers = *line.exchangers;
  Operations(*session_).begin(job, *line.address);
  pop(to_start_, &Line::next);
  line.job = job;
  line.exchangers.reset();
  line.state = State::running;
  running_.push_back(place);
  session_->run_any(Milliseconds(0));
}

void Bulk::take_result(Line& line) {
  if (line.job->state == JobState::done) {
    line.document = to_json(line.job->result->resolution).substr(1);
  } else {
    JsonWriter(line.document).element([](auto& out) {
      out.text("homing", "1");
      out.text("refused", "It was cancelled.");
      out.number("position", 0U);
    });
  }
  line.kept = true;
  ++kept_;
  line.job.reset();
}

// Whether a job has ended.
bool Bulk::collect() {
  if (running_.empty()) return false;
  session_->run_any(Milliseconds(0));
  bool anything = false;
  for (std::size_t i = 0; i < running_.size();) {
    Line& line = lines_[running_[i]];
    if (session_->state(*line.job) == JobState::running) {
      ++i;
      continue;
    }
    take_result(line);
    ready(running_[i]);
    running_[i] = running_.back();
    running_.pop_back();
    anything = true;
  }
  return anything;
}

// Whether something has come of it that could be a document, or make room for one.
bool Bulk::step() {
  bool anything = false;
  now_ = std::chrono::steady_clock::now();
  if (asker_) {
    anything = asker_->work(now_, *this);
    if (asker_->has_failed()) {
      watch(false);
      asker_->close(now_);
    }
    anything = ask(now_) || anything;
  }
  anything = start_jobs() || anything;
  return collect() || anything;
}

void Bulk::watch(bool on) {
  const int wanted = on && asker_ ? asker_->socket() : -1;
  if (wanted == watched_) return;
  if (watched_ >= 0) session_->watch(watched_, false);
  watched_ = -1;
  if (wanted >= 0) session_->watch(wanted, true);
  watched_ = wanted;
}

void Bulk::wait(Time until) {
  if (asker_) until = std::min(until, asker_->next_look());
  const Time now = std::chrono::steady_clock::now();
  std::optional<Milliseconds> longest;
  if (until != Time::max()) longest = std::max(Milliseconds(0), std::chrono::ceil<Milliseconds>(until - now));
  if (running_.empty()) {
    if (asker_) asker_->wait(longest);
    return;
  }
  watch(true);
  const auto ended = [this](Place place) { return lines_[place].job->state != JobState::running; };
  session_->pump([&] { return std::any_of(running_.begin(), running_.end(), ended) || (asker_ && asker_->has_mail()); }, longest, {});
}

}  // namespace homing
