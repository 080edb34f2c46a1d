#include "net/mx_asker.hpp"

#include <algorithm>
#include <cmath>

#include "model/ascii.hpp"
#include "net/dns_message.hpp"
#include "net/dns_wire.hpp"
#include "net/random.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

constexpr double first_window = 32, least_window = 16;
// A server next door is kept busy by these; more would only wait in its buffer. One farther away needs more in proportion.
constexpr double near_window = 100, more_per_millisecond = 20;
constexpr milliseconds least_patience{30};                 // a reply may be held up by whoever else uses the processor
constexpr std::size_t judged_at_once = 64, tolerated = 4;  // more lost ones mean that a buffer overflows
constexpr std::size_t dead_after = 32;                     // questions without any reply in between
constexpr std::chrono::seconds recovery{5};

}  // namespace

MxAsker::MxAsker(const NetworkOptions& options, std::size_t most)
    : options_(options), most_(std::clamp<std::size_t>(most, 1, 4096)), by_id_(65536), window_(first_window) {}

bool MxAsker::is_open(Time now) {
  if (socket_.is_open() || now < open_again_) return socket_.is_open() && !refused_;
  open_again_ = now + recovery;
  refused_ = false;
  given_up_ = 0;
  return socket_.open(options_.dns_servers);
}

std::size_t MxAsker::window() const {
  const double fits = near_window + more_per_millisecond * round_trip_ / 1e6;
  return std::min(most_, static_cast<std::size_t>(std::min(window_, fits)));
}

std::size_t MxAsker::room(std::size_t elsewhere) const {
  const std::size_t busy = out() + elsewhere;
  return !socket_.is_open() || refused_ || busy >= window() ? 0 : window() - busy;
}

// RFC 5452 section 4.3: a forger must not guess it.
std::uint16_t MxAsker::new_id() {
  while (true) {
    if (ids_left_ == 0) fill_with_random(ids_.data(), sizeof ids_);
    if (ids_left_ == 0) ids_left_ = ids_.size();
    const std::uint16_t id = ids_[--ids_left_];
    if (by_id_[id] == 0) return id;
  }
}

// Places for all lists, so that nothing fails later.
void MxAsker::grow() {
  constexpr std::size_t first_places = 64;
  const std::size_t size = std::max(first_places, 2 * asked_.size());
  sending_.reserve(size);
  free_.reserve(size);
  asked_.reserve(size);
  for (std::size_t place = asked_.size(); place < size; ++place) {
    asked_.emplace_back();
    free_.push_back(static_cast<std::uint32_t>(place));
  }
}

void MxAsker::ask(std::uint32_t who, std::string_view domain, Time now) {
  if (free_.empty()) grow();
  const std::uint32_t place = free_.back();
  Asked& asked = asked_[place];
  asked.question.clear();
  append_dns_question(asked.question, domain, DnsType::mx);
  asked.id = new_id();
  asked.who = who;
  asked.times = 0;
  asked.is_out = true;
  asked.first = asked.last = now;
  by_id_[asked.id] = static_cast<std::uint16_t>(place + 1);
  free_.pop_back();
  sending_.push_back(place);
  next_look_ = std::min(next_look_, now + patience() / 2);
}

void MxAsker::release(std::size_t place) {
  Asked& asked = asked_[place];
  by_id_[asked.id] = 0;
  asked.is_out = false;
  if (!sending_.empty()) std::erase(sending_, static_cast<std::uint32_t>(place));
  free_.push_back(static_cast<std::uint32_t>(place));
}

void MxAsker::send(Time now) {
  std::size_t done = 0;
  while (done < sending_.size() && !refused_) {
    DnsSocket::Queries queries(options_.trust_ad);
    for (std::size_t i = done; i < sending_.size() && !queries.full(); ++i) queries.add(asked_[sending_[i]].id, asked_[sending_[i]].question);
    const std::size_t sent = socket_.send(queries, refused_);
    if (sent == 0) break;
    for (const std::size_t end = done + sent; done < end; ++done) {
      Asked& asked = asked_[sending_[done]];
      ++asked.times;
      asked.last = now;
    }
  }
  sending_.erase(sending_.begin(), sending_.begin() + static_cast<std::ptrdiff_t>(done));
  // What the socket did not take goes with the next look.
  if (refused_ || !sending_.empty()) next_look_ = std::min(next_look_, now + milliseconds(1));
}

