#include "net/live.hpp"

#include <algorithm>

#include "net/authority.hpp"
#include "net/files.hpp"
#include "net/quiet_pipe.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

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
      conversations_(poller_, trust_),
      courier_(options_, poller_, trust_) {}

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
  if (is_web(open.kind) && !open.for_dns && !open.posting) happened_.push_back({ticket, true, {}});
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
  if (!is_conversation(open.kind) && !open.posting) return web_.start(ticket, std::move(open.request), std::move(pin), open.until);
  if (open.kind == Ask::talk) set_end(ticket, open, std::min(open.task.until, now() + open.task.patience));
  connector_.start(ticket, pin.addresses, pin.port);
}

void LiveNetwork::hear_connection(const Connector::Done& done) {
  const auto found = open_.find(done.ticket);
  const bool wanted = found != open_.end() && found->second.stage == Stage::transferring;
  if (done.socket < 0 && wanted) resolver_.forget(pin_of(found->second).host);
  if (wanted && found->second.posting) return send_posting(done, found->second);
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
  if (stage == Stage::listening) listeners_.drop(ticket);
  if (stage != Stage::transferring) return;
  web_.drop(ticket);
  courier_.drop(ticket);
  conversations_.drop(ticket);
  connector_.drop(ticket);
  --gate_of(open).under_way;
}

void LiveNetwork::finish(Ticket ticket, Answer answer) {
  const auto found = open_.find(ticket);
  if (found == open_.end() || found->second.stage == Stage::answered) return;
  Open& open = found->second;
  if (open.posting) return finish_posting(ticket, unanswered(answer.heard, std::move(answer.detail)));
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

}  // namespace homing
