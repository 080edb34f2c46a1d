// What goes over TLS: mail servers that are probed, posts, and look-ups by DoH.
#include "catch.hpp"
#include "loopback_world.hpp"
#include "net/conversations.hpp"
#include "tls_loopback.hpp"

using namespace homing;
using loopback::Certificate;
using loopback::TlsServer;

namespace {

const Certificate& certificate() {
  static const Certificate one("mail.example");
  return one;
}

NetworkOptions trusting() {
  NetworkOptions options;
  options.ca_file = certificate().file();
  return options;
}

std::string at(const TlsServer& server, const std::string& scheme, const std::string& host = "mail.example") {
  return scheme + "://" + host + ':' + std::to_string(server.port());
}

std::string imap(const std::string& heard) {
  if (heard == "a CAPABILITY\r\n") return "* CAPABILITY IMAP4rev1 STARTTLS AUTH=XOAUTH2\r\na OK\r\n";
  if (heard == "b STARTTLS\r\n") return "b OK\r\n" + std::string(TlsServer::start_tls);
  if (heard == "c CAPABILITY\r\n") return "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nc OK\r\n";
  return {};
}

std::string ok(const std::string& type, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The body of a request that is complete.
std::optional<std::string> body_of(const std::string& heard) {
  const std::size_t end = heard.find("\r\n\r\n"), length = heard.find("Content-Length: ");
  if (end == std::string::npos || length == std::string::npos) return std::nullopt;
  const std::string body = heard.substr(end + 4);
  return body.size() == std::stoul(heard.substr(length + 16)) ? std::optional(body) : std::nullopt;
}

}  // namespace

TEST_CASE("A mail server tells its capabilities over TLS", "[net]") {
  World world(trusting());
  TlsServer server(certificate(), true, imap, "* OK ready\r\n");
  const Answer answer = world.one(Ask::probe, at(server, "imaps"), [&] { server.serve(); });
  CHECK(answer.heard == Heard::answered);
  CHECK(answer.detail.empty());
  CHECK(answer.records == Records{"IMAP4rev1", "STARTTLS", "AUTH=XOAUTH2"});
  CHECK(world.hosts().empty());
}

TEST_CASE("STARTTLS is done before anything is learned", "[net]") {
  World world(trusting());
  TlsServer server(certificate(), false, imap, "* OK ready\r\n");
  const Answer answer = world.one(Ask::probe, at(server, "imap"), [&] { server.serve(); });
  CHECK(answer.heard == Heard::answered);
  CHECK(answer.detail.empty());
  CHECK(answer.records == Records{"IMAP4rev1", "AUTH=PLAIN"});
}

TEST_CASE("A certificate must be trusted and for the name", "[net]") {
  TlsServer server(certificate(), true, imap, "* OK ready\r\n");
  World stranger;
  const Answer unknown = stranger.one(Ask::probe, at(server, "imaps"), [&] { server.serve(); });
  CHECK(unknown.heard == Heard::certificate);
  CHECK_FALSE(unknown.detail.empty());
  World world(trusting());
  const Answer other = world.one(Ask::probe, at(server, "imaps", "other.example"), [&] { server.serve(); });
  CHECK(other.heard == Heard::certificate);
  CHECK(other.detail.find("ostname mismatch") != std::string::npos);
}

TEST_CASE("TLS older than 1.2 is not spoken, nor is plain text", "[net]") {
  World world(trusting());
  TlsServer old(certificate(), true, imap, "* OK ready\r\n");
  SSL_CTX_set_security_level(old.context(), 0);
  SSL_CTX_set_min_proto_version(old.context(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(old.context(), TLS1_1_VERSION);
  CHECK(world.one(Ask::probe, at(old, "imaps"), [&] { old.serve(); }).heard == Heard::protocol);
  TcpServer plain([](const std::string&) { return std::string("* OK plain\r\n"); }, "* OK ready\r\n");
  CHECK(world.one(Ask::probe, "imaps://mail.example:" + std::to_string(plain.port()), [&] { plain.serve(); }).heard == Heard::protocol);
}

TEST_CASE("A probe that is dropped leaves nothing behind", "[net]") {
  World world(trusting());
  TlsServer server(
      certificate(), true, [](const std::string&) { return std::string(); }, "* OK ready\r\n");
  world.ask(1, Ask::probe, at(server, "imaps"));
  world.ask(2, Ask::probe, at(server, "imaps"), 150);
  world.turn(0);
  for (int i = 0; i < 20; ++i) world.network().wait(world.network().now() + milliseconds(1)), server.serve();
  world.network().drop(1);
  world.turn(1, [&] { server.serve(); });
  CHECK(world.answers().at(2).heard == Heard::timeout);
}

TEST_CASE("A post carries its body", "[net]") {
  World world(trusting());
  std::string request;
  TlsServer server(certificate(), true, [&](const std::string& heard) {
    request = heard;
    return body_of(heard) ? ok("text/xml", "<answer/>") : std::string();
  });
  const Answer answer = world.one(
      Ask::post, at(server, "https") + "/EWS", [&] { server.serve(); }, "<question/>");
  CHECK(answer.status == 200);
  CHECK(answer.body == "<answer/>");
  CHECK(request.starts_with("POST /EWS HTTP/1.1\r\n"));
  CHECK(request.find("Content-Type: text/xml; charset=utf-8\r\n") != std::string::npos);
  CHECK(request.find("Expect") == std::string::npos);
  CHECK(request.ends_with("\r\n\r\n<question/>"));
  CHECK(world.hosts().size() == 1);
}

TEST_CASE("With DoH all look-ups go through the server, on one connection", "[net]") {
  int asked = 0;
  TlsServer server(certificate(), true, [&](const std::string& heard) {
    const std::optional<std::string> query = body_of(heard);
    if (!query) return std::string();
    ++asked;
    return ok("application/dns-message", NameServer::answer_to(*query, small_world));
  });
  NetworkOptions options = trusting();
  options.doh = at(server, "https") + "/dns-query";
  World world(options, [](std::string_view name, std::uint16_t type, std::string_view query) {
    return name == "mail.example" ? small_world(name, type, query) : std::string();
  });
  const auto serve = [&] { server.serve(); };
  CHECK(world.one(Ask::mx, "contoso.example", serve).records == Records{"10 mx.contoso.example."});
  CHECK(world.one(Ask::cname, "alias.contoso.example", serve).records == Records{"end.example."});
  CHECK(world.one(Ask::host, "imap.contoso.example", serve).records == Records{"127.0.0.1"});
  CHECK(world.one(Ask::mx, "gone.contoso.example", serve).heard == Heard::no_such_name);
  CHECK(asked == 5);
  CHECK(world.dns().queries() == 2);
  CHECK(world.hosts().empty());
  CHECK(server.connections() <= 2);
}

TEST_CASE("What a DoH server says must be a reply to the question", "[net]") {
  for (const bool right_status : {true, false}) {
    TlsServer server(certificate(), true, [&](const std::string& heard) {
      if (!body_of(heard)) return std::string();
      const std::string other = dns::Packet("fabrikam.example").bytes();
      return right_status ? ok("application/dns-message", other) : std::string("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
    });
    NetworkOptions options = trusting();
    options.doh = at(server, "https") + "/dns-query";
    World world(options);
    const Answer answer = world.one(Ask::mx, "contoso.example", [&] { server.serve(); });
    CAPTURE(right_status, answer.detail, server.connections());
    CHECK(answer.heard == Heard::server_failure);
  }
}

TEST_CASE("Probes name a service, a host and a port", "[net]") {
  const std::optional<MailServer> server = read_mail_server("submission://smtp.contoso.example:587");
  REQUIRE(server.has_value());
  CHECK(server->protocol == Protocol::smtp);
  CHECK_FALSE(server->implicit_tls);
  CHECK(server->host == "smtp.contoso.example");
  CHECK(server->port == 587);
  for (const char* const bad :
       {"imaps", "imaps://", "imaps://host", "imaps://:993", "imaps://host:0", "imaps://host:65536", "imaps://host:9x", "smtp://host:25"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_mail_server(bad).has_value());
  }
}
