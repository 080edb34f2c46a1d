#include "net/dns.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "net/random.hpp"
#include "net/sockets.hpp"

namespace homing {
namespace {

constexpr int tries = 4;            // with the default time-out all of them end just before the default deadline
constexpr int edns_payload = 1232;  // DNS flag day 2020: fits any path without fragments
// Replies to hundreds of queries may come at once. The kernel gives what it allows (net.core.rmem_max).
constexpr int socket_buffer = 1024 * 1024;

// ares_library_init is not safe to race; a function's static is.
void init_library() {
  start_sockets();
  static const int status = ares_library_init(ARES_LIB_INIT_ALL);
  if (status != ARES_SUCCESS) throw std::runtime_error(ares_strerror(status));
}

Heard heard_of(int status) {
  switch (status) {
    case ARES_SUCCESS:
    case ARES_ENODATA: return Heard::answered;
    case ARES_ENOTFOUND: return Heard::no_such_name;
    case ARES_ETIMEOUT:
    case ARES_ECANCELLED:
    case ARES_EDESTRUCTION: return Heard::timeout;
    case ARES_ECONNREFUSED: return Heard::refused;
    case ARES_EBADRESP:
    case ARES_EFORMERR: return Heard::protocol;
    default: return Heard::server_failure;
  }
}

void read_addresses(const ares_addrinfo* result, DnsReply& reply) {
  constexpr std::size_t most_addresses = 16;
  std::uint32_t ttl = longest_ttl;
  for (const ares_addrinfo_node* node = result->nodes; node != nullptr && reply.addresses.size() < most_addresses; node = node->ai_next) {
    IpAddress address;
    address.is_v6 = node->ai_family == AF_INET6;
    if (address.is_v6) std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr, 16);
    else std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr, 4);
    reply.addresses.push_back(address);
    ttl = std::min(ttl, static_cast<std::uint32_t>(std::max(node->ai_ttl, 0)));
  }
  reply.answer.ttl = reply.addresses.empty() ? 0 : ttl;
}

}  // namespace

Dns::Dns(const NetworkOptions& options, Poller& poller) : poller_(poller), trust_ad_(options.trust_ad), timeout_(options.dns_timeout) {
  init_library();
  open_channel(options, ARES_FLAG_NOSEARCH | ARES_FLAG_EDNS);
  ares_addr_port_node* first = nullptr;
  if (ares_get_servers_ports(channel_, &first) != ARES_SUCCESS) return;
  const std::unique_ptr<ares_addr_port_node, void (*)(void*)> servers(first, ares_free_data);
  if (first == nullptr || first->next != nullptr) return;
  // When a server fails c-ares asks the next, and tells of a refused connection when none is left. Where there is only one,
  // its own words are wanted.
  ares_destroy(std::exchange(channel_, nullptr));
  open_channel(options, ARES_FLAG_NOSEARCH | ARES_FLAG_EDNS | ARES_FLAG_NOCHECKRESP);
}

void Dns::open_channel(const NetworkOptions& options, int flags) {
  ares_options settings{};
  settings.flags = flags;
  settings.ednspsz = edns_payload;
  settings.timeout = static_cast<int>(options.dns_timeout.count());
  settings.tries = tries;
  settings.domains = nullptr;  // ares_getaddrinfo heeds only an empty list, not ARES_FLAG_NOSEARCH
  settings.ndomains = 0;
  settings.sock_state_cb = on_socket;
  settings.sock_state_cb_data = this;
  settings.socket_send_buffer_size = socket_buffer;
  settings.socket_receive_buffer_size = socket_buffer;
  const int mask = ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS | ARES_OPT_SOCK_STATE_CB |
                   ARES_OPT_SOCK_SNDBUF | ARES_OPT_SOCK_RCVBUF;
  int status = ares_init_options(&channel_, &settings, mask);
  if (status == ARES_SUCCESS && !options.dns_servers.empty()) status = ares_set_servers_ports_csv(channel_, options.dns_servers.c_str());
  if (status == ARES_SUCCESS) return;
  if (channel_ != nullptr) ares_destroy(std::exchange(channel_, nullptr));
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  throw std::runtime_error(std::string("c-ares: ") + ares_strerror(status));
}

DnsType dns_type_of(Ask kind) {
  switch (kind) {
    case Ask::mx: return DnsType::mx;
    case Ask::srv: return DnsType::srv;
    case Ask::txt: return DnsType::txt;
    default: return DnsType::a;
  }
}

Dns::~Dns() {
  if (channel_ != nullptr) ares_destroy(channel_);
}

bool is_server_list(const std::string& servers) {
  init_library();
  ares_channel channel = nullptr;
  if (ares_init(&channel) != ARES_SUCCESS) throw std::bad_alloc();
  const int status = ares_set_servers_ports_csv(channel, servers.c_str());
  ares_destroy(channel);
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  return status == ARES_SUCCESS;
}

