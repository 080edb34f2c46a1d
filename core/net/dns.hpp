#pragma once
// Look-ups through c-ares. Its callbacks only append to a list: cancelling or destroying inside one is what breaks it.
#include <ares.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/question.hpp"
#include "net/ip.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class Dns {
 public:
  struct Done {
    std::string name;
    bool is_mx = false;
    bool is_v6 = false;  ///< addresses: of which family
    Answer answer;       ///< addresses: how it ended; MX: the records too
    std::vector<IpAddress> addresses;
  };

  Dns(const NetworkOptions& options, Poller& poller);
  ~Dns();
  Dns(const Dns&) = delete;
  Dns& operator=(const Dns&) = delete;

  void ask_mx(const std::string& name);
  /// From the hosts file, else the DNS; one answer for each family.
  void ask_addresses(const std::string& name);

  /// Whether the socket is one of ours; then it is served.
  bool serve(const Poller::Ready& ready);
  void serve_timeouts();
  std::optional<std::chrono::milliseconds> longest_wait() const;
  std::vector<Done> take() { return std::exchange(done_, {}); }

 private:
  struct Query {
    Dns* dns;
    Done done;
  };
  static void on_mx(void* query, int status, int, unsigned char* bytes, int size);
  static void on_addresses(void* query, int status, int, ares_addrinfo* result);
  static void on_socket(void* dns, ares_socket_t socket, int readable, int writable);
  void finish(std::unique_ptr<Query> query, int status);

  Poller& poller_;
  ares_channel channel_ = nullptr;
  std::vector<int> sockets_;
  std::vector<Done> done_;
};

/// Whether a list of servers has the form the option documents.
bool is_server_list(const std::string& servers);

}  // namespace homing
