#pragma once
// Talks with mail servers on connections that stand. What is said is decided by the dialogue; here it is sent, over TLS that must
// hold (RFC 8314), and every step is timed.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialog/dialogue.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/tls.hpp"

namespace homing {

struct MailServer {
  Protocol protocol = Protocol::imap;
  bool implicit_tls = true;  ///< TLS from the first byte; else STARTTLS
  std::string host;
  int port = 0;
};

/// `SERVICE://HOST:PORT` (model/question.hpp); nothing where the text is not of this form.
std::optional<MailServer> read_mail_server(std::string_view name);

class Conversations {
 public:
  using Time = Network::Time;
  struct Task {
    MailServer server{};
    std::shared_ptr<const Errand> errand{};
    std::shared_ptr<Transcript> transcript{};  ///< what comes of it is written there
    Time until{};
    std::chrono::milliseconds patience{};  ///< for each step before the sign-in
    bool oldest_tls = false;               ///< TLS 1.2 and nothing newer, since a handshake was cut
    Time began{};                          ///< then: the step in which that was
  };
  struct Done {
    Ticket ticket;
    bool try_older_tls = false;  ///< the handshake was cut; some servers do that when they hear of TLS 1.3
    Time began{};                ///< the step that was cut
  };
  struct Progress {
    Ticket ticket;
    StepTaken step;
  };

  Conversations(Poller& poller, TrustStore& trust) : poller_(poller), tls_(trust) {}
  ~Conversations();
  Conversations(const Conversations&) = delete;
  Conversations& operator=(const Conversations&) = delete;

  /// The socket is connected and becomes ours.
  void start(Ticket ticket, Task task, int socket);
  void drop(Ticket ticket);
  void serve(const Poller::Ready& ready);
  void serve_timeouts(Time now);
  std::optional<Time> next_timeout() const;
  std::vector<Done> take() { return std::exchange(done_, {}); }
  std::vector<Progress> take_progress() { return std::exchange(progress_, {}); }

  void prepare() { tls_.prepare(); }
  bool is_prepared() const { return tls_.is_prepared(); }

 private:
  struct Talk {
    Ticket ticket = 0;
    int socket = -1;
    Task task;
    std::unique_ptr<Dialogue> dialogue;
    TlsChannel tls;
    bool shaking_hands = false;
    std::string outgoing;
    std::size_t sent = 0;  // of it
    Time step_began;
    bool heard_something = false;  // in this step
  };
  // What the last attempt to go on came to.
  enum class Went : std::uint8_t { on, wants_read, wants_write, to_its_end };

  void run(Talk& talk);
  Went go_on(Talk& talk);
  Went begin_tls(Talk& talk);
  Went shake_hands(Talk& talk);
  Went send(Talk& talk);
  Went receive(Talk& talk);
  Went after_tls_call(Talk& talk, int result);
  Went break_handshake(Talk& talk);
  Went end(Talk& talk, Heard heard, std::string fault);
  void will_say(Talk& talk, std::string words);
  void record(Talk& talk);
  void note(Talk& talk, StepTaken step);
  Time deadline(const Talk& talk) const;
  std::string silence(const Talk& talk) const;

  Poller& poller_;
  TlsClient tls_;
  std::map<Ticket, Talk> talks_;
  std::unordered_map<int, Ticket> sockets_;
  std::vector<Done> done_;
  std::vector<Progress> progress_;
};

}  // namespace homing