NameServers list_name_servers(const std::string& servers) {
  init_library();
  ares_channel channel = nullptr;
  if (ares_init(&channel) != ARES_SUCCESS) throw std::bad_alloc();
  ares_addr_port_node* first = nullptr;
  int status = servers.empty() ? ARES_SUCCESS : ares_set_servers_ports_csv(channel, servers.c_str());
  if (status == ARES_SUCCESS) status = ares_get_servers_ports(channel, &first);
  ares_destroy(channel);
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  return {first, ares_free_data};
}

std::uint16_t Dns::random_id() {
  // RFC 5452 section 4.3: a forger must not guess it.
  if (ids_left_ == 0) fill_with_random(ids_.data(), sizeof ids_);
  if (ids_left_ == 0) ids_left_ = ids_.size();
  return ids_[--ids_left_];
}

void Dns::ask(Ask kind, const std::string& name) {
  auto query = std::make_unique<Query>();
  query->dns = this;
  query->done.kind = kind;
  query->done.name = name;
  const std::optional<std::string> message = make_dns_query(name, dns_type_of(kind), random_id(), trust_ad_);
  if (!message) return finish(std::move(query), ARES_ENOTFOUND);
  expect_reply();
  ares_send(channel_, reinterpret_cast<const unsigned char*>(message->data()), static_cast<int>(message->size()), on_reply, query.release());
}

void Dns::ask_addresses(const std::string& name) {
  for (const bool is_v6 : {true, false}) {
    auto query = std::make_unique<Query>();
    query->dns = this;
    query->done.kind = Ask::host;
    query->done.name = name;
    query->done.is_v6 = is_v6;
    ares_addrinfo_hints hints{};
    hints.ai_family = is_v6 ? AF_INET6 : AF_INET;
    hints.ai_flags = ARES_AI_NOSORT;
    expect_reply();
    ares_getaddrinfo(channel_, name.c_str(), nullptr, &hints, on_addresses, query.release());
  }
}

// c-ares looks through all queries to say when the next of them times out, so it is not asked before that can be.
void Dns::expect_reply() {
  const Network::Time first = std::chrono::steady_clock::now() + timeout_;
  next_timeout_ = next_timeout_ ? std::min(*next_timeout_, first) : first;
}

// With success the reply has been read.
void Dns::finish(std::unique_ptr<Query> query, int status) {
  Answer& answer = query->done.reply.answer;
  if (status != ARES_SUCCESS) {
    answer.heard = heard_of(status);
    if (answer.heard != Heard::answered) answer.detail = ares_strerror(status);
  }
  answer.authentic = answer.authentic && trust_ad_;
  done_.push_back(std::move(query->done));
}

// c-ares is C: no exception may pass through it. Without memory for the answer the question stays open until its deadline.
void Dns::on_reply(void* raw, int status, int, unsigned char* bytes, int size) {
  std::unique_ptr<Query> query(static_cast<Query*>(raw));
  try {
    const std::string_view message(reinterpret_cast<const char*>(bytes), status == ARES_SUCCESS ? static_cast<std::size_t>(size) : 0);
    const DnsType type = query->done.kind == Ask::cname ? DnsType::cname : dns_type_of(query->done.kind);
    if (status == ARES_SUCCESS) query->done.reply = read_dns_reply(message, type);
    query->dns->finish(std::move(query), status);
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Dns::on_addresses(void* raw, int status, int, ares_addrinfo* result) {
  std::unique_ptr<Query> query(static_cast<Query*>(raw));
  const std::unique_ptr<ares_addrinfo, void (*)(ares_addrinfo*)> owner(result, [](ares_addrinfo* info) {
    if (info != nullptr) ares_freeaddrinfo(info);
  });
  try {
    if (status == ARES_SUCCESS) read_addresses(result, query->done.reply);
    query->dns->finish(std::move(query), status);
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Dns::on_socket(void* raw, ares_socket_t socket, int readable, int writable) {
  Dns& dns = *static_cast<Dns*>(raw);
  try {
    dns.poller_.watch(static_cast<int>(socket), Poller::Owner::dns, readable != 0, writable != 0);
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Dns::serve(const Poller::Ready& ready) {
  ares_process_fd(channel_, ready.readable ? ready.socket : ARES_SOCKET_BAD, ready.writable ? ready.socket : ARES_SOCKET_BAD);
}

void Dns::serve_timeouts() {
  const Network::Time now = std::chrono::steady_clock::now();
  if (!next_timeout_ || *next_timeout_ > now) return;
  ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  timeval storage{};
  const timeval* const wait = ares_timeout(channel_, nullptr, &storage);
  next_timeout_.reset();
  if (wait == nullptr) return;
  // A little later, so that the loop does not spin through the last millisecond.
  const auto patience = std::chrono::seconds(wait->tv_sec) + std::chrono::microseconds(wait->tv_usec);
  next_timeout_ = now + std::max<Network::Time::duration>(patience, std::chrono::milliseconds(1));
}

}  // namespace homing
