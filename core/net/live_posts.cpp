// Requests that hold secrets, and the browser that comes back from a sign-in.
#include "net/live.hpp"
#include "net/quiet_pipe.hpp"

namespace homing {

void LiveNetwork::post(Ticket ticket, std::shared_ptr<const Posting> posting, Time until) {
  const QuietPipe quiet;
  try {
    Answer refusal;
    refusal.heard = Heard::protocol;
    refusal.detail = unsendable(*posting);
    Open open{Ask::post, false, Stage::resolving, until, {posting->url}};
    open.posting = std::move(posting);
    if (refusal.detail.empty()) return begin(ticket, std::move(open), {});
    open_.insert_or_assign(ticket, std::move(open));
    ends_.insert({until, ticket});
    ++web_open_;
    finish(ticket, std::move(refusal));
  } catch (...) {
    drop(ticket);
    throw;
  }
}

void LiveNetwork::send_posting(const Connector::Done& done, Open& open) {
  if (done.socket < 0) {
    Answer answer;
    answer.heard = Heard::refused;
    return finish(done.ticket, std::move(answer));
  }
  Pin pin = pin_of(open);
  pin.addresses = {done.address};
  pin.socket = done.socket;
  courier_.start(done.ticket, open.posting, pin, open.until);
}

void LiveNetwork::finish_posting(Ticket ticket, std::shared_ptr<const Posted> posted) {
  const auto found = open_.find(ticket);
  if (found == open_.end() || found->second.stage == Stage::answered) return;
  happened_.push_back({ticket, false, {}, {}, {}, std::move(posted), {}});
  release(ticket, found->second);
  found->second.posting.reset();
}

std::uint16_t LiveNetwork::listen(Ticket ticket, Time until) {
  const QuietPipe quiet;
  try {
    open_.insert_or_assign(ticket, Open{Ask::file, false, Stage::listening, until});
    ends_.insert({until, ticket});
    const std::uint16_t port = listeners_.open(ticket);
    if (port == 0) drop(ticket);
    return port;
  } catch (...) {
    drop(ticket);
    throw;
  }
}

void LiveNetwork::welcome(Ticket ticket, std::uint32_t visitor, int status, std::string_view page) {
  const QuietPipe quiet;
  listeners_.welcome(ticket, visitor, status, page);
}

}  // namespace homing
