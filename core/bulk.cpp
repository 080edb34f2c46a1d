// How lines come and go. bulk_work.cpp is what happens to them in between.
#include "bulk.hpp"

#include "model/json_writer.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t most_lines = 1536;  // so many may have to wait for a slow one that comes before them
constexpr std::size_t most_bytes = std::size_t{2} * 1024 * 1024;
constexpr std::size_t usual_length = 256;

std::string refusal(const Fault& fault) {
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("homing", "1");
    out.text("refused", fault.sentence);
    out.number("position", static_cast<std::int64_t>(fault.position));
  });
  return json.substr(1);
}

void append_quoted(std::string& out, std::string_view text) {
  JsonWriter writer(out);
  if (find_invalid_utf8(text) == utf8_is_valid) writer.quote(text);
  else writer.quote(to_utf8(text));
}

// A long line must not leave its room behind in a place that is used again.
void forget(std::string& text) {
  if (text.capacity() > usual_length) text = std::string();
  else text.clear();
}

}  // namespace

Bulk::Bulk(std::shared_ptr<Session> session, bool ordered, std::size_t most)
    : session_(std::move(session)),
      ordered_(ordered),
      plain_(session_->asks_plainly()),
      most_(std::max<std::size_t>(most, 1)),
      forms_(*session_->catalogue_, session_->permissions_, session_->pace_),
      buckets_(most_lines, nowhere) {
  running_.reserve(most_running + 1);
  if (plain_) asker_.emplace(session_->network_options(), most_);
}

Bulk::~Bulk() {
  try {
    watch(false);
    for (const Place place : running_) session_->retire(lines_[place].job);
  } catch (...) {
    return;  // what still runs ends at its deadline
  }
}

void Bulk::push(Queue& queue, Place Line::*link, Place place) {
  lines_[place].*link = nowhere;
  if (queue.first == nowhere) queue.first = place;
  else lines_[queue.last].*link = place;
  queue.last = place;
}

Bulk::Place Bulk::pop(Queue& queue, Place Line::*link) {
  const Place place = queue.first;
  if (place != nowhere) queue.first = lines_[place].*link;
  return place;
}

Bulk::Place Bulk::take_free() {
  const Place place = pop(free_, &Line::next);
  if (place != nowhere) return place;
  lines_.emplace_back();
  return static_cast<Place>(lines_.size() - 1);
}

void Bulk::release(Place place) {
  Line& line = lines_[place];
  bytes_ -= line.input.size();
  forget(line.input);
  line.address.reset();
  line.document = std::string();
  line.exchangers.reset();
  kept_ -= line.kept ? 1 : 0;
  line.kept = line.recalled = false;
  line.state = State::free;
  // The place that was used last is the one that is still in the processor's cache.
  line.next = free_.first;
  if (free_.first == nowhere) free_.last = place;
  free_.first = place;
  --used_;
}

bool Bulk::add(std::string_view text) {
  if (used_ >= most_lines || bytes_ >= most_bytes) return false;
  const Place place = take_free();
  Line& line = lines_[place];
  try {
    line.input = text;
    begin(place);
  } catch (...) {
    bytes_ += line.input.size();
    ++used_;
    release(place);
    throw;
  }
  bytes_ += text.size();
  ++used_;
  if (ordered_) push(order_, &Line::behind, place);
  return true;
}

// What can fail comes before the line is put into a queue.
void Bulk::begin(Place place) {
  Line& line = lines_[place];
  const bool is_address = line.input.find('@') != std::string::npos;
  Expected<Address> address = is_address ? parse_address(line.input) : parse_mail_domain(line.input);
  if (!address) {
    line.document = refusal(address.error());
    line.filled.form = nullptr;
    ready(place);
    return;
  }
  line.address.emplace(*std::move(address));
  const bool ordinary = !plain_ || session_->catalogue_->domain(line.address->domain()) || !Forms::is_plain(line.address->local());
  if (ordinary) return start_later(place);
  if (fill_from_memory(place) || join(place)) return;
  Place& head = bucket(line.address->domain());
  line.neighbour = head;
  head = place;
  line.same = nowhere;
  line.asks = true;
  line.state = State::to_ask;
  push(to_ask_, &Line::next, place);
}

bool Bulk::fill_from_memory(Place place) {
  Line& line = lines_[place];
  const Filled* const known = recent_.find(line.address->domain(), line.address->stands_for_domain(), now_);
  if (known == nullptr) return false;
  if (known->form == nullptr) {
    start_later(place);
    return true;
  }
  line.filled = *known;
  line.milliseconds = 0;
  line.recalled = true;
  ready(place);
  return true;
}

Bulk::Place& Bulk::bucket(std::string_view domain) { return buckets_[std::hash<std::string_view>()(domain) % buckets_.size()]; }

bool Bulk::join(Place place) {
  Line& line = lines_[place];
  for (Place other = bucket(line.address->domain()); other != nowhere; other = lines_[other].neighbour) {
    if (lines_[other].address->domain() != line.address->domain()) continue;
    line.started = now_;
    line.state = State::asked;
    line.same = lines_[other].same;
    lines_[other].same = place;
    return true;
  }
  return false;
}

void Bulk::leave_bucket(Place place) {
  Place* link = &bucket(lines_[place].address->domain());
  while (*link != place) link = &lines_[*link].neighbour;
  *link = lines_[place].neighbour;
}

void Bulk::ready(Place place) {
  lines_[place].state = State::ready;
  if (!ordered_) push(ready_, &Line::next, place);
}

Bulk::Place Bulk::next_ready() const {
  if (!ordered_) return ready_.first;
  return order_.first == nowhere || lines_[order_.first].state != State::ready ? nowhere : order_.first;
}

void Bulk::write(const Line& line) {
  document_.assign("{\"input\":");
  append_quoted(document_, line.input);
  document_ += ',';
  if (line.filled.form == nullptr) {
    document_ += line.document;
    return;
  }
  std::string milliseconds;
  JsonWriter(milliseconds).append_tenths(line.milliseconds);
  const std::string_view local = line.address->stands_for_domain() ? std::string_view() : line.address->local();
  line.filled.form->write_members(
      {{line.address->domain(), local, line.filled.exchanger, line.filled.preference, milliseconds, line.recalled ? "1" : "0"}}, document_);
}

Bulk::Next Bulk::next(std::optional<Milliseconds> longest) {
  std::optional<Time> until;
  while (used_ > 0) {
    const Place place = next_ready();
    if (place != nowhere) {
      write(lines_[place]);
      ordered_ ? pop(order_, &Line::behind) : pop(ready_, &Line::next);
      release(place);
      return Next::document;
    }
    if (step()) continue;
    if (!until) until = longest ? now_ + *longest : Time::max();
    if (now_ >= *until) return Next::late;
    wait(*until);
  }
  return Next::none;
}

}  // namespace homing
