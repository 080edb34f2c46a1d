#include "net/live.hpp"

#include <unistd.h>

#include <algorithm>

#include "net/files.hpp"
#include "net/quiet_pipe.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds resolution_delay{50};  // RFC 8305 section 3
// How long the loop must have been idle before it loads what https will need: the answer to a DNS query may make it needless.
constexpr milliseconds idle_before_preparing{4};

struct Authority {
  std::string host;
  int port;
};

// `scheme://user@host:port/...`, of URLs that were checked before.
Authority authority_of(std::string_view url, int usual_port) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  const std::size_t colon = url.rfind(':');
  if (colon == std::string_view::npos || url.find(']', colon) != std::string_view::npos) return {std::string(url), usual_port};
  return {std::string(url.substr(0, colon)), std::atoi(std::string(url.substr(colon + 1)).c_str())};
}

// When the system's list of name servers was last written (resolv.conf(5)); where there is none it never changes.
std::filesystem::file_time_type system_dns_changed() {
  std::error_code none;
  return std::filesystem::last_write_time("/etc/resolv.conf", none);
}

constexpr int usual_proxy_port = 1080;  // curl's CURLOPT_PROXY(3)
constexpr int https_port = 443;
constexpr std::size_t most_remembered = 256;

}  // namespace

Expected<void> check_proxy(const std::string& url) {
  constexpr std::array<std::string_view, 4> schemes{"http://", "https://", "socks5://", "socks5h://"};
  const bool known = std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) { return url.starts_with(scheme); });
  const Authority authority = authority_of(url, usual_proxy_port);
  if (known && !authority.host.empty() && authority.port > 0 && authority.port < 65536) return {};
  return Fault{"Option net.proxy: expected a URL such as http://proxy.contoso.example:3128 (http, https, socks5 or socks5h).", 0};
}

LiveNetwork::LiveNetwork(NetworkOptions options) : options_(std::move(options)), dns_configured_(system_dns_changed()) {
  dns_.emplace(options_, poller_);
}

// A session outlives the network it began in: a laptop wakes up elsewhere. c-ares reads the list only once.
void LiveNetwork::follow_system_dns() {
  const bool idle = mx_waiting_.empty() && lookups_.empty();
  if (!idle || !options_.dns_servers.empty() || system_dns_changed() == dns_configured_) return;
  dns_configured_ = system_dns_changed();
  dns_.emplace(options_, poller_);
}

void LiveNetwork::ask(Ticket ticket, const Question& question, Time until) {
  const QuietPipe quiet;
  follow_system_dns();
  if (question.kind == Ask::file) return ask_file(ticket, question.name);
  if (question.kind == Ask::https) return ask_https(ticket, question.name, until);
  const bool first = mx_waiting_[question.name].empty();
  mx_waiting_[question.name].insert(ticket);
  if (first) dns_->ask_mx(question.name);
}

std::string LiveNetwork::host_to_resolve(const std::string& url) const {
  return options_.proxy.empty() ? std::string(host_of(url)) : authority_of(options_.proxy, usual_proxy_port).host;
}

void LiveNetwork::ask_https(Ticket ticket, const std::string& url, Time until) {
  const std::string host = host_to_resolve(url);
  fetches_[ticket] = {url, until, {}};
  Lookup& lookup = lookups_[host];
  const bool first = lookup.waiting.empty();
  lookup.waiting.insert(ticket);
  if (first) dns_->ask_addresses(host);
}

void LiveNetwork::ask_file(Ticket ticket, const std::string& path) {
  Answer answer;
  const Expected<std::string> content = read_file(path, largest_configuration);
  if (content) answer.body = *content;
  else answer.heard = Heard::no_such_name, answer.detail = content.error().sentence;
  finish(ticket, std::move(answer));
}

void LiveNetwork::drop(Ticket ticket) {
  const QuietPipe quiet;
  const auto fetch = fetches_.find(ticket);
  // The next job must not wait for a connection that nobody makes any more.
  if (fetch != fetches_.end()) connected_.erase(fetch->second.pin.key()), fetches_.erase(fetch);
  connector_.drop(ticket);
  if (http_) http_->drop(ticket);
  for (auto& [name, waiting] : mx_waiting_) waiting.erase(ticket);
  for (auto& [host, lookup] : lookups_) lookup.waiting.erase(ticket);
  std::erase_if(happened_, [&](const Happened& happened) { return happened.ticket == ticket; });
}

void LiveNetwork::hear_dns(Dns::Done done) {
  if (done.is_mx) {
    const auto waiting = mx_waiting_.find(done.name);
    if (waiting == mx_waiting_.end()) return;
    for (const Ticket ticket : waiting->second) finish(ticket, done.answer);
    mx_waiting_.erase(waiting);
    return;
  }
  const auto found = lookups_.find(done.name);
  if (found == lookups_.end()) return;
  Lookup& lookup = found->second;
  ++lookup.families_heard;
  // A clear answer about one family says more than silence about the other.
  const bool clear = done.answer.heard == Heard::answered || done.answer.heard == Heard::no_such_name;
  if (clear || lookup.families_heard == 1) lookup.heard = done.answer.heard;
  lookup.addresses.insert(done.is_v6 ? lookup.addresses.begin() : lookup.addresses.end(), done.addresses.begin(), done.addresses.end());
  if (!lookup.enough && !lookup.addresses.empty()) lookup.enough = now() + resolution_delay;
}

