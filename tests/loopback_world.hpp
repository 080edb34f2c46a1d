#pragma once
// A live network whose name server is the test's.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "dns_packet.hpp"
#include "net/live.hpp"
#include "tcp_loopback.hpp"

namespace homing {

using loopback::NameServer;
using loopback::TcpServer;
using std::chrono::milliseconds;

using Records = std::vector<std::string>;

inline const std::string here("\x7F\0\0\1", 4);

// Everybody has one exchanger and lives on the loopback, for a minute; `gone.` does not exist, `silent.` says nothing.
inline std::string small_world(std::string_view name, std::uint16_t type, std::string_view) {
  if (name.starts_with("silent.")) return {};
  dns::Packet packet(name, type);
  const unsigned ttl = name.starts_with("brief.") ? 0 : 60;
  if (name.starts_with("gone.")) packet.rcode = 3;
  else if (type == dns::mx) packet.answer(dns::to_question, dns::mx, dns::number(10) + dns::name("mx." + std::string(name)), ttl);
  else if (type == dns::txt) packet.answer(dns::to_question, dns::txt, dns::counted("v=spf1 -all"), ttl);
  else if (type == dns::srv)
    packet.answer(dns::to_question, dns::srv, dns::number(0) + dns::number(1) + dns::number(993) + dns::name("imap.example"), ttl);
  else if (type == dns::a && name.starts_with("alias.")) packet.answer(dns::to_question, dns::cname, dns::name("end.example"), ttl);
  else if (type == dns::a) packet.answer(dns::to_question, dns::a, here, ttl);
  packet.authentic = name.starts_with("signed.");
  return packet.bytes();
}

// A network, and the servers that take turns with it.
class World {
 public:
  explicit World(NetworkOptions options = {}, const NameServer::Reply& reply = small_world) : dns_(reply) {
    options.dns_servers = dns_.address();
    network_.emplace(std::move(options));
  }

  void ask(Ticket ticket, Ask kind, std::string name, int longest = 2000, std::string body = {}) {
    network_->ask(ticket, {kind, std::move(name), std::move(body)}, network_->now() + milliseconds(longest));
  }
  // Until all of so many questions have been answered, or much too late.
  void turn(std::size_t answers, const std::function<void()>& servers = {}) {
    const Network::Time end = network_->now() + std::max(milliseconds(4000), 2 * patience);
    while (answers_.size() < answers && network_->now() < end) {
      network_->wait(std::min(end, network_->now() + milliseconds(1)));
      dns_.serve();
      if (servers) servers();
      for (Happened happened; network_->next(happened);) take(std::move(happened));
    }
    REQUIRE(answers_.size() == answers);
  }
  Answer one(Ask kind, std::string name, const std::function<void()>& servers = {}, std::string body = {}) {
    const std::size_t before = answers_.size();
    ask(++last_, kind, std::move(name), 2000, std::move(body));
    turn(before + 1, servers);
    return answers_.at(last_);
  }
  // A posting, to its end.
  std::shared_ptr<const Posted> post(std::string url, std::string_view body, const std::function<void()>& servers = {},
                                     std::string_view bearer = {}) {
    auto posting = std::make_shared<Posting>();
    posting->url = std::move(url);
    posting->content_type = "application/x-www-form-urlencoded";
    posting->body = Secret(body);
    posting->bearer = Secret(bearer);
    return post(std::move(posting), servers);
  }
  std::shared_ptr<const Posted> post(std::shared_ptr<const Posting> posting, const std::function<void()>& servers = {}) {
    const std::size_t before = answers_.size();
    network_->post(++last_, std::move(posting), network_->now() + patience);
    turn(before + 1, servers);
    REQUIRE(posted_[last_] != nullptr);
    return posted_[last_];
  }
  // Until it is so, or much too late.
  bool turn_until(const std::function<bool()>& so, const std::function<void()>& servers = {}, int longest = 4000) {
    const Network::Time end = network_->now() + milliseconds(longest);
    while (!so() && network_->now() < end) {
      network_->wait(std::min(end, network_->now() + milliseconds(1)));
      dns_.serve();
      if (servers) servers();
      for (Happened happened; network_->next(happened);) take(std::move(happened));
    }
    return so();
  }
  void forget() { posted_.clear(); }
  milliseconds patience{2000};
  std::vector<std::shared_ptr<const Visit>> visits;
  LiveNetwork& network() { return *network_; }
  const std::map<Ticket, Answer>& answers() const { return answers_; }
  const std::vector<Ticket>& hosts() const { return hosts_; }
  const NameServer& dns() const { return dns_; }

 private:
  void take(Happened happened) {
    if (happened.visit) return visits.push_back(std::move(happened.visit));
    if (happened.posted) posted_[happened.ticket] = std::move(happened.posted);
    if (happened.only_host_exists) hosts_.push_back(happened.ticket);
    else answers_[happened.ticket] = std::move(happened.answer);
  }

  NameServer dns_;
  std::optional<LiveNetwork> network_;
  std::map<Ticket, Answer> answers_;
  std::map<Ticket, std::shared_ptr<const Posted>> posted_;
  std::vector<Ticket> hosts_;
  Ticket last_ = 1000000;
};

}  // namespace homing
