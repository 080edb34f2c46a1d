#include "net/resolver.hpp"

#include <algorithm>

namespace homing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds resolution_delay{50};  // RFC 8305 section 3
constexpr std::size_t most_known = 256;
constexpr std::size_t most_addresses = 16;
constexpr seconds one_use{2};  // what may not be kept serves the job that asked for it

// Jobs are numbered from 1; no process lives to see the last number.
constexpr Ticket first_query = Ticket{0xFFFFFFFF} << 32U;

// RFC 8484 section 4.2: anything but a DNS message with a 2xx status says nothing about the name.
DnsReply read_doh(const std::string& query, DnsType type, const Answer& answer) {
  DnsReply reply;
  if (answer.heard == Heard::answered && answer.status == 200 && is_reply_to(query, answer.body)) reply = read_dns_reply(answer.body, type);
  else reply.answer.heard = Heard::protocol;
  if (reply.answer.heard != Heard::protocol) return reply;
  reply.answer.heard = Heard::server_failure;
  reply.answer.detail = "the DoH server did not answer as it should";
  if (!answer.detail.empty()) reply.answer.detail += ": " + answer.detail;
  else if (answer.status != 200) reply.answer.detail += ": status " + std::to_string(answer.status);
  return reply;
}

}  // namespace

Resolver::Resolver(const NetworkOptions& options, Poller& poller) : options_(options), poller_(poller) { dns_.emplace(options_, poller_); }

// A session outlives the network it began in: a laptop wakes up elsewhere. c-ares reads the list only once.
void Resolver::follow_system_dns() {
  if (!lookups_.empty() || !options_.dns_servers.empty() || !system_dns_.has_changed()) return;
  known_.clear();
  dns_.emplace(options_, poller_);
}

void Resolver::ask(Ticket ticket, Ask kind, const std::string& name, bool plain) {
  follow_system_dns();
  Key key{kind, plain || options_.doh.empty(), name};
  const auto known = known_.find(key);
  if (known != known_.end() && known->second.until > std::chrono::steady_clock::now()) {
    done_.push_back({ticket, known->second.answer, known->second.addresses});
    return;
  }
  const auto [found, first] = lookups_.try_emplace(std::move(key));
  try {
    found->second.waiting.insert(ticket);
    asking_.insert_or_assign(ticket, found);
    if (first) look_up(Key(found->first));  // a copy: a name that cannot be asked for ends the look-up at once
  } catch (...) {
    asking_.erase(ticket);
    found->second.waiting.erase(ticket);
    if (first) lookups_.erase(found);
    throw;
  }
}

void Resolver::look_up(const Key& key) {
  if (key.plain) return key.kind == Ask::host ? dns_->ask_addresses(key.name) : dns_->ask(key.kind, key.name);
  if (key.kind != Ask::host) return send(key, dns_type_of(key.kind));
  send(key, DnsType::aaaa);
  send(key, DnsType::a);
}

void Resolver::send(const Key& key, DnsType type) {
  // RFC 8484 section 4.1: the id is 0, so that equal queries look alike.
  const std::optional<std::string> message = make_dns_query(key.name, type, 0, options_.trust_ad);
  const Ticket ticket = first_query | ++last_query_;
  if (message) queries_.push_back({ticket, *message});
  const DnsType wanted = key.kind == Ask::cname ? DnsType::cname : type;
  if (message) outgoing_.insert_or_assign(ticket, Outgoing{key, wanted, *message});
  DnsReply nothing;
  nothing.answer.heard = Heard::no_such_name;
  if (!message) hear(key, type == DnsType::aaaa, std::move(nothing));
}

void Resolver::drop(Ticket ticket) {
  const auto asking = asking_.find(ticket);
  if (asking == asking_.end()) return;
  asking->second->second.waiting.erase(ticket);
  asking_.erase(asking);
}

