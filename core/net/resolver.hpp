#pragma once
// What the DNS says, to all who ask: equal questions share one look-up, and the addresses of hosts are kept while they hold.
// The look-ups go through c-ares, or to a DoH server (RFC 8484) over whatever https the owner of this object has.
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/dns.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/system_dns.hpp"

namespace homing {

class Resolver {
 public:
  using Time = Network::Time;
  struct Done {
    Ticket ticket;
    Answer answer;                     ///< of a host: how it ended, and the ttl
    std::vector<IpAddress> addresses;  ///< of a host
  };
  /// A message for the DoH server. Its ticket is of no job's.
  struct Query {
    Ticket ticket;
    std::string message;
  };

  Resolver(const NetworkOptions& options, Poller& poller);

  /// MX, SRV, TXT, CNAME or HOST. `plain`: not through the DoH server, which needs an address itself.
  void ask(Ticket ticket, Ask kind, const std::string& name, bool plain);
  void drop(Ticket ticket);
  /// Nobody answered at the addresses that are kept for a host.
  void forget(const std::string& host);

  std::size_t looking_up() const { return lookups_.size(); }
  void serve(const Poller::Ready& ready) { dns_->serve(ready); }
  void serve_timeouts() { dns_->serve_timeouts(); }
  std::optional<Time> next_timeout() const;

  std::vector<Done> take();
  std::vector<Query> take_queries() { return std::exchange(queries_, {}); }
  /// What the DoH server answered to one of the queries.
  void hear(Ticket ticket, const Answer& answer);

 private:
  struct Key {
    Ask kind;
    bool plain;
    std::string name;
    auto operator<=>(const Key&) const = default;
  };
  // Something that somebody asked, on its way.
  struct Lookup {
    std::set<Ticket> waiting;
    int families_heard = 0;  // of a host
    Answer answer;           // of a host: of the family that told most
    std::vector<IpAddress> addresses;
    std::optional<Time> enough;  // one family has answered; the other gets until then
  };
  using Lookups = std::map<Key, Lookup>;
  struct Known {
    Answer answer;
    std::vector<IpAddress> addresses;
    Time until;
  };
  // One on its way to the DoH server.
  struct Outgoing {
    Key key;
    DnsType type;
    std::string message;
  };

  void look_up(const Key& key);
  void send(const Key& key, DnsType type);
  void hear(const Key& key, bool is_v6, DnsReply reply);
  void hear_family(Lookups::iterator found, bool is_v6, DnsReply reply);
  void settle(Lookups::iterator found);
  void remember(const Key& key, const Lookup& lookup);
  void follow_system_dns();

  const NetworkOptions& options_;
  Poller& poller_;
  SystemDns system_dns_;  // before what reads it
  std::optional<Dns> dns_;
  Lookups lookups_;
  std::unordered_map<Ticket, Lookups::iterator> asking_;
  std::deque<std::pair<Time, Key>> half_;  // hosts of which one family has answered, in the order of their ends
  std::map<Key, Known> known_;
  std::unordered_map<Ticket, Outgoing> outgoing_;
  std::uint32_t last_query_ = 0;
  std::vector<Query> queries_;
  std::vector<Done> done_;
};

}  // namespace homing
