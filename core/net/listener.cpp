#include "net/listener.hpp"

#include <algorithm>
#include <array>

#include "model/dead_stack.hpp"
#include "net/sockets.hpp"
#include "read/http_request.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t most_guests = 16;  // of one listener
constexpr std::size_t most_head_bytes = std::size_t{16} * 1024;
constexpr seconds longest_head{10};
constexpr seconds longest_wait_for_page{120};  // whoever tells the visitor may redeem a code first
constexpr seconds longest_page{2};
constexpr milliseconds pause_without_sockets{200};
constexpr int most_port_trials = 8;
constexpr std::size_t most_passed_over = std::size_t{64} * 1024;  // at once

std::string response_of(int status, std::string_view type, std::string_view text) {
  std::string response = "HTTP/1.1 " + std::to_string(status);
  response.append(status == 200 ? " OK" : " ").append("\r\nContent-Type: ").append(type);
  response += "\r\nContent-Length: " + std::to_string(text.size());
  // Nothing of the page or its address is kept, told to others or taken for something else.
  response +=
      "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
      "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nX-Content-Type-Options: nosniff\r\n\r\n";
  return response.append(text);
}

}  // namespace

Listeners::Guest::~Guest() {
  wipe(heard);
  wipe(page);
}

// Pages under way go out now; they are small, and the loopback takes them at once.
Listeners::~Listeners() {
  while (!doors_.empty()) drop(doors_.begin()->first);
  while (!guests_.empty()) {
    const auto& [socket, guest] = *guests_.begin();
    while (guest->stage == Stage::answering && Time::clock::now() < guest->until) {
      const auto left = std::chrono::ceil<milliseconds>(guest->until - Time::clock::now());
      if (!is_writable(socket, left) || !send(socket, *guest)) break;
    }
    pass_over(socket);
    close(socket);
  }
}

// Where another program has the port on [::1], a browser that is sent to `localhost` could go to it: another port then.
std::uint16_t Listeners::open(Ticket ticket) {
  std::vector<int> sockets;
  std::uint16_t port = 0;
  for (int trial = 0; trial < most_port_trials && port == 0; ++trial) {
    const int v4 = listen_on_loopback(false, 0);
    if (v4 < 0) return 0;
    port = port_of(v4);
    const int v6 = listen_on_loopback(true, port);
    const bool taken = v6 < 0 && socket_fault() == SocketFault::address_taken;
    if (taken || port == 0) close_socket(v4), port = 0;
    else sockets.push_back(v4);
    if (v6 >= 0) sockets.push_back(v6);
  }
  if (port == 0) return 0;
  Door& door = doors_[ticket];
  door.sockets = std::move(sockets);
  for (const int socket : door.sockets) {
    door_sockets_[socket] = ticket;
    watch(socket, true, false);
  }
  return port;
}

void Listeners::close(int socket) {
  watch(socket, false, false);
  guests_.erase(socket);
  close_socket(socket);
}

void Listeners::drop(Ticket ticket) {
  const auto found = doors_.find(ticket);
  if (found == doors_.end()) return;
  for (const int socket : found->second.sockets) {
    door_sockets_.erase(socket);
    watch(socket, false, false);
    close_socket(socket);
  }
  doors_.erase(found);
  std::vector<int> going;
  for (const auto& [socket, guest] : guests_) {
    if (guest->ticket == ticket && guest->stage < Stage::answering) going.push_back(socket);
  }
  for (const int socket : going) close(socket);
}

// The oldest who has not asked for anything goes first; those who wait for their page stay.
bool Listeners::make_room(Ticket ticket) {
  std::size_t present = 0;
  const std::pair<const int, std::unique_ptr<Guest>>* oldest = nullptr;
  for (const auto& entry : guests_) {
    const Guest& guest = *entry.second;
    if (guest.ticket != ticket) continue;
    ++present;
    const bool may_go = guest.stage == Stage::silent || guest.stage == Stage::asking || guest.stage == Stage::leaving;
    if (may_go && (oldest == nullptr || guest.visitor < oldest->second->visitor)) oldest = &entry;
  }
  if (present < most_guests) return true;
  if (oldest == nullptr) return false;
  close(oldest->first);
  return true;
}

void Listeners::let_in(Ticket ticket, int door) {
  // No more at once than may stay: the others wait in the kernel until these have been heard.
  for (std::size_t count = 0; count < most_guests; ++count) {
    const int socket = accept_guest(door);
    if (socket < 0 && socket_fault() == SocketFault::too_many) {
      doors_.at(ticket).closed_until = Time::clock::now() + pause_without_sockets;
      watch(door, false, false);
    }
    if (socket < 0) return;
    if (!make_room(ticket)) {
      close_socket(socket);
      continue;
    }
    auto guest = std::make_unique<Guest>();
    guest->ticket = ticket;
    guest->visitor = ++last_visitor_;
    guest->until = Time::clock::now() + longest_head;
    Guest& kept = *(guests_[socket] = std::move(guest));
    watch(socket, true, false);
    hear(socket, kept);  // most have sent their request already
    wipe_dead_stack();
  }
}

