// Secrets that were sent and received leave nothing behind in the memory of the process: a core file holds none.
#include <netinet/in.h>
#include <sys/wait.h>
#include <csignal>

#include "catch.hpp"
#include "loopback_world.hpp"
#include "memory_search.hpp"
#include "tls_loopback.hpp"

using namespace homing;
using loopback::Certificate;
using loopback::TlsServer;
using memory::Marker;

namespace {

const Marker sent_body(1), sent_bearer(2), heard_body(3), visited(4);

// Answers with a marked secret in many chunks and records; lives in a process of its own, whose memory is not searched.
class Elsewhere {
 public:
  explicit Elsewhere(const Certificate& certificate) {
    TlsServer server(certificate, true, [](const std::string& heard) { return answer(heard); });
    SSL_CTX_set_max_send_fragment(server.context(), 600);
    port_ = server.port();
    process_ = ::fork();
    if (process_ != 0) return;
    for (;;) {
      server.serve();
      ::usleep(500);
    }
  }
  ~Elsewhere() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;
  int port() const { return port_; }

 private:
  static std::string answer(const std::string& heard) {
    const std::size_t end = heard.find("\r\n\r\n"), length = heard.find("Content-Length: ");
    if (end == std::string::npos || heard.size() - end - 4 < std::stoul(heard.substr(length + 16))) return {};
    const bool complete =
        heard.find(sent_body.secret().reveal()) != std::string::npos && heard.find(sent_bearer.secret().reveal()) != std::string::npos;
    std::string said = complete ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 400 Bad Request\r\n";
    said += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 100; ++i) said += "31\r\n{\"access_token\":" + std::string(heard_body.secret("\"").reveal()) + "\r\n";
    return said + "0\r\n\r\n";
  }
  int port_ = 0;
  pid_t process_ = -1;
};

// A browser of its own process.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : process_(::fork()) {
    if (process_ != 0) return;
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0) ::_exit(1);
    const Secret request = visited.secret("GET /callback?code=", " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ::send(socket, request.reveal().data(), request.reveal().size(), MSG_NOSIGNAL);
    char bytes[1024];
    while (::recv(socket, bytes, sizeof bytes, 0) > 0) continue;
    ::_exit(0);
  }
  ~Browser() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

 private:
  pid_t process_;
};

std::shared_ptr<const Posting> marked_posting(int port) {
  auto posting = std::make_shared<Posting>();
  posting->url = "https://login.example:" + std::to_string(port) + "/token";
  posting->content_type = "application/x-www-form-urlencoded";
  posting->body = sent_body.secret("grant_type=refresh_token&refresh_token=");
  posting->bearer = sent_bearer.secret();
  return posting;
}

}  // namespace

TEST_CASE("A posting and its answer leave nothing behind in memory", "[net]") {
  const Certificate certificate("login.example");
  const Elsewhere server(certificate);
  NetworkOptions options;
  options.ca_file = certificate.file();
  World world(options);
  {
    const auto posted = world.post(marked_posting(server.port()));
    REQUIRE(posted->status == 200);
    CHECK(posted->body.reveal().size() == 4900);
    CHECK(heard_body.places() == 100);  // in the one place where it is wanted
    CHECK(sent_body.places() == 0);
    CHECK(sent_bearer.places() == 0);
    world.forget();
  }
  CHECK(heard_body.places() == 0);
}

TEST_CASE("A posting that is dropped, or answered too late, leaves nothing behind in memory", "[net]") {
  const Certificate certificate("login.example");
  TlsServer mute(certificate, true, [](const std::string&) { return std::string(); });
  NetworkOptions options;
  options.ca_file = certificate.file();
  World world(options);
  std::shared_ptr<const Posting> posting = marked_posting(mute.port());
  CHECK(sent_body.places() == 1);
  world.network().post(1, std::move(posting), world.network().now() + milliseconds(2000));
  world.turn_until([] { return false; }, {}, 50);  // nobody serves: it waits in its handshake
  CHECK(sent_body.places() == 1);
  world.network().drop(1);
  CHECK(sent_body.places() == 0);
  CHECK(sent_bearer.places() == 0);
}

TEST_CASE("A visit of a browser leaves nothing behind in memory", "[net]") {
  World world;
  const std::uint16_t port = world.network().listen(1, world.network().now() + milliseconds(5000));
  const Browser browser(port);
  REQUIRE(world.turn_until([&] { return world.visits.size() == 1; }));
  CHECK(world.visits[0]->target.reveal().size() == 47);
  CHECK(visited.places() == 1);
  world.network().welcome(1, world.visits[0]->visitor, 200, "<p>Done.");
  world.visits.clear();
  CHECK(visited.places() == 0);
}
