#pragma once
// Answers questions. One object serves all jobs of a session, in the thread that waits.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "model/posting.hpp"
#include "model/question.hpp"
#include "model/transcript.hpp"

namespace homing {

struct Errand;
using Ticket = std::uint64_t;

struct Happened {
  Ticket ticket = 0;
  bool only_host_exists = false;  ///< no answer yet: the DNS knows the host of a question to a web server
  Answer answer{};
  std::shared_ptr<const StepTaken> step{};         ///< no answer yet: a talk has come so far
  std::shared_ptr<const Transcript> transcript{};  ///< the answer, of a talk
  std::shared_ptr<const Posted> posted{};          ///< the answer, of a posting
  std::shared_ptr<const Visit> visit{};            ///< no answer yet: somebody came to the listener

  bool is_answer() const { return !only_host_exists && step == nullptr && visit == nullptr; }
};

class Network {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// What is to be done at a mail server.
  struct Talk {
    Question question;  ///< Ask::talk
    std::shared_ptr<const Errand> errand;
    Time until;                          ///< the answer comes then at the latest
    std::chrono::milliseconds patience;  ///< for each step before the sign-in
  };

  virtual ~Network() = default;
  virtual Time now() const = 0;
  /// Starts a question; its answer comes at `until` at the latest.
  virtual void ask(Ticket ticket, const Question& question, Time until) = 0;
  /// Starts a talk with a mail server. Its steps are told as they end.
  virtual void talk(Ticket ticket, const Talk& talk) = 0;
  /// Starts a request that holds secrets.
  virtual void post(Ticket ticket, std::shared_ptr<const Posting> posting, Time until) = 0;
  /// Waits on the loopback for the browser that comes back (RFC 8252 section 7.3), until the ticket is dropped or, with an answer of
  /// Heard::timeout, until its time. Each visitor is told. Returns the port; 0: there is none to be had.
  virtual std::uint16_t listen(Ticket ticket, Time until) = 0;
  /// What the visitor of a listener gets to see: a page of HTML. It is sent even where the ticket is dropped soon after.
  virtual void welcome(Ticket ticket, std::uint32_t visitor, int status, std::string_view page) = 0;
  /// There will be talks: what they need may be loaded while there is nothing else to do.
  virtual void expect_talks() {}
  /// Nothing more is heard of this ticket.
  virtual void drop(Ticket ticket) = 0;
  /// Works until something happened, the time has come, or somebody woke it.
  virtual void wait(Time until) = 0;
  /// Ends a `wait`. The one call that is allowed from any thread.
  virtual void wake() noexcept = 0;
  /// The next thing that happened, if any.
  virtual bool next(Happened& happened) = 0;
  /// How many look-ups in the DNS are out.
  virtual std::size_t looking_up() const { return 0; }
  /// A `wait` ends also while there is something to read from somebody else's socket. It must be let go before it is closed.
  virtual void watch(int, bool) {}
};

/// What the options say about the network.
struct NetworkOptions {
  std::string dns_servers;
  std::chrono::milliseconds dns_timeout{250};
  std::string ca_file;
  std::string proxy;
  bool refuse_private = false;
  bool trust_ad = false;  ///< the resolver validates (DNSSEC) and the way to it is safe: its AD bit is believed
  std::string doh;        ///< the https URL of a server that answers all look-ups instead (RFC 8484); empty: none
};

}  // namespace homing
