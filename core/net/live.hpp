#pragma once
// The real network: one loop over c-ares and libcurl.
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "net/connector.hpp"
#include "net/dns.hpp"
#include "net/http.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class LiveNetwork final : public Network {
 public:
  explicit LiveNetwork(NetworkOptions options);

  Time now() const override { return std::chrono::steady_clock::now(); }
  void ask(Ticket ticket, const Question& question, Time until) override;
  void drop(Ticket ticket) override;
  void wait(Time until) override;
  void wake() noexcept override { poller_.wake(); }
  bool next(Happened& happened) override;

 private:
  struct Fetch {
    std::string url;
    Time until;
    Pin pin;  // known once the DNS has answered
  };
  // One host that somebody asked for, on its way through the DNS.
  struct Lookup {
    std::set<Ticket> waiting;
    int families_heard = 0;
    Heard heard = Heard::no_such_name;  // of the family that told most
    std::vector<IpAddress> addresses;
    std::optional<Time> enough;  // one family has answered; the other gets until then
  };

  void ask_https(Ticket ticket, const std::string& url, Time until);
  void ask_file(Ticket ticket, const std::string& path);
  void hear_dns(Dns::Done done);
  void resolved(const std::string& host, Lookup lookup);
  void connect(Ticket ticket, const Pin& pin);
  void hear_connection(const Connector::Done& done);
  void start_fetch(Ticket ticket, const Pin& pin);
  void finish(Ticket ticket, Answer answer) { happened_.push_back({ticket, false, std::move(answer)}); }
  void settle_lookups();
  void collect();
  bool prepare_http();
  Time wake_up_time(Time until) const;
  void follow_system_dns();
  std::string host_to_resolve(const std::string& url) const;

  NetworkOptions options_;
  Poller poller_;
  std::filesystem::file_time_type dns_configured_;
  std::optional<Dns> dns_;
  Connector connector_{poller_};
  std::unique_ptr<Http> http_;
  bool http_failed_ = false;
  std::set<std::string> connected_;                     // hosts to which curl was given a connection that it may share
  std::map<std::string, std::set<Ticket>> mx_waiting_;  // by name
  std::map<Ticket, Fetch> fetches_;                     // https questions not handed to curl yet
  std::map<std::string, Lookup> lookups_;               // by host
  std::deque<Happened> happened_;
};

/// Whether an option value is a proxy URL that can be used; the fault says what is wrong.
Expected<void> check_proxy(const std::string& url);

}  // namespace homing
