// Whole talks with mail servers: TLS, time and what is told of both.
#include "net/conversations.hpp"

#include <thread>

#include "talks.hpp"

using namespace homing;

namespace {

// Sends a byte every few milliseconds, and never a whole line.
class Dripper {
 public:
  Dripper() : socket_(loopback::bound_socket(SOCK_STREAM, port_)) { ::listen(socket_, 8); }
  ~Dripper() { ::close(guest_), ::close(socket_); }
  Dripper(const Dripper&) = delete;
  Dripper& operator=(const Dripper&) = delete;
  int port() const { return port_; }
  void serve() {
    if (guest_ < 0) guest_ = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    const auto now = std::chrono::steady_clock::now();
    if (guest_ < 0 || now < next_) return;
    ::send(guest_, "*", 1, MSG_NOSIGNAL);
    next_ = now + milliseconds(10);
  }

 private:
  int port_ = 0, socket_, guest_ = -1;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace

TEST_CASE("The steps of a talk are told in their order while it goes on, each with its time", "[net]") {
  Talks talks(trusting());
  TlsServer server(
      certificate(), true,
      [](const std::string& heard) {
        if (heard.find("SELECT") != std::string::npos) std::this_thread::sleep_for(milliseconds(30));
        return mailbox(heard);
      },
      imap_greeting);
  const Transcript& transcript = talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); });
  CHECK(transcript.heard == Heard::answered);
  CHECK(transcript.fault.empty());
  CHECK(talks.steps() == "dns+ connect+ tls+ greeting+ capabilities+ sign-in+ mailbox+");
  CHECK(transcript.address == "127.0.0.1");
  CHECK(transcript.gist.messages == 3);
  REQUIRE(talks.told.size() == transcript.steps.size());
  double all = 0;
  for (std::size_t i = 0; i < talks.told.size(); ++i) {
    CHECK(talks.told[i].step == transcript.steps[i].step);
    CHECK(transcript.steps[i].ms >= 0);
    CHECK(transcript.steps[i].in_plain_text == (i < 2));
    all += transcript.steps[i].ms;
  }
  CHECK(transcript.steps[5].ms >= 30);
  CHECK(all <= static_cast<double>(talks.took.count()) + 1);
  CHECK(transcript.lines.front() == imap_greeting.substr(0, imap_greeting.size() - 2));
}

TEST_CASE("A certificate that does not hold ends the talk before a word is said, and its facts are told", "[net]") {
  const Certificate expired("mail.example", -7200, -3600);
  const Certificate later("mail.example", 3600, 7200);
  struct Bad {
    const Certificate* shown;
    bool trusted;
    std::string host, fault;
    std::int64_t days_left;
  };
  for (const Bad& bad : {Bad{&certificate(), true, "other.example", "mail.example", 0}, Bad{&expired, true, "mail.example", "expired", -1},
                         Bad{&later, true, "mail.example", "not yet valid", 0}, Bad{&certificate(), false, "mail.example", "self", 0}}) {
    CAPTURE(bad.fault);
    bool said = false;
    TlsServer server(
        *bad.shown, true, [&](const std::string&) { return said = true, std::string(); }, imap_greeting);
    Talks talks(bad.trusted ? trusting(*bad.shown) : NetworkOptions());
    const Transcript& transcript = talks.hold(at(server, "imaps", bad.host), Visitor::make(), [&] { server.serve(); });
    CHECK(transcript.heard == Heard::certificate);
    CHECK(talks.steps() == "dns+ connect+ tls-");
    CHECK(transcript.fault.find(bad.fault) != std::string::npos);
    CHECK_FALSE(transcript.gist.asked_to_sign_in);
    CHECK_FALSE(said);
    CHECK(transcript.steps.back().in_plain_text);
    REQUIRE((transcript.tls && transcript.tls->certificate));
    CHECK(transcript.tls->version.empty());
    CHECK(transcript.tls->certificate->names == std::vector<std::string>{"mail.example"});
    CHECK(transcript.tls->certificate->days_left == bad.days_left);
    CHECK(transcript.tls->certificate->not_after.size() == std::string_view("2026-11-21T00:00:00Z").size());
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("A certificate that does not hold ends the talk behind STARTTLS, too", "[net]") {
  std::string last;
  TlsServer server(
      certificate(), false,
      [&](const std::string& heard) {
        last = heard;
        return heard.find("STARTTLS") != std::string::npos ? "220 go\r\n" + std::string(TlsServer::start_tls) : "250-mail\r\n250 STARTTLS\r\n";
      },
      smtp_greeting);
  Talks talks(trusting());
  const Transcript& transcript = talks.hold(at(server, "submission", "other.example"), Visitor::make(false), [&] { server.serve(); });
  CHECK(transcript.heard == Heard::certificate);
  CHECK(talks.steps() == "dns+ connect+ greeting+ capabilities+ tls-");
  CHECK(last == "STARTTLS\r\n");
}

TEST_CASE("A TLS session is taken up again at the next talk with the server", "[net]") {
  TlsServer server(certificate(), true, mailbox, imap_greeting);
  Talks talks(trusting());
  CHECK_FALSE(talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); }).tls->resumed);
  const Transcript& again = talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); });
  CHECK(again.tls->resumed);
  CHECK(again.heard == Heard::answered);
  CHECK(again.tls->certificate.has_value());
  CHECK_FALSE(talks.hold(at(server, "imaps", "other.example"), Visitor::make(), [&] { server.serve(); }).tls->resumed);
}

