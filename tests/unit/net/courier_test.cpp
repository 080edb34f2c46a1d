#include "net/courier.hpp"

#include "catch.hpp"
#include "loopback_world.hpp"
#include "tls_loopback.hpp"

using namespace homing;
using loopback::Certificate;
using loopback::TlsServer;

namespace {

const Certificate& certificate() {
  static const Certificate one("login.example");
  return one;
}

NetworkOptions trusting() {
  NetworkOptions options;
  options.ca_file = certificate().file();
  return options;
}

std::string at(int port, const std::string& rest = "/token", const std::string& host = "login.example") {
  return "https://" + host + ':' + std::to_string(port) + rest;
}

// Whether a request is all there.
bool is_whole(const std::string& heard) {
  const std::size_t end = heard.find("\r\n\r\n"), length = heard.find("Content-Length: ");
  return end != std::string::npos && length != std::string::npos && heard.size() - end - 4 == std::stoul(heard.substr(length + 16));
}

// Writes down whole requests, and answers them.
struct Office {
  explicit Office(std::string said) : answer(std::move(said)) {}
  std::string operator()(const std::string& heard) {
    if (!is_whole(heard)) return {};
    requests.push_back(heard);
    return answer;
  }
  std::string answer;
  std::vector<std::string> requests;
};

const std::string token =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: a=b\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    "Content-Length: 18\r\n\r\n{\"access_token\":1}";

}  // namespace

