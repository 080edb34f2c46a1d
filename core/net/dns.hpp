#pragma once
// Look-ups through c-ares. Its callbacks only append to a list: cancelling or destroying inside one is what breaks it.
#include <ares.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/dns_message.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class Dns {
 public:
  struct Done {
    Ask kind = Ask::mx;
    bool is_v6 = false;  ///< of a host: which family
    std::string name;
    DnsReply reply;
  };

  Dns(const NetworkOptions& options, Poller& poller);
  ~Dns();
  Dns(const Dns&) = delete;
  Dns& operator=(const Dns&) = delete;

  /// MX, SRV, TXT or CNAME.
  void ask(Ask kind, const std::string& name);
  /// From the hosts file, else the DNS; one answer for each family.
  void ask_addresses(const std::string& name);

  void serve(const Poller::Ready& ready);
  void serve_timeouts();
  /// When something is to be done though no packet comes; perhaps too early.
  std::optional<Network::Time> next_timeout() const { return next_timeout_; }
  std::vector<Done> take() { return std::exchange(done_, {}); }

 private:
  struct Query {
    Dns* dns;
    Done done;
  };
  static void on_reply(void* query, int status, int, unsigned char* bytes, int size);
  static void on_addresses(void* query, int status, int, ares_addrinfo* result);
  static void on_socket(void* dns, ares_socket_t socket, int readable, int writable);
  void open_channel(const NetworkOptions& options, int flags);
  void finish(std::unique_ptr<Query> query, int status);
  void expect_reply();
  std::uint16_t random_id();

  Poller& poller_;
  bool trust_ad_;
  std::chrono::milliseconds timeout_;
  ares_channel channel_ = nullptr;
  std::optional<Network::Time> next_timeout_;
  std::array<std::uint16_t, 128> ids_{};
  std::size_t ids_left_ = 0;
  std::vector<Done> done_;
};

/// The type that is asked for. Aliases come with the addresses at their end: of CNAME a resolver tells one link only.
DnsType dns_type_of(Ask kind);

/// The servers of a list in the option's form, or the system's where it is empty; null: there is none.
using NameServers = std::unique_ptr<ares_addr_port_node, void (*)(void*)>;
NameServers list_name_servers(const std::string& servers);

/// Whether a list of servers has the form the option documents.
bool is_server_list(const std::string& servers);

}  // namespace homing