void Listeners::serve(const Poller::Ready& ready) {
  const auto door = door_sockets_.find(ready.socket);
  if (door != door_sockets_.end()) return let_in(door->second, ready.socket);
  const auto found = guests_.find(ready.socket);
  if (found == guests_.end()) return;
  Guest& guest = *found->second;
  if (guest.stage == Stage::answering && ready.writable && !send(ready.socket, guest)) return close(ready.socket);
  if (ready.readable) hear(ready.socket, guest);
  wipe_dead_stack();
}

void Listeners::hear(int socket, Guest& guest) {
  std::array<char, 4096> bytes;
  for (std::size_t taken = 0; taken < most_passed_over;) {
    const int count = receive_some(socket, bytes.data(), bytes.size());
    if (count < 0 && socket_fault() == SocketFault::not_now) return;
    // Whoever has said all that it will say may still listen, once it is told.
    const bool waits = guest.stage == Stage::told || guest.stage == Stage::answering;
    if (count == 0 && waits) return watch(socket, false, guest.stage == Stage::answering);
    if (count <= 0) return close(socket);
    taken += static_cast<std::size_t>(count);
    const bool heads = guest.stage == Stage::silent || guest.stage == Stage::asking;
    if (heads) append_secretly(guest.heard, {bytes.data(), static_cast<std::size_t>(count)});
    wipe(bytes.data(), static_cast<std::size_t>(count));
    if (heads) read_head(socket, guest);
  }
}

void Listeners::read_head(int socket, Guest& guest) {
  guest.stage = Stage::asking;
  const bool long_winded = guest.heard.size() > most_head_bytes;
  const std::string_view head = std::string_view(guest.heard).substr(0, most_head_bytes);
  Expected<std::optional<HttpRequest>> request = read_http_request(head);
  const bool whole = request && request->has_value();
  if (request && !whole && !long_winded) return;
  wipe(guest.heard);
  constexpr std::string_view plain = "text/plain; charset=utf-8";
  if (!request) return answer(socket, guest, 400, plain, "This is no request that is understood here.\n");
  if (!whole) return answer(socket, guest, 431, plain, "This request is too long.\n");
  auto visit = std::make_shared<Visit>();
  visit->visitor = guest.visitor;
  visit->method = std::move((*request)->method);
  visit->host = std::move((*request)->host);
  visit->target = std::move((*request)->target);
  guest.stage = Stage::told;
  guest.until = Time::clock::now() + longest_wait_for_page;
  came_.push_back({guest.ticket, std::move(visit)});
}

void Listeners::welcome(Ticket ticket, std::uint32_t visitor, int status, std::string_view page) {
  const auto found = std::find_if(guests_.begin(), guests_.end(), [&](const auto& entry) {
    return entry.second->ticket == ticket && entry.second->visitor == visitor && entry.second->stage == Stage::told;
  });
  if (found != guests_.end()) answer(found->first, *found->second, status, "text/html; charset=utf-8", page);
}

void Listeners::answer(int socket, Guest& guest, int status, std::string_view type, std::string_view text) {
  guest.page = response_of(status, type, text);
  guest.stage = Stage::answering;
  guest.until = Time::clock::now() + longest_page;
  watch(socket, true, true);
  // Mostly all goes at once. Where it fails, the guest is let go with the next event, which comes at once.
  send(socket, guest);
}

// Whether the guest is still there.
bool Listeners::send(int socket, Guest& guest) {
  while (guest.sent < guest.page.size()) {
    const int count = send_some(socket, guest.page.data() + guest.sent, guest.page.size() - guest.sent);
    if (count < 0) return socket_fault() == SocketFault::not_now;
    guest.sent += static_cast<std::size_t>(count);
  }
  // Closed at once, with something unread, the connection would be reset and the page lost (RFC 9112 section 9.6).
  end_sending(socket);
  guest.stage = Stage::leaving;
  watch(socket, true, false);
  return true;
}

void Listeners::pass_over(int socket) {
  std::array<char, 4096> bytes;
  for (std::size_t taken = 0; taken < most_passed_over; taken += bytes.size()) {
    if (receive_some(socket, bytes.data(), bytes.size()) <= 0) break;
  }
  wipe(bytes.data(), bytes.size());
}

void Listeners::serve_timeouts(Time now) {
  std::vector<int> late;
  for (const auto& [socket, guest] : guests_) {
    if (guest->until <= now) late.push_back(socket);
  }
  for (const int socket : late) close(socket);
  for (auto& [ticket, door] : doors_) {
    if (!door.closed_until || *door.closed_until > now) continue;
    door.closed_until.reset();
    for (const int socket : door.sockets) watch(socket, true, false);
  }
}

std::optional<Listeners::Time> Listeners::next_timeout() const {
  std::optional<Time> next;
  const auto consider = [&](Time time) { next = next ? std::min(*next, time) : time; };
  for (const auto& [socket, guest] : guests_) consider(guest->until);
  for (const auto& [ticket, door] : doors_) {
    if (door.closed_until) consider(*door.closed_until);
  }
  return next;
}

}  // namespace homing
