#pragma once
// TCP connections to a host that has several addresses (Happy Eyeballs, RFC 8305 section 5): a new attempt every 250 ms, or as
// soon as one fails, until the first succeeds. libcurl races one address of each family only.
#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/ip.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class Connector {
 public:
  struct Done {
    Ticket ticket;
    int socket;         ///< connected, non-blocking, the receiver closes it; -1: no address answered
    IpAddress address;  ///< of the socket
  };

  explicit Connector(Poller& poller) : poller_(poller) {}
  ~Connector();
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  void start(Ticket ticket, const std::vector<IpAddress>& addresses, int port);
  void drop(Ticket ticket);
  void serve(const Poller::Ready& ready);
  void serve_timeouts(Network::Time now);
  std::optional<Network::Time> next_attempt() const;
  std::vector<Done> take() { return std::exchange(done_, {}); }

 private:
  struct Attempt {
    int socket;
    IpAddress address;
  };
  struct Race {
    std::vector<IpAddress> waiting;  // the next to try is the last
    std::vector<Attempt> trying;
    int port = 0;
    Network::Time next;
  };

  void try_next(Ticket ticket, Race& race);
  void finish(Ticket ticket, int socket, IpAddress address);
  void forget(int socket);
  void close(int socket);

  Poller& poller_;
  std::map<Ticket, Race> races_;            // few: whoever starts them bounds their number
  std::unordered_map<int, Ticket> racers_;  // by socket
  std::vector<Done> done_;
};

}  // namespace homing