// Hands over the hosts of which enough is known.
void LiveNetwork::settle_lookups() {
  for (auto found = lookups_.begin(); found != lookups_.end();) {
    const bool complete = found->second.families_heard >= 2;
    const bool enough = found->second.enough && *found->second.enough <= now();
    if (!complete && !enough) {
      ++found;
      continue;
    }
    const std::string host = found->first;
    Lookup lookup = std::move(found->second);
    found = lookups_.erase(found);
    resolved(host, std::move(lookup));
  }
}

void LiveNetwork::resolved(const std::string& host, Lookup lookup) {
  std::vector<IpAddress>& addresses = lookup.addresses;
  const bool had_any = !addresses.empty();
  if (options_.refuse_private) std::erase_if(addresses, [](const IpAddress& address) { return !address.is_public(); });
  for (const Ticket ticket : lookup.waiting) {
    const auto fetch = fetches_.find(ticket);
    if (fetch != fetches_.end() && !addresses.empty()) {
      const int port =
          options_.proxy.empty() ? authority_of(fetch->second.url, https_port).port : authority_of(options_.proxy, usual_proxy_port).port;
      happened_.push_back({ticket, true, {}});
      connect(ticket, {host, port, addresses});
      continue;
    }
    Answer answer;
    answer.heard = had_any ? Heard::private_address : lookup.heard == Heard::answered ? Heard::no_such_name : lookup.heard;
    fetches_.erase(ticket);
    finish(ticket, std::move(answer));
  }
}

bool LiveNetwork::prepare_http() {
  if (http_ || http_failed_) return http_ != nullptr;
  const CurlLibrary* const curl = CurlLibrary::load();
  if (curl != nullptr) http_ = std::make_unique<Http>(*curl, options_, poller_);
  http_failed_ = curl == nullptr;
  return !http_failed_;
}

void LiveNetwork::connect(Ticket ticket, const Pin& pin) {
  const auto fetch = fetches_.find(ticket);
  if (fetch == fetches_.end()) return;
  fetch->second.pin = pin;
  // A further question to a host goes over the connection that curl has already.
  if (connected_.contains(pin.key())) return start_fetch(ticket, pin);
  if (connected_.size() >= most_remembered) connected_.clear();  // they only save a connection
  connected_.insert(pin.key());
  connector_.start(ticket, pin.addresses, pin.port);
}

void LiveNetwork::hear_connection(const Connector::Done& done) {
  const auto fetch = fetches_.find(done.ticket);
  if (fetch == fetches_.end()) {
    if (done.socket >= 0) ::close(done.socket);
    return;
  }
  if (done.socket >= 0) {
    fetch->second.pin.addresses = {done.address};
    fetch->second.pin.socket = done.socket;
    return start_fetch(done.ticket, Pin(fetch->second.pin));
  }
  connected_.erase(fetch->second.pin.key());
  fetches_.erase(fetch);
  Answer answer;
  answer.heard = Heard::refused;
  finish(done.ticket, std::move(answer));
}

void LiveNetwork::start_fetch(Ticket ticket, const Pin& pin) {
  const auto fetch = fetches_.find(ticket);
  if (fetch == fetches_.end()) return;
  const Fetch wanted = std::move(fetch->second);
  fetches_.erase(fetch);
  if (prepare_http()) return http_->get(ticket, wanted.url, pin, std::chrono::ceil<milliseconds>(wanted.until - now()));
  Answer answer;
  answer.heard = Heard::protocol;
  answer.detail = "libcurl could not be loaded";
  if (pin.socket >= 0) ::close(pin.socket);
  finish(ticket, std::move(answer));
}

LiveNetwork::Time LiveNetwork::wake_up_time(Time until) const {
  if (const auto wait = dns_->longest_wait()) until = std::min(until, now() + *wait);
  if (http_) {
    if (const auto wait = http_->longest_wait()) until = std::min(until, now() + *wait);
  }
  if (const auto next = connector_.next_attempt()) until = std::min(until, *next);
  for (const auto& [host, lookup] : lookups_) {
    if (lookup.enough) until = std::min(until, *lookup.enough);
  }
  return until;
}

void LiveNetwork::collect() {
  for (Dns::Done& done : dns_->take()) hear_dns(std::move(done));
  settle_lookups();
  for (const Connector::Done& done : connector_.take()) hear_connection(done);
  if (!http_) return;
  for (Http::Done& done : http_->take()) finish(done.ticket, std::move(done.answer));
}

void LiveNetwork::wait(Time until) {
  const QuietPipe quiet;
  collect();
  if (!happened_.empty()) return;
  const bool prepare = !http_ && !http_failed_ && !fetches_.empty();
  const auto patience = std::chrono::ceil<milliseconds>(wake_up_time(until) - now());
  bool woken = false;
  const std::vector<Poller::Ready> ready = poller_.wait(prepare ? std::min(patience, idle_before_preparing) : patience, woken);
  for (const Poller::Ready& one : ready) {
    if (!dns_->serve(one) && !connector_.serve(one) && http_) http_->serve(one);
  }
  dns_->serve_timeouts();
  connector_.serve_timeouts(now());
  if (http_) http_->serve_timeouts();
  collect();
  // Nothing came in time: the wait is used to load what the https questions will need.
  if (prepare && ready.empty() && !woken) prepare_http();
}

bool LiveNetwork::next(Happened& happened) {
  if (happened_.empty()) return false;
  happened = std::move(happened_.front());
  happened_.pop_front();
  return true;
}

}  // namespace homing