TEST_CASE("Silence before the greeting, or in the handshake, ends after the patience", "[net]") {
  TcpServer server([](const std::string&) { return std::string(); });
  Talks talks(trusting());
  talks.patience = milliseconds(150);
  for (const bool implicit : {false, true}) {
    const Transcript& silent = talks.hold(at(server, implicit ? "imaps" : "imap"), Visitor::make(implicit), [&] { server.serve(); });
    CHECK(silent.heard == Heard::timeout);
    CHECK(talks.steps() == (implicit ? "dns+ connect+ tls-" : "dns+ connect+ greeting-"));
    CHECK(silent.fault.find(implicit ? "did not answer the TLS handshake" : "was silent") != std::string::npos);
    CHECK(talks.took >= milliseconds(150));
    CHECK(talks.took < milliseconds(1500));
  }
}

TEST_CASE("Whoever sends a byte now and then is not waited for any longer", "[net]") {
  Dripper server;
  Talks talks(trusting());
  talks.patience = milliseconds(200);
  const Transcript& dripped = talks.hold(at(server, "imap"), Visitor::make(false), [&] { server.serve(); });
  CHECK(dripped.heard == Heard::timeout);
  CHECK(dripped.fault.find("was not complete") != std::string::npos);
  CHECK(talks.took >= milliseconds(200));
  CHECK(talks.took < milliseconds(1500));
}

TEST_CASE("A sign-in has all the time there is, but no more", "[net]") {
  bool answering = true;
  TlsServer server(
      certificate(), true,
      [&](const std::string& heard) {
        if (answering) std::this_thread::sleep_for(milliseconds(400));
        return answering ? mailbox(heard) : std::string();
      },
      imap_greeting);
  Talks talks(trusting());
  talks.patience = milliseconds(200);
  CHECK(talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); }).heard == Heard::answered);
  answering = false;
  talks.longest = milliseconds(500);
  const Transcript& silent = talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); });
  CHECK(silent.heard == Heard::timeout);
  CHECK(talks.steps() == "dns+ connect+ tls+ greeting+ capabilities+ sign-in-");
  CHECK(silent.gist.asked_to_sign_in);
  CHECK(talks.took >= milliseconds(500));
  CHECK(talks.took < milliseconds(1500));
}

TEST_CASE("Where nobody listens the connection is refused, and a host that does not exist has none", "[net]") {
  int port = 0;
  const int closed = loopback::bound_socket(SOCK_STREAM, port);
  Talks talks(trusting());
  CHECK(talks.hold("imaps://mail.example:" + std::to_string(port), Visitor::make(), {}).heard == Heard::refused);
  CHECK(talks.steps() == "dns+ connect-");
  ::close(closed);
  CHECK(talks.hold("imaps://gone.example:993", Visitor::make(), {}).heard == Heard::no_such_name);
  CHECK(talks.steps() == "dns-");
}

TEST_CASE("What is sent in plain text behind the consent to STARTTLS is not believed (CVE-2011-0411)", "[net]") {
  std::string last;
  TcpServer server(
      [&](const std::string& heard) {
        last = heard;
        return std::string(heard.starts_with("a ") ? "a OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nb OK\r\n" : "");
      },
      "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n");
  Talks talks(trusting());
  const Transcript& injected = talks.hold(at(server, "imap"), Visitor::make(false), [&] { server.serve(); });
  CHECK(injected.heard == Heard::protocol);
  CHECK(injected.fault.find("plain text after STARTTLS") != std::string::npos);
  CHECK(talks.steps() == "dns+ connect+ greeting+ capabilities+ tls-");
  CHECK(last == "a STARTTLS\r\n");
}

TEST_CASE("A large message arrives whole, however little the server takes at once", "[net]") {
  const auto visitor = Visitor::make();
  visitor->letter = {"<1@contoso.example>", "ada@contoso.example", {"grace@contoso.example"}, "Subject: x\r\n\r\n", false, ""};
  for (int i = 0; i < 10000; ++i) visitor->letter.bytes += std::string(60, static_cast<char>('a' + i % 26)) + "\r\n";
  visitor->letter.bytes += ".\r\n";
  visitor->errand.letter = &visitor->letter;
  std::string arrived;
  const auto reply = [&](const std::string& heard) -> std::string {
    if (heard.starts_with("EHLO")) return "250-mail\r\n250 AUTH PLAIN\r\n";
    if (heard.starts_with("AUTH")) return "235 in\r\n";
    if (heard.starts_with("MAIL") || heard.starts_with("RCPT")) return "250 ok\r\n";
    if (heard == "DATA\r\n") return "354 go\r\n";
    if (!heard.ends_with("\r\n.\r\n")) return {};
    arrived = heard;
    return "250 queued\r\n";
  };
  TlsServer server(certificate(), true, reply, smtp_greeting);
  server.take_little_at_once();
  Talks talks(trusting());
  talks.longest = milliseconds(10000);
  const Transcript& sent = talks.hold(at(server, "submissions"), visitor, [&] { server.serve(); });
  CHECK(sent.heard == Heard::answered);
  CHECK(arrived.size() == visitor->letter.bytes.size());
  CHECK(arrived == visitor->letter.bytes);
}

TEST_CASE("A server may be an IP address, which needs no name server", "[net]") {
  const std::optional<MailServer> named = read_mail_server("imaps://2001:db8::1:993");
  REQUIRE(named);
  CHECK(named->host == "2001:db8::1");
  CHECK(named->port == 993);
  TcpServer server([](const std::string&) { return std::string(); }, "* BYE\r\n");
  Talks talks(trusting());
  const Transcript& refused = talks.hold(at(server, "imap", "127.0.0.1"), Visitor::make(false), [&] { server.serve(); });
  CHECK(refused.heard == Heard::protocol);
  CHECK(refused.address == "127.0.0.1");
  CHECK(talks.steps() == "dns+ connect+ greeting-");
}
