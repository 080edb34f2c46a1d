#pragma once
// Mail servers are greeted on connections that stand, over TLS that must hold (RFC 8314), and asked what they can do.
#include <openssl/ssl.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialog/greeting.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/trust_store.hpp"

namespace homing {

struct MailServer {
  Protocol protocol = Protocol::imap;
  bool implicit_tls = true;  ///< TLS from the first byte; else STARTTLS
  std::string host;
  int port = 0;
};

/// `SERVICE://HOST:PORT` (model/question.hpp); nothing where the text is not of this form.
std::optional<MailServer> read_mail_server(std::string_view name);

class Probes {
 public:
  struct Done {
    Ticket ticket;
    Answer answer;
  };

  Probes(Poller& poller, TrustStore& trust) : poller_(poller), trust_(trust) {}
  ~Probes();
  Probes(const Probes&) = delete;
  Probes& operator=(const Probes&) = delete;

  /// The socket is connected and becomes ours.
  void start(Ticket ticket, const MailServer& server, int socket);
  void drop(Ticket ticket);
  void serve(const Poller::Ready& ready);
  std::vector<Done> take() { return std::exchange(done_, {}); }

 private:
  using Tls = std::unique_ptr<SSL, void (*)(SSL*)>;
  struct Probe {
    Ticket ticket = 0;
    int socket = -1;
    std::string host;
    std::unique_ptr<Greeting> greeting;
    Tls tls{nullptr, SSL_free};
    bool shaking_hands = false;
    std::string outgoing;
  };
  // What the last attempt to go on came to.
  enum class Step : std::uint8_t { went_on, wants_read, wants_write, ended };

  void run(Probe& probe);
  Step go_on(Probe& probe);
  Step begin_tls(Probe& probe);
  Step shake_hands(Probe& probe);
  Step send(Probe& probe);
  Step receive(Probe& probe);
  Step after_tls_call(Probe& probe, int result);
  Step end(Probe& probe, Heard heard, std::string detail);
  SSL_CTX* context();

  Poller& poller_;
  TrustStore& trust_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, SSL_CTX_free};
  std::map<Ticket, Probe> probes_;
  std::unordered_map<int, Ticket> sockets_;
  std::vector<Done> done_;
};

}  // namespace homing
