// The loop: what is ready is served, what has ended is told, what is late is given up.
#include <algorithm>

#include "net/live.hpp"
#include "net/quiet_pipe.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

// How long the loop must have been idle before it loads what https will need: the answer to a DNS query may make it needless.
constexpr milliseconds idle_before_preparing{4};

Answer late() {
  Answer answer;
  answer.heard = Heard::timeout;
  return answer;
}

}  // namespace

void LiveNetwork::expire() {
  while (!ends_.empty() && ends_.begin()->first <= now()) {
    const Ticket ticket = ends_.begin()->second;
    Open& open = open_.at(ticket);
    if (open.kind != Ask::talk) finish(ticket, late());
    else if (open.stage == Stage::queued) give_up(ticket, open, Step::connect, Heard::timeout, "too many other connections were waited for");
    else if (open.stage == Stage::transferring) give_up_connecting(ticket, open, Heard::timeout, "nothing answers there");
    else give_up(ticket, open, Step::dns, Heard::timeout, "the DNS does not answer for " + open.task.server.host);
  }
}

bool LiveNetwork::collect_once() {
  bool anything = false;
  for (Resolver::Query& query : resolver_.take_queries()) ask_doh(std::move(query)), anything = true;
  for (Resolver::Done& done : resolver_.take()) hear_resolved(std::move(done)), anything = true;
  for (const Connector::Done& done : connector_.take()) hear_connection(done), anything = true;
  for (Courier::Done& done : courier_.take()) finish_posting(done.ticket, std::move(done.posted)), anything = true;
  for (Listeners::Came& came : listeners_.take()) happened_.push_back({came.ticket, false, {}, {}, {}, {}, std::move(came.visit)});
  for (Http::Done& done : web_.take()) finish(done.ticket, std::move(done.answer)), anything = true;
  for (Conversations::Progress& one : conversations_.take_progress()) hear_progress(std::move(one));
  for (const Conversations::Done& done : conversations_.take()) hear_talk(done), anything = true;
  return anything;
}

// One thing leads to the next: an answer of the DoH server to a connection, its end to the turn of another.
void LiveNetwork::collect() {
  do {
    expire();
    for (Gate& gate : gates_) admit(gate);
  } while (collect_once());
}

LiveNetwork::Time LiveNetwork::wake_up_time(Time until) const {
  const std::array<std::optional<Time>, 6> timeouts{resolver_.next_timeout(),      web_.next_timeout(),     connector_.next_attempt(),
                                                    conversations_.next_timeout(), courier_.next_timeout(), listeners_.next_timeout()};
  for (const std::optional<Time>& next : timeouts) until = next ? std::min(until, *next) : until;
  return ends_.empty() ? until : std::min(until, ends_.begin()->first);
}

void LiveNetwork::serve(const Poller::Ready& ready) {
  switch (ready.owner) {
    case Poller::Owner::dns: return resolver_.serve(ready);
    case Poller::Owner::connector: return connector_.serve(ready);
    case Poller::Owner::web: return web_.serve(ready);
    case Poller::Owner::conversations: return conversations_.serve(ready);
    case Poller::Owner::courier: return courier_.serve(ready);
    case Poller::Owner::listeners: return listeners_.serve(ready);
    case Poller::Owner::nobody: return;
  }
}

void LiveNetwork::wait(Time until) {
  const QuietPipe quiet;
  collect();
  if (!happened_.empty()) return;
  const bool prepare_web = !web_.prepared() && web_open_ > 0;
  const bool prepare_talks = !conversations_.is_prepared() && talks_expected_;
  const bool prepare = prepare_web || prepare_talks;
  const auto patience = std::chrono::ceil<milliseconds>(wake_up_time(until) - now());
  const bool idle = serve_all(prepare ? std::min(patience, idle_before_preparing) : patience);
  if (!prepare || !idle) return;
  // Nothing came in time: the wait is used to load what those who wait will need. What came meanwhile was in time.
  if (prepare_talks) conversations_.prepare();
  else web_.prepare();
  serve_all(milliseconds(0));
}

// Whether nothing happened.
bool LiveNetwork::serve_all(milliseconds patience) {
  bool woken = false;
  const std::vector<Poller::Ready>& ready = poller_.wait(patience, woken);
  for (const Poller::Ready& one : ready) serve(one);
  const bool idle = ready.empty() && !woken;
  resolver_.serve_timeouts();
  connector_.serve_timeouts(now());
  conversations_.serve_timeouts(now());
  web_.serve_timeouts();
  courier_.serve_timeouts();
  listeners_.serve_timeouts(now());
  collect();
  return idle;
}

bool LiveNetwork::next(Happened& happened) {
  while (!happened_.empty()) {
    happened = std::move(happened_.front());
    happened_.pop_front();
    const auto found = open_.find(happened.ticket);
    if (found == open_.end()) continue;  // dropped meanwhile
    if (happened.is_answer()) open_.erase(found);
    return true;
  }
  return false;
}

}  // namespace homing
