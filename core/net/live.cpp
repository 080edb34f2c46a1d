#include "net/live.hpp"

#include <algorithm>

#include "net/authority.hpp"
#include "net/files.hpp"
#include "net/quiet_pipe.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

// How long the loop must have been idle before it loads what https will need: the answer to a DNS query may make it needless.
constexpr milliseconds idle_before_preparing{4};
constexpr std::size_t most_transfers = 64;  // at a time; each takes up to 100 kB
// A DoH server that is silent for longer has failed.
constexpr milliseconds doh_patience{5000};

constexpr const char* xml_type = "text/xml; charset=utf-8";
constexpr const char* dns_type = "application/dns-message";  // RFC 8484 section 6

Answer failure(Heard heard, std::string detail = {}) {
  Answer answer;
  answer.heard = heard;
  answer.detail = std::move(detail);
  return answer;
}

constexpr milliseconds for_ever = std::chrono::hours(24);

bool is_conversation(Ask kind) { return kind == Ask::probe || kind == Ask::talk; }

std::shared_ptr<const Errand> greeting_only(bool implicit_tls) {
  auto errand = std::make_shared<Errand>();
  errand->implicit_tls = implicit_tls;
  return errand;
}

std::string list_of(const std::vector<IpAddress>& addresses) {
  std::string list;
  for (const IpAddress& address : addresses) list += (list.empty() ? "" : ", ") + address.text();
  return list;
}

std::string unresolved(Heard heard, const std::string& host) {
  if (heard == Heard::no_such_name) return "there is no host " + host;
  if (heard == Heard::private_address) return host + " is at an address that this session must not contact";
  return "the DNS does not tell where " + host + " is";
}

Answer host_answer(Resolver::Done done, bool had_any) {
  Answer answer = std::move(done.answer);
  for (const IpAddress& address : done.addresses) answer.records.push_back(address.text());
  if (had_any && done.addresses.empty()) answer.heard = Heard::private_address;
  return answer;
}

}  // namespace

LiveNetwork::LiveNetwork(NetworkOptions options)
    : options_(std::move(options)),
      trust_(options_.ca_file),
      resolver_(options_, poller_),
      web_(options_, poller_, connector_, trust_),
      conversations_(poller_, trust_) {}

void LiveNetwork::ask(Ticket ticket, const Question& question, Time until) {
  const QuietPipe quiet;
  try {
    begin(ticket, {question.kind, false, Stage::resolving, until, {question.name, question.body, question.kind == Ask::post ? xml_type : nullptr}},
          question);
  } catch (...) {
    drop(ticket);
    throw;
  }
}

void LiveNetwork::begin(Ticket ticket, Open given, const Question& question) {
  Open& open = open_.insert_or_assign(ticket, std::move(given)).first->second;
  ends_.insert({open.until, ticket});
  if (open.kind == Ask::file) return ask_file(ticket, question.name);
  if (is_dns(open.kind)) return resolver_.ask(ticket, open.kind, question.name, false);
  if (open.kind == Ask::probe) {
    const std::optional<MailServer> server = read_mail_server(question.name);
    if (!server) return finish(ticket, failure(Heard::protocol, "expected SERVICE://HOST:PORT"));
    open.task = {*server, greeting_only(server->implicit_tls), std::make_shared<Transcript>(), open.until, for_ever};
    return resolver_.ask(ticket, Ask::host, server->host, false);
  }
  ++web_open_;
  const Pin pin = pin_of(open);
  if (pin.port == 0) return finish(ticket, failure(Heard::protocol, "the URL names no port"));
  resolver_.ask(ticket, Ask::host, pin.host, open.for_dns || is_plain(pin.host));
}

void LiveNetwork::ask_file(Ticket ticket, const std::string& path) {
  const Expected<std::string> content = read_file(path, largest_configuration);
  Answer answer = content ? Answer() : failure(Heard::no_such_name, content.error().sentence);
  if (content) answer.body = *content;
  finish(ticket, std::move(answer));
}

void LiveNetwork::ask_doh(Resolver::Query query) {
  Open open{Ask::post, true, Stage::resolving, now() + doh_patience, {options_.doh, std::move(query.message), dns_type}};
  begin(query.ticket, std::move(open), {});
}

// The way to the DoH server cannot go through it.
bool LiveNetwork::is_plain(const std::string& host) const {
  if (options_.doh.empty()) return true;
  return host == host_and_port_of(options_.proxy.empty() ? options_.doh : options_.proxy, 0).host;
}

Pin LiveNetwork::pin_of(const Open& open) const {
  if (is_conversation(open.kind)) return {open.task.server.host, open.task.server.port, open.addresses};
  const int usual = open.kind == Ask::http ? http_port : https_port;
  const HostAndPort target = options_.proxy.empty() ? host_and_port_of(open.request.url, usual) : host_and_port_of(options_.proxy, usual_proxy_port);
  return {target.host, target.port, open.addresses};
}

