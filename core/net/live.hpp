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
#include "net/conversations.hpp"
#include "net/courier.hpp"
#include "net/listener.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/resolver.hpp"
#include "net/trust_store.hpp"
#include "net/web.hpp"

namespace homing {

class LiveNetwork final : public Network {
 public:
  explicit LiveNetwork(NetworkOptions options);

  Time now() const override { return std::chrono::steady_clock::now(); }
  void ask(Ticket ticket, const Question& question, Time until) override;
  void talk(Ticket ticket, const Talk& talk) override;
  void post(Ticket ticket, std::shared_ptr<const Posting> posting, Time until) override;
  std::uint16_t listen(Ticket ticket, Time until) override;
  void welcome(Ticket ticket, std::uint32_t visitor, int status, std::string_view page) override;
  void expect_talks() override { talks_expected_ = true; }
  void drop(Ticket ticket) override;
  void wait(Time until) override;
  void wake() noexcept override { poller_.wake(); }
  bool next(Happened& happened) override;
  std::size_t looking_up() const override { return resolver_.looking_up(); }
  void watch(int socket, bool on) override { poller_.watch(socket, Poller::Owner::nobody, on, false); }

 private:
  enum class Stage : std::uint8_t { resolving, queued, transferring, listening, answered };
  // A question that nobody has taken the answer of yet.
  struct Open {
    Ask kind;
    bool for_dns = false;  // a question to the DoH server, which is ours
    Stage stage = Stage::resolving;
    Time until;
    Request request{};                   // of the web
    Conversations::Task task{};          // of a probe or a talk
    Time step_began{};                   // of a talk
    std::vector<IpAddress> addresses{};  // while it is queued
    std::shared_ptr<const Posting> posting{};
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
  void send_posting(const Connector::Done& done, Open& open);
  void finish_posting(Ticket ticket, std::shared_ptr<const Posted> posted);
  void begin_talk(Ticket ticket, Open& open, std::string address);
  void hear_progress(Conversations::Progress progress);
  void hear_talk(const Conversations::Done& done);
  void note(Ticket ticket, Open& open, Step step, bool ok, std::string reply);
  void give_up(Ticket ticket, Open& open, Step step, Heard heard, std::string fault);
  void give_up_connecting(Ticket ticket, Open& open, Heard heard, const char* fault);
  void finish_talk(Ticket ticket, Open& open);
  void set_end(Ticket ticket, Open& open, Time until);
  bool is_plain(const std::string& host) const;
  Pin pin_of(const Open& open) const;
  Gate& gate_of(const Open& open) { return gates_[open.for_dns ? 1 : open.kind == Ask::talk ? 2 : 0]; }
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
  Conversations conversations_;
  Courier courier_;
  Listeners listeners_{poller_};
  Opens open_;
  std::set<std::pair<Time, Ticket>> ends_;  // of those that are not answered yet
  std::array<Gate, 3> gates_;               // of the jobs; of the DoH server, without which the jobs' would stand still; of talks, which take long
  std::size_t web_open_ = 0;                // questions to web servers that are not answered yet
  bool talks_expected_ = false;
  std::deque<Happened> happened_;
};

}  // namespace homing