TEST_CASE("A posting is sent as it was asked for, and its answer is handed over", "[net]") {
  World world(trusting());
  Office office(token);
  TlsServer server(certificate(), true, std::ref(office));
  const auto posted = world.post(at(server.port(), "/common/token?x=y#z"), "grant_type=a&code=b", [&] { server.serve(); });
  CHECK(posted->heard == Heard::answered);
  CHECK(posted->status == 200);
  CHECK(posted->body.reveal() == "{\"access_token\":1}");
  CHECK(posted->header("content-type") == "application/json");
  CHECK(posted->header("date") == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(posted->header("set-cookie").empty());
  REQUIRE(office.requests.size() == 1);
  CHECK(office.requests[0] == "POST /common/token?x=y HTTP/1.1\r\nHost: login.example:" + std::to_string(server.port()) +
                                  "\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\nContent-Length: 19\r\n"
                                  "User-Agent: homing\r\nConnection: close\r\n\r\ngrant_type=a&code=b");
  CHECK(world.hosts().empty());
}

TEST_CASE("An access token goes along where there is one", "[net]") {
  World world(trusting());
  Office office(token);
  TlsServer server(certificate(), true, std::ref(office));
  world.post(
      at(server.port(), ""), "", [&] { server.serve(); }, "eyJ0.e30.c2ln");
  REQUIRE(office.requests.size() == 1);
  CHECK(office.requests[0].starts_with("POST / HTTP/1.1\r\n"));
  CHECK(office.requests[0].ends_with("\r\nAuthorization: Bearer eyJ0.e30.c2ln\r\n\r\n"));
}

TEST_CASE("A chunked answer that comes in many records is put together", "[net]") {
  World world(trusting());
  std::string chunks;
  for (int i = 0; i < 500; ++i) chunks += "5\r\npedia\r\n";
  Office office("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n" + chunks + "0\r\n\r\n");
  TlsServer server(certificate(), true, std::ref(office));
  SSL_CTX_set_max_send_fragment(server.context(), 512);
  const auto posted = world.post(at(server.port()), "a", [&] { server.serve(); });
  CHECK(posted->status == 400);
  CHECK(posted->body.reveal().starts_with("Wikipediapediapedia"));
  CHECK(posted->body.reveal().size() == 2504);
}

TEST_CASE("A long body arrives whole where the server takes little at once", "[net]") {
  World world(trusting());
  Office office(token);
  TlsServer server(certificate(), true, std::ref(office));
  server.take_little_at_once();
  std::string body;
  for (int i = 0; body.size() < 1000000; ++i) body += std::to_string(i);
  world.patience = milliseconds(20000);
  const auto posted = world.post(at(server.port()), body, [&] { server.serve(); });
  CHECK(posted->status == 200);
  REQUIRE(office.requests.size() == 1);
  CHECK(office.requests[0].ends_with(body));
}

TEST_CASE("Nothing is said to a server whose certificate does not hold", "[net]") {
  const Certificate stranger("login.example");
  World world(trusting());
  std::string heard_by_stranger;
  const auto listen_in = [&](const std::string& heard) { return heard_by_stranger += heard, token; };
  TlsServer untrusted(stranger, true, listen_in);
  const auto posted = world.post(at(untrusted.port()), "code=secret", [&] { untrusted.serve(); });
  CHECK(posted->heard == Heard::certificate);
  CHECK_FALSE(posted->detail.empty());
  CHECK(posted->body.empty());
  TlsServer other_name(certificate(), true, listen_in);
  CHECK(world.post(at(other_name.port(), "/", "other.example"), "code=secret", [&] { other_name.serve(); })->heard == Heard::certificate);
  CHECK(untrusted.connections() + other_name.connections() >= 2);
  CHECK(heard_by_stranger.empty());
}

TEST_CASE("TLS 1.1 is not spoken", "[net]") {
  World world(trusting());
  Office office(token);
  TlsServer old(certificate(), true, std::ref(office));
  SSL_CTX_set_security_level(old.context(), 0);
  SSL_CTX_set_min_proto_version(old.context(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(old.context(), TLS1_1_VERSION);
  CHECK(world.post(at(old.port()), "a", [&] { old.serve(); })->heard == Heard::protocol);
  CHECK(office.requests.empty());
}

TEST_CASE("A redirect is an answer like another and is not followed", "[net]") {
  World world(trusting());
  Office elsewhere(token);
  TlsServer other(certificate(), true, std::ref(elsewhere));
  Office office("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + at(other.port()) + "\r\nContent-Length: 0\r\n\r\n");
  TlsServer server(certificate(), true, std::ref(office));
  const auto posted = world.post(at(server.port()), "code=secret", [&] { server.serve(), other.serve(); });
  CHECK(posted->heard == Heard::answered);
  CHECK(posted->status == 307);
  CHECK(other.connections() == 0);
}

TEST_CASE("An answer has its limits", "[net]") {
  World world(trusting());
  Office office("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n{");
  TlsServer server(certificate(), true, std::ref(office));
  const auto serve = [&] { server.serve(); };
  CHECK(world.post(at(server.port()), "a", serve)->heard == Heard::too_large);
  office.answer = "HTTP/1.1 200 OK\r\nX: " + std::string(40000, 'x') + "\r\n\r\n";
  CHECK(world.post(at(server.port()), "a", serve)->heard == Heard::too_large);
  office.answer = "* OK this is no web server\r\n";
  const auto posted = world.post(at(server.port()), "a", serve);
  CHECK(posted->heard == Heard::protocol);
  CHECK_FALSE(posted->detail.empty());
}

TEST_CASE("A server that goes away within its answer has not answered", "[net]") {
  World world(trusting());
  Office office("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half");
  auto server = std::make_unique<TlsServer>(certificate(), true, std::ref(office));
  const std::string url = at(server->port());
  const auto posted = world.post(url, "a", [&] {
    if (server) server->serve();
    if (!office.requests.empty()) server.reset();
  });
  CHECK(posted->heard == Heard::protocol);
  CHECK(posted->body.empty());
}

TEST_CASE("A server that is silent is waited for until the posting's time", "[net]") {
  World world(trusting());
  world.patience = milliseconds(200);
  Office office("");
  TlsServer server(certificate(), true, std::ref(office));
  const auto start = world.network().now();
  CHECK(world.post(at(server.port()), "a", [&] { server.serve(); })->heard == Heard::timeout);
  CHECK(office.requests.size() == 1);
  TcpServer mute([](const std::string&) { return std::string(); });
  CHECK(world.post(at(mute.port()), "a", [&] { mute.serve(); })->heard == Heard::timeout);
  CHECK(world.network().now() - start < milliseconds(2000));
}

TEST_CASE("Nobody there, no such host and a private address are told apart", "[net]") {
  NetworkOptions careful = trusting();
  World world(careful);
  int port = 0;
  const int unused = loopback::bound_socket(SOCK_STREAM, port);
  CHECK(world.post(at(port), "a")->heard == Heard::refused);
  ::close(unused);
  CHECK(world.post("https://gone.example/", "a")->heard == Heard::no_such_name);
  careful.refuse_private = true;
  World guarded(careful);
  Office office(token);
  TlsServer server(certificate(), true, std::ref(office));
  CHECK(guarded.post(at(server.port()), "a", [&] { server.serve(); })->heard == Heard::private_address);
  CHECK(server.connections() == 0);
}

TEST_CASE("What cannot be sent safely is not sent", "[net]") {
  World world(trusting());
  for (const char* const url :
       {"http://login.example/", "https://", "https:///token", "https://ada@login.example/", "https://login.example:0/", "https://login.example:x/",
        "https://login.example/a b", "https://login.example/a\r\nX: y", "ftp://login.example/", ""}) {
    INFO(url);
    CHECK(world.post(url, "a")->heard == Heard::protocol);
  }
  CHECK(world.post("https://login.example/", "a", {}, "a\r\nX: y")->heard == Heard::protocol);
  CHECK(world.post("https://login.example/", "a", {}, "a b")->heard == Heard::protocol);
  Posting posting;
  posting.url = "https://login.example/";
  posting.content_type = "text/plain\r\nX: y";
  CHECK_FALSE(unsendable(posting).empty());
  CHECK(world.dns().queries() == 0);
}

TEST_CASE("A posting that is dropped in the middle is heard of no more, and others go on", "[net]") {
  World world(trusting());
  Office office("");
  TlsServer server(certificate(), true, std::ref(office));
  auto posting = std::make_shared<Posting>();
  posting->url = at(server.port());
  posting->body = Secret("code=secret");
  const std::weak_ptr<const Posting> kept = posting;
  world.network().post(7, std::move(posting), world.network().now() + milliseconds(2000));
  REQUIRE(world.turn_until([&] { return office.requests.size() == 1; }, [&] { server.serve(); }));
  world.network().drop(7);
  CHECK(kept.expired());
  office.answer = token;
  CHECK(world.post(at(server.port()), "a", [&] { server.serve(); })->status == 200);
  CHECK_FALSE(world.answers().contains(7));
}

TEST_CASE("More postings than may go on at a time are all answered", "[net]") {
  World world(trusting());
  Office office(token);
  TlsServer server(certificate(), true, std::ref(office));
  const auto posting = std::make_shared<Posting>();
  posting->url = at(server.port());
  posting->body = Secret("a");
  for (Ticket ticket = 1; ticket <= 80; ++ticket) world.network().post(ticket, posting, world.network().now() + milliseconds(20000));
  CHECK(world.turn_until([&] { return world.answers().size() == 80; }, [&] { server.serve(); }, 20000));
  CHECK(office.requests.size() == 80);
}

TEST_CASE("Where there is a proxy it is asked for the host, and sees nothing else", "[net]") {
  std::string asked;
  Office office(token);
  TlsServer proxy(certificate(), false, [&](const std::string& heard) {
    if (!heard.starts_with("CONNECT ")) return office(heard);
    asked = heard;
    return "HTTP/1.1 200 OK\r\n\r\n" + std::string(TlsServer::start_tls);
  });
  NetworkOptions options = trusting();
  options.proxy = "http://proxy.example:" + std::to_string(proxy.port());
  World world(options);
  const auto posted = world.post("https://login.example/token", "code=secret", [&] { proxy.serve(); });
  CHECK(posted->status == 200);
  CHECK(asked.starts_with("CONNECT login.example:443 HTTP/1.1\r\n"));
  CHECK(asked.find("secret") == std::string::npos);
  REQUIRE(office.requests.size() == 1);
  CHECK(office.requests[0].ends_with("code=secret"));
}