// RFC 6298 with a smaller least time: a lost question holds up all that stand behind it.
std::chrono::nanoseconds MxAsker::patience() const {
  const auto usual = std::chrono::nanoseconds(static_cast<std::int64_t>(round_trip_ + 4 * spread_));
  const std::chrono::nanoseconds longest = std::max(options_.dns_timeout, least_patience);
  return round_trip_ == 0 ? longest : std::clamp<std::chrono::nanoseconds>(usual, least_patience, 4 * longest);
}

// Replies to what was sent twice tell no round trip (Karn), but that something was lost or slow.
void MxAsker::measure(const Asked& asked, Time now) {
  given_up_ = 0;
  if (window_ < static_cast<double>(most_)) window_ += was_lossy_ ? 0.125 : 1;
  if (asked.times > 1) ++repeated_;
  if (asked.times == 1) {
    const auto took = std::chrono::duration<double, std::nano>(now - asked.last).count();
    spread_ = round_trip_ == 0 ? took / 2 : spread_ * 0.75 + 0.25 * std::abs(took - round_trip_);
    round_trip_ = round_trip_ == 0 ? took : round_trip_ * 0.875 + 0.125 * took;
  }
  if (++answers_ < judged_at_once) return;
  if (repeated_ > tolerated) {
    was_lossy_ = true;
    window_ = std::max(least_window, std::min(window_, static_cast<double>(window())) / 2);
  }
  answers_ = repeated_ = 0;
}

bool MxAsker::hear(std::string_view message, Time now, Listener& listener) {
  if (message.size() < DnsSocket::header_size || (static_cast<std::uint8_t>(message[2]) & 0x80) == 0) return false;
  const auto id = static_cast<std::uint16_t>(static_cast<std::uint8_t>(message[0]) << 8U | static_cast<std::uint8_t>(message[1]));
  if (by_id_[id] == 0) return false;
  const std::size_t place = by_id_[id] - std::size_t{1};
  const Asked& asked = asked_[place];
  const std::string_view question = message.substr(DnsSocket::header_size, asked.question.size());
  if (asked.times == 0 || (question != asked.question && !same_word(question, asked.question))) return false;
  listener.on_reply(asked.who, message);
  measure(asked, now);
  release(place);
  return true;
}

bool MxAsker::receive(Time now, Listener& listener) {
  DnsSocket::Replies replies;
  socket_.receive(replies, refused_);
  bool anything = false;
  for (std::size_t i = 0; i < replies.size(); ++i) anything = hear(replies[i], now, listener) || anything;
  return anything;
}

void MxAsker::close(Time now) {
  open_again_ = now + recovery;
  socket_.close();
}

void MxAsker::give_up_all(Listener& listener) {
  sending_.clear();
  for (std::size_t place = 0; place < asked_.size(); ++place) {
    if (!asked_[place].is_out) continue;
    listener.on_silence(asked_[place].who);
    release(place);
  }
  next_look_ = Time::max();
}

// Each question is sent again after its patience, which doubles; after four times the option's the listener has to see further.
bool MxAsker::look(Time now, Listener& listener) {
  const auto longest = 4 * std::max<std::chrono::nanoseconds>(options_.dns_timeout, patience());
  bool anything = false;
  for (std::size_t place = 0; place < asked_.size(); ++place) {
    Asked& asked = asked_[place];
    if (!asked.is_out) continue;
    if (now - asked.first >= longest) {
      listener.on_silence(asked.who);
      release(place);
      ++given_up_;
      anything = true;
    } else if (asked.times > 0 && now - asked.last >= patience() * (1U << std::min<unsigned>(asked.times - 1U, 8))) {
      const auto waits = std::find(sending_.begin(), sending_.end(), place) != sending_.end();
      if (!waits) sending_.push_back(static_cast<std::uint32_t>(place));
    }
  }
  refused_ = refused_ || given_up_ >= dead_after;
  next_look_ = out() == 0 ? Time::max() : now + std::max<std::chrono::nanoseconds>(patience() / 4, milliseconds(2));
  return anything;
}

bool MxAsker::work(Time now, Listener& listener) {
  if (!socket_.is_open()) return false;
  bool anything = !refused_ && receive(now, listener);
  if (now >= next_look_) {
    anything = look(now, listener) || anything;
    if (!refused_) send(now);
  }
  if (!refused_) return anything;
  give_up_all(listener);
  return true;
}

}  // namespace homing
