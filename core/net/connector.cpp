#include "net/connector.hpp"

#include <algorithm>

#include "net/sockets.hpp"

namespace homing {
namespace {

constexpr std::chrono::milliseconds attempt_delay{250};

// RFC 8305 section 4: the families alternate, IPv6 first. The result is reversed, so that the next stands last.
std::vector<IpAddress> in_order_of_trial(std::vector<IpAddress> addresses) {
  const auto v4 = std::stable_partition(addresses.begin(), addresses.end(), [](const IpAddress& address) { return address.is_v6; });
  std::vector<IpAddress> ordered;
  for (auto six = addresses.begin(), four = v4; six != v4 || four != addresses.end();) {
    if (six != v4) ordered.push_back(*six++);
    if (four != addresses.end()) ordered.push_back(*four++);
  }
  std::reverse(ordered.begin(), ordered.end());
  return ordered;
}

}  // namespace

Connector::~Connector() {
  while (!races_.empty()) drop(races_.begin()->first);
  for (const Done& done : done_) {
    if (done.socket >= 0) close_socket(done.socket);
  }
}

void Connector::forget(int socket) {
  racers_.erase(socket);
  poller_.watch(socket, Poller::Owner::connector, false, false);
}

void Connector::close(int socket) {
  forget(socket);
  close_socket(socket);
}

void Connector::start(Ticket ticket, const std::vector<IpAddress>& addresses, int port) {
  Race& race = races_[ticket];
  race.waiting = in_order_of_trial(addresses);
  race.port = port;
  try_next(ticket, race);
}

// Starts the next attempt that does not fail at once; without any left and none under way the race is lost.
void Connector::try_next(Ticket ticket, Race& race) {
  while (!race.waiting.empty()) {
    const IpAddress address = race.waiting.back();
    race.waiting.pop_back();
    const int socket = connect_stream(address, race.port);
    if (socket < 0) continue;
    race.trying.push_back({socket, address});
    racers_[socket] = ticket;
    poller_.watch(socket, Poller::Owner::connector, false, true);
    race.next = std::chrono::steady_clock::now() + attempt_delay;
    return;
  }
  if (race.trying.empty()) finish(ticket, -1, {});
}

void Connector::finish(Ticket ticket, int socket, IpAddress address) {
  const auto race = races_.find(ticket);
  for (const Attempt& attempt : race->second.trying) {
    if (attempt.socket != socket) close(attempt.socket);
    else forget(socket);
  }
  races_.erase(race);
  done_.push_back({ticket, socket, address});
}

void Connector::drop(Ticket ticket) {
  const auto race = races_.find(ticket);
  if (race == races_.end()) return;
  for (const Attempt& attempt : race->second.trying) close(attempt.socket);
  races_.erase(race);
}

void Connector::serve(const Poller::Ready& ready) {
  const auto racer = racers_.find(ready.socket);
  if (racer == racers_.end()) return;
  const Ticket ticket = racer->second;
  Race& race = races_.at(ticket);
  const auto attempt = std::find_if(race.trying.begin(), race.trying.end(), [&](const Attempt& a) { return a.socket == ready.socket; });
  const Connecting state = connecting(attempt->socket);
  if (state == Connecting::done) finish(ticket, attempt->socket, attempt->address);
  if (state != Connecting::failed) return;
  close(attempt->socket);
  race.trying.erase(attempt);
  try_next(ticket, race);
}

void Connector::serve_timeouts(Network::Time now) {
  std::vector<Ticket> late;
  for (const auto& [ticket, race] : races_) {
    if (!race.waiting.empty() && race.next <= now) late.push_back(ticket);
  }
  for (const Ticket ticket : late) try_next(ticket, races_.at(ticket));
}

std::optional<Network::Time> Connector::next_attempt() const {
  std::optional<Network::Time> next;
  for (const auto& [ticket, race] : races_) {
    if (!race.waiting.empty() && (!next || race.next < *next)) next = race.next;
  }
  return next;
}

}  // namespace homing
