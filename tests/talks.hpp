#pragma once
// Talks with mail servers that a test plays, over the loopback.
#include <memory>
#include <string>
#include <vector>

#include "dialog/errand.hpp"
#include "loopback_world.hpp"
#include "model/transcript.hpp"
#include "tls_loopback.hpp"

namespace homing {

using loopback::Certificate;
using loopback::TlsServer;

inline const Certificate& certificate() {
  static const Certificate one("mail.example");
  return one;
}

inline NetworkOptions trusting(const Certificate& authority = certificate()) {
  NetworkOptions options;
  options.ca_file = authority.file();
  return options;
}

template <class Server>
std::string at(const Server& server, const std::string& service, const std::string& host = "mail.example") {
  return service + "://" + host + ':' + std::to_string(server.port());
}

inline const std::string imap_greeting = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n";
inline const std::string smtp_greeting = "220 ready\r\n";

inline std::string mailbox(const std::string& heard) {
  return heard.find("SELECT INBOX\r\n") != std::string::npos ? "a OK in\r\n* 3 EXISTS\r\nb OK done\r\n" : "";
}

/// Who signs in and what for; it owns all that an errand points to.
struct Visitor {
  Secret secret{"correct horse"};
  Credentials login{Method::password, "ada@contoso.example", &secret, "mail.example", 993};
  Letter letter;
  Errand errand;

  static std::shared_ptr<Visitor> make(bool implicit_tls = true) {
    auto made = std::make_shared<Visitor>();
    made->errand.implicit_tls = implicit_tls;
    made->errand.login = &made->login;
    return made;
  }
};

/// A network, and what came of one talk after the other.
class Talks {
 public:
  explicit Talks(NetworkOptions options = {}) : dns_(small_world) {
    options.dns_servers = dns_.address();
    network_.emplace(std::move(options));
  }

  const Transcript& hold(const std::string& name, const std::shared_ptr<Visitor>& visitor, const std::function<void()>& serve) {
    told.clear();
    transcript_ = nullptr;
    const Network::Time begin = network_->now(), end = begin + longest + milliseconds(3000);
    const std::shared_ptr<const Errand> errand(visitor, &visitor->errand);
    network_->talk(++last_, {{Ask::talk, name}, errand, begin + longest, patience});
    while (transcript_ == nullptr && network_->now() < end) {
      network_->wait(std::min(end, network_->now() + milliseconds(1)));
      dns_.serve();
      if (serve) serve();
      for (Happened happened; network_->next(happened);) take(std::move(happened));
    }
    took = std::chrono::duration_cast<milliseconds>(network_->now() - begin);
    REQUIRE(transcript_ != nullptr);
    return *transcript_;
  }
  /// `dns+ connect+ tls-`: how each step ended.
  std::string steps() const {
    std::string text;
    for (const StepTaken& step : transcript_->steps) text += (text.empty() ? "" : " ") + std::string(word(step.step)) + (step.ok ? "+" : "-");
    return text;
  }

  milliseconds longest{2000}, patience{1000}, took{0};
  std::vector<StepTaken> told;  ///< while the talk went on

 private:
  void take(Happened happened) {
    if (happened.step) told.push_back(*happened.step);
    if (happened.transcript) transcript_ = happened.transcript;
  }

  NameServer dns_;
  std::optional<LiveNetwork> network_;
  std::shared_ptr<const Transcript> transcript_;
  Ticket last_ = 0;
};

}  // namespace homing