void LiveNetwork::hear_resolved(Resolver::Done done) {
  const auto found = open_.find(done.ticket);
  if (found == open_.end() || found->second.stage != Stage::resolving) return;
  Open& open = found->second;
  const bool had_any = !done.addresses.empty();
  // Where the DoH server is was decided by whoever set the option, not by a stranger's DNS.
  const bool refuse_private = options_.refuse_private && !open.for_dns;
  if (refuse_private) std::erase_if(done.addresses, [](const IpAddress& address) { return !address.is_public(); });
  const Ticket ticket = done.ticket;
  if (is_dns(open.kind)) return finish(ticket, open.kind == Ask::host ? host_answer(std::move(done), had_any) : std::move(done.answer));
  if (done.addresses.empty()) {
    const Heard told = done.answer.heard;
    const Heard heard = had_any ? Heard::private_address : told == Heard::answered ? Heard::no_such_name : told;
    if (open.kind == Ask::talk) return give_up(ticket, open, Step::dns, heard, unresolved(heard, open.task.server.host));
    return finish(ticket, failure(heard, done.answer.detail));
  }
  if (open.kind == Ask::talk) note(ticket, open, Step::dns, true, list_of(done.addresses));
  if (is_web(open.kind) && !open.for_dns) happened_.push_back({ticket, true, {}});
  open.addresses = std::move(done.addresses);
  open.stage = Stage::queued;
  if (open.kind == Ask::talk) set_end(ticket, open, open.task.until);
  gate_of(open).waiting.push_back(ticket);
}

void LiveNetwork::admit(Gate& gate) {
  while (gate.under_way < most_transfers && !gate.waiting.empty()) {
    const Ticket ticket = gate.waiting.front();
    gate.waiting.pop_front();
    const auto found = open_.find(ticket);
    if (found == open_.end() || found->second.stage != Stage::queued) continue;
    ++gate.under_way;
    found->second.stage = Stage::transferring;
    transfer(ticket, found->second);
  }
}

void LiveNetwork::transfer(Ticket ticket, Open& open) {
  Pin pin = pin_of(open);
  if (!is_conversation(open.kind)) return web_.start(ticket, std::move(open.request), std::move(pin), open.until);
  if (open.kind == Ask::talk) set_end(ticket, open, std::min(open.task.until, now() + open.task.patience));
  connector_.start(ticket, pin.addresses, pin.port);
}

void LiveNetwork::hear_connection(const Connector::Done& done) {
  const auto found = open_.find(done.ticket);
  const bool wanted = found != open_.end() && found->second.stage == Stage::transferring;
  if (done.socket < 0 && wanted) resolver_.forget(pin_of(found->second).host);
  if (!wanted || !is_conversation(found->second.kind)) return web_.hear(done);
  Open& open = found->second;
  if (open.kind == Ask::talk && done.socket < 0) return give_up_connecting(done.ticket, open, Heard::refused, "nobody takes connections there");
  if (done.socket < 0) return finish(done.ticket, failure(Heard::refused));
  if (open.kind == Ask::talk) begin_talk(done.ticket, open, done.address.text());
  conversations_.start(done.ticket, open.task, done.socket);
}

// Everything that works for the question ends.
void LiveNetwork::release(Ticket ticket, Open& open) {
  ends_.erase({open.until, ticket});
  const Stage stage = std::exchange(open.stage, Stage::answered);
  if (stage != Stage::answered && is_web(open.kind)) --web_open_;
  if (stage == Stage::resolving) resolver_.drop(ticket);
  if (stage != Stage::transferring) return;
  web_.drop(ticket);
  conversations_.drop(ticket);
  connector_.drop(ticket);
  --gate_of(open).under_way;
}

void LiveNetwork::finish(Ticket ticket, Answer answer) {
  const auto found = open_.find(ticket);
  if (found == open_.end() || found->second.stage == Stage::answered) return;
  Open& open = found->second;
  // First what may lack memory: the question then ends at its time.
  if (!open.for_dns) happened_.push_back({ticket, false, std::move(answer)});
  release(ticket, open);
  if (!open.for_dns) return;
  open_.erase(found);
  resolver_.hear(ticket, answer);
}

void LiveNetwork::drop(Ticket ticket) {
  const QuietPipe quiet;
  const auto found = open_.find(ticket);
  if (found == open_.end()) return;
  release(ticket, found->second);
  open_.erase(found);
}

void LiveNetwork::expire() {
  while (!ends_.empty() && ends_.begin()->first <= now()) {
    const Ticket ticket = ends_.begin()->second;
    Open& open = open_.at(ticket);
    if (open.kind != Ask::talk) finish(ticket, failure(Heard::timeout));
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
  const std::array<std::optional<Time>, 4> timeouts{resolver_.next_timeout(), web_.next_timeout(), connector_.next_attempt(),
                                                    conversations_.next_timeout()};
  for (const std::optional<Time>& next : timeouts) until = next ? std::min(until, *next) : until;
  return ends_.empty() ? until : std::min(until, ends_.begin()->first);
}

void LiveNetwork::serve(const Poller::Ready& ready) {
  switch (ready.owner) {
    case Poller::Owner::dns: return resolver_.serve(ready);
    case Poller::Owner::connector: return connector_.serve(ready);
    case Poller::Owner::web: return web_.serve(ready);
    case Poller::Owner::conversations: return conversations_.serve(ready);
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
