#pragma once
// Questions to web servers whose addresses are known: a connection first, then libcurl.
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/connector.hpp"
#include "net/http.hpp"
#include "net/network.hpp"

namespace homing {

class Web {
 public:
  using Time = Network::Time;

  Web(const NetworkOptions& options, Poller& poller, Connector& connector, TrustStore& trust)
      : options_(options), poller_(poller), connector_(connector), trust_(trust) {}

  void start(Ticket ticket, Request request, Pin pin, Time until);
  /// What became of the connection of a ticket that was started here.
  void hear(const Connector::Done& done);
  void drop(Ticket ticket);

  /// Loads what questions to web servers need, which costs some milliseconds; they do so themselves otherwise.
  void prepare();
  bool prepared() const { return http_ || failed_; }

  void serve(const Poller::Ready& ready);
  void serve_timeouts();
  std::optional<Time> next_timeout() const;
  std::vector<Http::Done> take();

 private:
  struct Fetch {
    Request request;
    Pin pin;
    Time until;
  };
  void fetch(Ticket ticket, Fetch wanted);
  void fail(Ticket ticket, Heard heard, const char* why);

  const NetworkOptions& options_;
  Poller& poller_;
  Connector& connector_;
  TrustStore& trust_;
  std::unique_ptr<Http> http_;
  bool failed_ = false;
  std::set<std::string> connected_;     // host and port to which curl was given a connection that it may share
  std::map<Ticket, Fetch> connecting_;  // not handed to curl yet
  std::vector<Http::Done> done_;
};

}  // namespace homing
