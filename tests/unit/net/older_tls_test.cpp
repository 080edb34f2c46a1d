// Servers that cut the handshake when they hear of TLS 1.3 (RFC 8446 appendix D).
#include <csignal>

#include "net/conversations.hpp"
#include "talks.hpp"

using namespace homing;

namespace {

// The server writes where it has shut down.
class QuietServer {
 public:
  QuietServer() { std::signal(SIGPIPE, SIG_IGN); }
  ~QuietServer() { std::signal(SIGPIPE, SIG_DFL); }
  QuietServer(const QuietServer&) = delete;
  QuietServer& operator=(const QuietServer&) = delete;
};

// With `also_older` every handshake is cut.
int cut_handshake(SSL* ssl, int*, void* also_older) {
  const unsigned char* versions = nullptr;
  std::size_t size = 0;
  const bool newest = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_supported_versions, &versions, &size) == 1 &&
                      std::string_view(reinterpret_cast<const char*>(versions), size).find("\x03\x04") != std::string_view::npos;
  if (!newest && also_older == nullptr) return SSL_CLIENT_HELLO_SUCCESS;
  ::shutdown(SSL_get_fd(ssl), SHUT_RDWR);
  return SSL_CLIENT_HELLO_ERROR;
}

}  // namespace

TEST_CASE("A handshake that is cut is tried once more with TLS 1.2, which is told", "[net]") {
  const QuietServer quiet;
  TlsServer server(certificate(), true, mailbox, imap_greeting);
  SSL_CTX_set_client_hello_cb(server.context(), cut_handshake, nullptr);
  Talks talks(trusting());
  const Transcript& transcript = talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); });
  CHECK(transcript.heard == Heard::answered);
  REQUIRE(transcript.tls);
  CHECK(transcript.tls->version == "TLSv1.2");
  CHECK(transcript.tls->older_version);
  CHECK(talks.steps() == "dns+ connect+ tls+ greeting+ capabilities+ sign-in+ mailbox+");
  CHECK(server.connections() == 2);
  int never = 0;
  SSL_CTX_set_client_hello_cb(server.context(), cut_handshake, &never);
  const Transcript& cut = talks.hold(at(server, "imaps"), Visitor::make(), [&] { server.serve(); });
  CHECK(cut.heard == Heard::protocol);
  CHECK(cut.fault == "the server closed the connection during the TLS handshake");
  CHECK(talks.steps() == "dns+ connect+ tls-");
  CHECK(server.connections() == 4);
}

TEST_CASE("What was said before a handshake that was cut is told once", "[net]") {
  const QuietServer quiet;
  const auto reply = [](const std::string& heard) -> std::string {
    if (heard.find("STARTTLS") != std::string::npos) return "a OK begin\r\n" + std::string(TlsServer::start_tls);
    if (heard.find("CAPABILITY") != std::string::npos) return "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\nb OK\r\n";
    return heard.find("SELECT INBOX\r\n") != std::string::npos ? "c OK in\r\n* 3 EXISTS\r\nd OK done\r\n" : "";
  };
  TlsServer server(certificate(), false, reply, "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n");
  SSL_CTX_set_client_hello_cb(server.context(), cut_handshake, nullptr);
  Talks talks(trusting());
  const Transcript& transcript = talks.hold(at(server, "imap"), Visitor::make(false), [&] { server.serve(); });
  CHECK(transcript.heard == Heard::answered);
  CHECK(server.connections() == 2);
  CHECK(talks.steps() == "dns+ connect+ greeting+ capabilities+ tls+ capabilities+ sign-in+ mailbox+");
}
