#include "net/web.hpp"

#include "net/sockets.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;
constexpr std::size_t most_remembered = 256;

}  // namespace

void Web::start(Ticket ticket, Request request, Pin pin, Time until) {
  // A further question to a host goes over the connection that curl has already.
  if (connected_.contains(pin.key())) return fetch(ticket, {std::move(request), std::move(pin), until});
  if (connected_.size() >= most_remembered) connected_.clear();  // they only save a connection
  const Fetch& waiting = connecting_.insert_or_assign(ticket, Fetch{std::move(request), std::move(pin), until}).first->second;
  connected_.insert(waiting.pin.key());
  connector_.start(ticket, waiting.pin.addresses, waiting.pin.port);
}

void Web::hear(const Connector::Done& done) {
  const auto found = connecting_.find(done.ticket);
  if (found == connecting_.end()) {
    if (done.socket >= 0) close_socket(done.socket);
    return;
  }
  Fetch wanted = std::move(found->second);
  connecting_.erase(found);
  if (done.socket < 0) {
    connected_.erase(wanted.pin.key());
    return fail(done.ticket, Heard::refused, "");
  }
  wanted.pin.addresses = {done.address};
  wanted.pin.socket = done.socket;
  fetch(done.ticket, std::move(wanted));
}

void Web::fetch(Ticket ticket, Fetch wanted) {
  prepare();
  if (http_) return http_->start(ticket, std::move(wanted.request), wanted.pin, std::chrono::ceil<milliseconds>(wanted.until - Time::clock::now()));
  if (wanted.pin.socket >= 0) close_socket(wanted.pin.socket);
  fail(ticket, Heard::protocol, "libcurl could not be loaded");
}

void Web::fail(Ticket ticket, Heard heard, const char* why) {
  Answer answer;
  answer.heard = heard;
  answer.detail = why;
  done_.push_back({ticket, std::move(answer)});
}

void Web::drop(Ticket ticket) {
  const auto found = connecting_.find(ticket);
  if (found != connecting_.end()) {
    // The next question must not wait for a connection that nobody makes any more.
    connected_.erase(found->second.pin.key());
    connecting_.erase(found);
    connector_.drop(ticket);
  }
  if (http_) http_->drop(ticket);
}

void Web::prepare() {
  if (prepared()) return;
  const CurlLibrary* const curl = CurlLibrary::load();
  if (curl != nullptr && curl->speaks_openssl3) trust_.store();  // now, rather than inside a handshake
  if (curl != nullptr) http_ = std::make_unique<Http>(*curl, options_, poller_, trust_);
  failed_ = curl == nullptr;
}

void Web::serve(const Poller::Ready& ready) {
  if (http_) http_->serve(ready);
}

void Web::serve_timeouts() {
  if (http_) http_->serve_timeouts();
}

std::optional<Web::Time> Web::next_timeout() const { return http_ ? http_->next_timeout() : std::nullopt; }

std::vector<Http::Done> Web::take() {
  std::vector<Http::Done> all = std::exchange(done_, {});
  if (!http_) return all;
  std::vector<Http::Done> done = http_->take();
  if (all.empty()) return done;
  all.insert(all.end(), std::make_move_iterator(done.begin()), std::make_move_iterator(done.end()));
  return all;
}

}  // namespace homing
