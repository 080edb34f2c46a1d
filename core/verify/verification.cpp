#include "verify/verification.hpp"

#include <algorithm>

#include "emit/limits.hpp"

namespace homing {
namespace {

// How far an attempt came: the place of the step at which it ended.
Step farthest(const Attempt& attempt) {
  if (attempt.transcript == nullptr || attempt.transcript->steps.empty()) return Step::dns;
  return attempt.transcript->steps.back().step;
}

// After a refusal nothing is tried a second time, since that may lock the account; a server that answers as it should but offers
// no way to sign in is no worse at another port.
bool is_final(const Attempt& attempt) { return attempt.transcript->heard == Heard::answered || farthest(attempt) >= Step::sign_in; }

Inquiry unknown(Protocol protocol) {
  Inquiry inquiry;
  inquiry.protocol = protocol;
  inquiry.over = true;
  return inquiry;
}

constexpr std::chrono::seconds first_wait{5};  // each wait is twice as long as the one before

// An errand with all that it points to.
struct WholeErrand {
  Errand errand;
  Credentials credentials;
  std::shared_ptr<const Account> account;
  std::shared_ptr<const Letter> letter;
};

}  // namespace

const Attempt* Inquiry::best() const {
  const Attempt* best = nullptr;
  for (const Attempt& attempt : attempts) {
    if (attempt.ok()) return &attempt;
    if (best == nullptr || farthest(attempt) > farthest(*best)) best = &attempt;
  }
  return best;
}

void Verification::lend(const Secret& token) {
  const std::shared_ptr<Account> lent = account_->copy();
  lent->secret = token.copy();
  lent->kind = Account::Kind::token;
  account_ = lent;
}

bool Verification::wants(Protocol protocol) const {
  if (letter_ != nullptr) return protocol == Protocol::smtp;
  if (account_->server) return protocol == account_->server->protocol;
  const std::vector<Protocol>& wanted = account_->protocols;
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), protocol) != wanted.end();
}

void Verification::weigh_letter(std::string_view limits) {
  if (letter_ == nullptr) return;
  const MessageSize size{letter_->bytes.size(), letter_->to.size()};
  if (const std::optional<Fault> fault = check_limits(size, limits)) refusal_ = fault->sentence;
  else warnings_ = limit_warnings(size, limits);
}

void Verification::begin(const Resolution& resolution, const Address& address) {
  weigh_letter(resolution.settings.limits);
  if (outside_ && account_->via == Via::graph && refusal_.empty()) {
    begun_ = true;
    return;
  }
  std::vector<Inquiry> inquiries;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    if (!wants(protocol)) continue;
    Inquiry inquiry;
    inquiry.protocol = protocol;
    if (refusal_.empty() && !outside_) inquiry.waiting = trials(protocol, resolution, address, *account_);
    std::reverse(inquiry.waiting.begin(), inquiry.waiting.end());
    inquiry.over = inquiry.waiting.empty();
    // Nobody misses POP3 at a provider that has none, unless it was asked for.
    const bool named = letter_ != nullptr || !account_->protocols.empty();
    if (!inquiry.over || named) inquiries.push_back(std::move(inquiry));
  }
  if (inquiries.empty()) {  // nothing was named and nobody knows anything: that is told of what everybody needs
    for (const Protocol protocol : {Protocol::imap, Protocol::smtp}) inquiries.push_back(unknown(protocol));
  }
  sender_ = address.text();
  inquiries_ = std::move(inquiries);
  begun_ = true;
}

std::shared_ptr<const Errand> Verification::errand_for(const Trial& trial) const {
  auto whole = std::make_shared<WholeErrand>();
  whole->account = account_;
  whole->letter = letter_;
  Errand& errand = whole->errand;
  errand.implicit_tls = trial.security == Security::tls;
  errand.sender = sender_;
  errand.find = account_->find;
  errand.letter = whole->letter.get();
  if (trial.method) {
    whole->credentials = {*trial.method, trial.username, &whole->account->secret, trial.host, trial.port};
    errand.login = &whole->credentials;
  }
  return {whole, &whole->errand};
}

