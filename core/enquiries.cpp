#include "enquiries.hpp"

#include <algorithm>

namespace homing {
namespace {

// Two posts to one place may say different things.
std::string key_of(const Question& question) { return question.body.empty() ? question.key() : question.key() + '\n' + question.body; }

}  // namespace

bool Enquiries::recall(JobTicket who, const Question& question, const std::string& key) {
  const Answer* const kept = cache_.find(key, network_.now());
  if (kept == nullptr) return false;
  // Whoever answered then knows what they were asked.
  if (is_web(question.kind)) heeded_.push_back({who, true, true, {}});
  heeded_.push_back({who, false, true, *kept});
  return true;
}

bool Enquiries::join(JobTicket who, const std::string& key) {
  const auto out = by_key_.find(key);
  if (out == by_key_.end()) return false;
  Flight& flight = flights_.at(out->second);
  flight.waiting.reserve(flight.waiting.size() + 1);
  if (flight.host_exists) heeded_.push_back({who, true, false, {}});
  flight_of_[who] = out->second;
  flight.waiting.push_back(who);
  return true;
}

// What can fail for want of memory comes first, so that a question counts as asked only when it was.
template <class Send>
void Enquiries::take_off(JobTicket who, const Question& question, const std::string& key, const Send& send) {
  const Ticket ticket = last_ + 1;
  Flight& flight = flights_[ticket];
  flight = {question, key, {who}};
  try {
    flight_of_[who] = ticket;
    if (!key.empty()) by_key_[key] = ticket;
    send(ticket);
  } catch (...) {
    if (!key.empty()) by_key_.erase(key);
    flight_of_.erase(who);
    flights_.erase(ticket);
    throw;
  }
  last_ = ticket;
}

void Enquiries::ask(JobTicket who, const Question& question, Network::Time until) {
  std::string key;
  if (cache_.is_used() && question.kind != Ask::file) {
    key = key_of(question);
    if (recall(who, question, key) || join(who, key)) return;
  }
  take_off(who, question, key, [&](Ticket ticket) { network_.ask(ticket, question, until); });
}

void Enquiries::talk(JobTicket who, const Network::Talk& talk) {
  take_off(who, talk.question, {}, [&](Ticket ticket) { network_.talk(ticket, talk); });
}

void Enquiries::post(JobTicket who, const Question& question, std::shared_ptr<const Posting> posting, Network::Time until) {
  take_off(who, question, {}, [&](Ticket ticket) { network_.post(ticket, std::move(posting), until); });
}

std::uint16_t Enquiries::listen(JobTicket who, Network::Time until) {
  std::uint16_t port = 0;
  take_off(who, {Ask::http, "localhost"}, {}, [&](Ticket ticket) { port = network_.listen(ticket, until); });
  return port;
}

void Enquiries::welcome(JobTicket who, std::uint32_t visitor, int status, std::string_view page) {
  const auto found = flight_of_.find(who);
  if (found != flight_of_.end()) network_.welcome(found->second, visitor, status, page);
}

void Enquiries::land(Ticket ticket, const Flight& flight) {
  for (const JobTicket who : flight.waiting) flight_of_.erase(who);
  if (!flight.key.empty()) by_key_.erase(flight.key);
  flights_.erase(ticket);
}

void Enquiries::drop(JobTicket who) {
  const auto found = flight_of_.find(who);
  if (found == flight_of_.end()) return;
  const Ticket ticket = found->second;
  flight_of_.erase(found);
  Flight& flight = flights_.at(ticket);
  std::erase(flight.waiting, who);
  if (!flight.waiting.empty()) return;
  network_.drop(ticket);
  land(ticket, flight);
}

// Where it fails for want of memory, it leaves what happened as it was.
void Enquiries::arrive(Happened& happened) {
  const auto found = flights_.find(happened.ticket);
  if (found == flights_.end()) {
    happened = {};  // it may hold secrets
    return;
  }
  Flight& flight = found->second;
  if (happened.only_host_exists) {
    flight.host_exists = true;
    for (const JobTicket who : flight.waiting) heeded_.push_back({who, true, false, {}});
    return;
  }
  for (std::size_t i = 1; i < flight.waiting.size(); ++i) heeded_.push_back({flight.waiting[i], false, false, happened.answer});
  const bool is_answer = happened.is_answer();
  if (is_answer && !flight.key.empty()) cache_.keep(flight.question, flight.key, happened.answer, network_.now());
  Heeded& first = heeded_.emplace_back();
  first.who = flight.waiting.front();
  first.answer = std::move(happened.answer);
  first.step = std::move(happened.step);
  first.transcript = std::move(happened.transcript);
  first.posted = std::move(happened.posted);
  first.visit = std::move(happened.visit);
  if (is_answer) land(happened.ticket, flight);
}

void Enquiries::know(const Question& question, const Answer& answer) {
  if (cache_.is_used()) cache_.keep(question, key_of(question), answer, network_.now());
}

bool Enquiries::next(Heeded& heeded) {
  while (heeded_.empty()) {
    if (!has_arrived_ && !network_.next(arrived_)) return false;
    has_arrived_ = true;
    try {
      arrive(arrived_);
    } catch (...) {
      heeded_.clear();
      throw;
    }
    has_arrived_ = false;
  }
  heeded = std::move(heeded_.front());
  heeded_.pop_front();
  return true;
}

}  // namespace homing
