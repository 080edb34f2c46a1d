#pragma once
// The real network: one loop over c-ares, libcurl and our own connections.
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/connector.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/probes.hpp"
#include "net/resolver.hpp"
#include "net/trust_store.hpp"
#include "net/web.hpp"

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
  std::size_t looking_up() const override { return resolver_.looking_up(); }
  void watch(int socket, bool on) override { poller_.watch(socket, Poller::Owner::nobody, on, false); }

 private:
  enum class Stage : std::uint8_t { resolving, queued, transferring, answered };
  // A question that nobody has taken the answer of yet.
  struct Open {
    Ask kind;
    bool for_dns = false;  // a question to the DoH server, which is ours
    Stage stage = Stage::resolving;
    Time until;
    Request request{};                   // of the web
    MailServer server{};                 // of a probe
    std::vector<IpAddress> addresses{};  // while it is queued
  };
  using Opens = std::unordered_map<Ticket, Open>;
  // TCP and TLS transfers cost memory, so that only so many go on at a time; the others wait for their turn.
  struct Gate {
    std::size_t under_way = 0;
    std::deque<Ticket> waiting;
  };

  void begin(Ticket ticket, Open open, const Question& question);
  void ask_file(Ticket ticket, const std::string& path);
  void ask_doh(Resolver::Query query);
  void hear_resolved(Resolver::Done done);
  void hear_connection(const Connector::Done& done);
  bool is_plain(const std::string& host) const;
  Pin pin_of(const Open& open) const;
  Gate& gate_of(const Open& open) { return gates_[open.for_dns ? 1 : 0]; }
  void admit(Gate& gate);
  void transfer(Ticket ticket, Open& open);
  void finish(Ticket ticket, Answer answer);
  void release(Ticket ticket, Open& open);
  void expire();
  bool collect_once();
  bool serve_all(std::chrono::milliseconds patience);
  void collect();
  Time wake_up_time(Time until) const;
  void serve(const Poller::Ready& ready);

  NetworkOptions options_;
  Poller poller_;
  TrustStore trust_;
  Resolver resolver_;
  Connector connector_{poller_};
  Web web_;
  Probes probes_;
  Opens open_;
  std::set<std::pair<Time, Ticket>> ends_;  // of those that are not answered yet
  std::array<Gate, 2> gates_;               // of the jobs; of the DoH server, without which the jobs' would stand still
  std::size_t web_open_ = 0;                // questions to web servers that are not answered yet
  std::deque<Happened> happened_;
};

/// Whether an option value is a proxy URL that can be used; the fault says what is wrong.
Expected<void> check_proxy(const std::string& url);
/// The same of a DoH server's URL.
Expected<void> check_doh(const std::string& url);

}  // namespace homing