Inquiry* Verification::next_inquiry(Time now) {
  const auto next = std::find_if(inquiries_.begin(), inquiries_.end(), [now](const Inquiry& inquiry) {
    const bool under_way = !inquiry.attempts.empty() && inquiry.attempts.back().transcript == nullptr;
    return !inquiry.over && !under_way && !inquiry.waiting.empty() && inquiry.not_before <= now;
  });
  return next == inquiries_.end() ? nullptr : &*next;
}

// What may lack memory comes first, so that a talk counts as taken only when it was.
std::optional<Verification::Open> Verification::next_talk(Time now) {
  Inquiry* const next = next_inquiry(now);
  if (next == nullptr) return std::nullopt;
  tickets_.reserve(tickets_.size() + 1);
  next->attempts.reserve(next->attempts.size() + 1);
  const Trial& trial = next->waiting.back();
  return Open{tickets(), trial.name(), errand_for(trial)};
}

void Verification::take(Time now) noexcept {
  Inquiry* const next = next_inquiry(now);
  tickets_.push_back({static_cast<std::size_t>(next - inquiries_.data()), next->attempts.size()});
  next->attempts.push_back({std::move(next->waiting.back()), nullptr});
  next->waiting.pop_back();
}

const Trial& Verification::trial(std::uint32_t ticket) const {
  const Place& place = tickets_[ticket];
  return inquiries_[place.inquiry].attempts[place.attempt].trial;
}

// Microsoft asks for patience with 432 and 451 where a mailbox sends more than 30 messages a minute or over more than three
// connections; RFC 5321 section 4.2.3 has 451 and 452 for everybody. In reply to a sign-in 432 asks for another password (RFC 4954
// section 4.7.1), and no credential is sent twice because it was refused.
bool Verification::wants_patience(Inquiry& inquiry, Time now, Time until) const {
  const Attempt& attempt = inquiry.attempts.back();
  if (letter_ == nullptr || attempt.ok() || inquiry.asked_for_patience == most_waits) return false;
  const std::vector<StepTaken>& steps = attempt.transcript->steps;
  const std::string_view reply = steps.empty() ? std::string_view() : std::string_view(steps.back().reply);
  const bool busy = farthest(attempt) != Step::sign_in && (reply.starts_with("432") || reply.starts_with("451") || reply.starts_with("452"));
  const Time again = now + first_wait * (1 << inquiry.asked_for_patience);
  if (!busy || again >= until) return false;
  inquiry.not_before = again;
  return true;
}

void Verification::hear(std::uint32_t ticket, std::shared_ptr<const Transcript> transcript, Time now, Time until) {
  const Place& place = tickets_[ticket];
  Inquiry& inquiry = inquiries_[place.inquiry];
  Attempt& attempt = inquiry.attempts[place.attempt];
  Trial again = attempt.trial;  // first what may lack memory
  inquiry.waiting.reserve(inquiry.waiting.size() + 1);
  attempt.transcript = std::move(transcript);
  if (wants_patience(inquiry, now, until)) {
    inquiry.waiting.push_back(std::move(again));
    ++inquiry.asked_for_patience;
    return;
  }
  // A host that does not exist has no other port either.
  if (farthest(attempt) == Step::dns) std::erase_if(inquiry.waiting, [&](const Trial& trial) { return trial.host == attempt.trial.host; });
  inquiry.over = is_final(attempt) || inquiry.waiting.empty() || now >= until;
}

std::optional<Time> Verification::next_look() const {
  std::optional<Time> next;
  for (const Inquiry& inquiry : inquiries_) {
    const bool under_way = !inquiry.attempts.empty() && inquiry.attempts.back().transcript == nullptr;
    if (!inquiry.over && !under_way) next = next ? std::min(*next, inquiry.not_before) : inquiry.not_before;
  }
  return next;
}

bool Verification::over() const {
  return std::all_of(inquiries_.begin(), inquiries_.end(), [](const Inquiry& inquiry) { return inquiry.over; });
}

}  // namespace homing
