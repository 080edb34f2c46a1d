#include "net/dns.hpp"

#include <netinet/in.h>
#include <sys/time.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace homing {
namespace {

constexpr int class_in = 1;
constexpr int type_mx = 15;
constexpr int tries = 4;            // with the default time-out all of them end just before the default deadline
constexpr int edns_payload = 1232;  // DNS flag day 2020: fits any path without fragments

// ares_library_init is not safe to race; a function's static is.
void init_library() {
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

std::vector<std::string> mx_records(const unsigned char* bytes, int size, int& status) {
  ares_mx_reply* first = nullptr;
  status = ares_parse_mx_reply(bytes, size, &first);
  const std::unique_ptr<ares_mx_reply, void (*)(void*)> owner(first, ares_free_data);
  std::vector<std::string> records;
  constexpr std::size_t most_records = 256;
  for (const ares_mx_reply* mx = first; mx != nullptr && records.size() < most_records; mx = mx->next) {
    records.push_back(std::to_string(mx->priority) + ' ' + mx->host + '.');
  }
  return records;
}

std::vector<IpAddress> addresses_of(const ares_addrinfo* result) {
  std::vector<IpAddress> addresses;
  constexpr std::size_t most_addresses = 16;
  for (const ares_addrinfo_node* node = result->nodes; node != nullptr && addresses.size() < most_addresses; node = node->ai_next) {
    IpAddress address;
    address.is_v6 = node->ai_family == AF_INET6;
    if (address.is_v6) std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr, 16);
    else std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr, 4);
    addresses.push_back(address);
  }
  return addresses;
}

}  // namespace

Dns::Dns(const NetworkOptions& options, Poller& poller) : poller_(poller) {
  init_library();
  ares_options settings{};
  settings.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_EDNS;
  settings.ednspsz = edns_payload;
  settings.timeout = static_cast<int>(options.dns_timeout.count());
  settings.tries = tries;
  settings.domains = nullptr;  // ares_getaddrinfo heeds only an empty list, not ARES_FLAG_NOSEARCH
  settings.ndomains = 0;
  settings.sock_state_cb = on_socket;
  settings.sock_state_cb_data = this;
  const int mask = ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_DOMAINS | ARES_OPT_SOCK_STATE_CB;
  int status = ares_init_options(&channel_, &settings, mask);
  if (status == ARES_SUCCESS && !options.dns_servers.empty()) status = ares_set_servers_ports_csv(channel_, options.dns_servers.c_str());
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  if (status != ARES_SUCCESS) throw std::runtime_error(std::string("c-ares: ") + ares_strerror(status));
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

void Dns::ask_mx(const std::string& name) {
  auto query = std::make_unique<Query>();
  query->dns = this;
  query->done.name = name;
  query->done.is_mx = true;
  ares_query(channel_, name.c_str(), class_in, type_mx, on_mx, query.release());
}

void Dns::ask_addresses(const std::string& name) {
  for (const bool is_v6 : {true, false}) {
    auto query = std::make_unique<Query>();
    query->dns = this;
    query->done.name = name;
    query->done.is_v6 = is_v6;
    ares_addrinfo_hints hints{};
    hints.ai_family = is_v6 ? AF_INET6 : AF_INET;
    hints.ai_flags = ARES_AI_NOSORT;
    ares_getaddrinfo(channel_, name.c_str(), nullptr, &hints, on_addresses, query.release());
  }
}

void Dns::finish(std::unique_ptr<Query> query, int status) {
  query->done.answer.heard = heard_of(status);
  if (query->done.answer.heard != Heard::answered) query->done.answer.detail = ares_strerror(status);
  done_.push_back(std::move(query->done));
}

// c-ares is C: no exception may pass through it. Without memory for the answer the question stays open until its deadline.
void Dns::on_mx(void* raw, int status, int, unsigned char* bytes, int size) {
  std::unique_ptr<Query> query(static_cast<Query*>(raw));
  try {
    if (status == ARES_SUCCESS) query->done.answer.records = mx_records(bytes, size, status);
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
    if (status == ARES_SUCCESS) query->done.addresses = addresses_of(result);
    query->dns->finish(std::move(query), status);
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Dns::on_socket(void* raw, ares_socket_t socket, int readable, int writable) {
  Dns& dns = *static_cast<Dns*>(raw);
  try {
    dns.poller_.watch(socket, readable != 0, writable != 0);
    std::erase(dns.sockets_, socket);
    if (readable != 0 || writable != 0) dns.sockets_.push_back(socket);
  } catch (const std::bad_alloc&) {
    return;
  }
}

bool Dns::serve(const Poller::Ready& ready) {
  if (std::find(sockets_.begin(), sockets_.end(), ready.socket) == sockets_.end()) return false;
  ares_process_fd(channel_, ready.readable ? ready.socket : ARES_SOCKET_BAD, ready.writable ? ready.socket : ARES_SOCKET_BAD);
  return true;
}

void Dns::serve_timeouts() { ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD); }

std::optional<std::chrono::milliseconds> Dns::longest_wait() const {
  timeval storage{};
  const timeval* const wait = ares_timeout(channel_, nullptr, &storage);
  if (wait == nullptr) return std::nullopt;
  // Rounded up, so that the loop does not spin through the last millisecond.
  return std::chrono::milliseconds(wait->tv_sec * 1000 + (wait->tv_usec + 999) / 1000);
}

}  // namespace homing