void Resolver::forget(const std::string& host) {
  for (const bool plain : {false, true}) known_.erase({Ask::host, plain, host});
}

void Resolver::hear(Ticket ticket, const Answer& answer) {
  const auto found = outgoing_.find(ticket);
  if (found == outgoing_.end()) return;
  const Outgoing sent = std::move(found->second);
  outgoing_.erase(found);
  DnsReply reply = read_doh(sent.message, sent.type, answer);
  reply.answer.authentic = reply.answer.authentic && options_.trust_ad;
  hear(sent.key, sent.type == DnsType::aaaa, std::move(reply));
}

void Resolver::hear(const Key& key, bool is_v6, DnsReply reply) {
  const auto found = lookups_.find(key);
  if (found == lookups_.end()) return;
  if (key.kind == Ask::host) return hear_family(found, is_v6, std::move(reply));
  found->second.answer = std::move(reply.answer);
  settle(found);
}

void Resolver::hear_family(Lookups::iterator found, bool is_v6, DnsReply reply) {
  Lookup& lookup = found->second;
  Answer& told = lookup.answer;
  ++lookup.families_heard;
  const bool addresses = !reply.addresses.empty();
  const bool authentic = reply.answer.authentic && (lookup.families_heard == 1 || told.authentic);
  const std::uint32_t ttl = addresses && !lookup.addresses.empty() ? std::min(told.ttl, reply.answer.ttl) : reply.answer.ttl;
  // A clear answer about one family says more than silence about the other.
  const bool clear = reply.answer.heard == Heard::answered || reply.answer.heard == Heard::no_such_name;
  if (addresses || (lookup.addresses.empty() && (clear || lookup.families_heard == 1))) told = std::move(reply.answer), told.ttl = ttl;
  told.authentic = authentic;
  if (reply.addresses.size() > most_addresses) reply.addresses.resize(most_addresses);
  lookup.addresses.insert(is_v6 ? lookup.addresses.begin() : lookup.addresses.end(), reply.addresses.begin(), reply.addresses.end());
  if (lookup.families_heard >= 2) return settle(found);
  if (lookup.addresses.empty()) return;
  lookup.enough = std::chrono::steady_clock::now() + resolution_delay;
  half_.emplace_back(*lookup.enough, found->first);
}

// Tells everybody.
void Resolver::settle(Lookups::iterator found) {
  const Lookup& lookup = found->second;
  if (!lookup.addresses.empty()) remember(found->first, lookup);
  for (const Ticket ticket : lookup.waiting) {
    done_.push_back({ticket, lookup.answer, lookup.addresses});
    asking_.erase(ticket);
  }
  lookups_.erase(found);
}

void Resolver::remember(const Key& key, const Lookup& lookup) {
  const Time now = std::chrono::steady_clock::now();
  if (known_.size() >= most_known) std::erase_if(known_, [&](const auto& known) { return known.second.until <= now; });
  if (known_.size() >= most_known) known_.clear();  // they only save a round trip
  const auto hold = std::max<seconds>(one_use, seconds(lookup.answer.ttl));
  known_.insert_or_assign(key, Known{lookup.answer, lookup.addresses, now + hold});
}

std::optional<Resolver::Time> Resolver::next_timeout() const {
  std::optional<Time> next = dns_->next_timeout();
  if (!half_.empty() && (!next || half_.front().first < *next)) next = half_.front().first;
  return next;
}

std::vector<Resolver::Done> Resolver::take() {
  for (Dns::Done& done : dns_->take()) hear({done.kind, true, std::move(done.name)}, done.is_v6, std::move(done.reply));
  while (!half_.empty() && half_.front().first <= std::chrono::steady_clock::now()) {
    const auto found = lookups_.find(half_.front().second);
    const bool same = found != lookups_.end() && found->second.enough == half_.front().first;
    half_.pop_front();
    if (same) settle(found);
  }
  return std::exchange(done_, {});
}

}  // namespace homing
