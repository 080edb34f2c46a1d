#include "net/authority.hpp"
#include "net/live.hpp"

#include "catch.hpp"
#include "loopback_world.hpp"

using namespace homing;

namespace {

std::string at(const TcpServer& server, const std::string& scheme, const std::string& host) {
  return scheme + "://" + host + ':' + std::to_string(server.port()) + '/';
}

}  // namespace

TEST_CASE("Every kind of DNS question is answered", "[net]") {
  World world;
  CHECK(world.one(Ask::mx, "contoso.example").records == Records{"10 mx.contoso.example."});
  CHECK(world.one(Ask::txt, "contoso.example").records == Records{"v=spf1 -all"});
  CHECK(world.one(Ask::srv, "_imaps._tcp.contoso.example").records == Records{"0 1 993 imap.example."});
  CHECK(world.one(Ask::cname, "alias.contoso.example").records == Records{"end.example."});
  const Answer host = world.one(Ask::host, "imap.contoso.example");
  CHECK(host.records == Records{"127.0.0.1"});
  CHECK(host.ttl == 60);
  CHECK(world.one(Ask::host, "gone.contoso.example").heard == Heard::no_such_name);
  CHECK(world.one(Ask::mx, "gone.contoso.example").heard == Heard::no_such_name);
  CHECK(world.one(Ask::mx, std::string(70, 'a') + ".example").heard == Heard::no_such_name);
}

TEST_CASE("Validation is believed only of a resolver that is trusted", "[net]") {
  CHECK_FALSE(World().one(Ask::mx, "signed.example").authentic);
  NetworkOptions trusting;
  trusting.trust_ad = true;
  World world(trusting);
  CHECK(world.one(Ask::mx, "signed.example").authentic);
  CHECK_FALSE(world.one(Ask::mx, "contoso.example").authentic);
}

TEST_CASE("A name server that cannot answer is told from one that is not there", "[net]") {
  World world({}, [](std::string_view name, std::uint16_t type, std::string_view) {
    dns::Packet packet(name, type);
    packet.rcode = 2;
    return packet.bytes();
  });
  CHECK(world.one(Ask::mx, "contoso.example").heard == Heard::server_failure);
  CHECK(world.one(Ask::host, "contoso.example").heard == Heard::server_failure);
  CHECK(world.one(Ask::http, "http://contoso.example/").heard == Heard::server_failure);
}

TEST_CASE("Equal questions in flight are one query, and dropping one leaves the others", "[net]") {
  World world;
  for (Ticket ticket = 1; ticket <= 50; ++ticket) world.ask(ticket, Ask::mx, "contoso.example");
  world.network().drop(7);
  world.turn(49);
  CHECK(world.dns().queries() == 1);
  CHECK_FALSE(world.answers().contains(7));
}

TEST_CASE("Thousands of questions in flight are all answered", "[net]") {
  World world;
  constexpr Ticket many = 3000;
  for (Ticket ticket = 1; ticket <= many; ++ticket) {
    world.ask(ticket, Ask::mx, 'd' + std::to_string(ticket) + ".example", 4000);
    if (ticket % 100 == 0) world.turn(ticket);
  }
  CHECK(world.answers().at(many).records == Records{"10 mx.d3000.example."});
}

TEST_CASE("What a host's address is, is kept while it holds", "[net]") {
  World world;
  world.one(Ask::host, "imap.contoso.example");
  const int before = world.dns().queries();
  world.one(Ask::host, "imap.contoso.example");
  CHECK(world.dns().queries() == before);
  world.one(Ask::host, "gone.contoso.example");
  const int missing = world.dns().queries();
  world.one(Ask::host, "gone.contoso.example");
  CHECK(world.dns().queries() > missing);
  // A TTL of zero serves the job that asked.
  world.one(Ask::host, "brief.contoso.example");
  const int brief = world.dns().queries();
  world.one(Ask::host, "brief.contoso.example");
  CHECK(world.dns().queries() == brief);
}

TEST_CASE("A question ends at its time, whatever it is", "[net]") {
  World world;
  TcpServer mute([](const std::string&) { return std::string(); });
  const auto start = world.network().now();
  world.ask(1, Ask::mx, "silent.example", 120);
  world.ask(2, Ask::http, at(mute, "http", "a.example"), 120);
  world.ask(3, Ask::probe, at(mute, "imap", "a.example").substr(0, at(mute, "imap", "a.example").size() - 1), 120);
  world.turn(3, [&] { mute.serve(); });
  const auto took = world.network().now() - start;
  for (const auto& [ticket, answer] : world.answers()) CHECK(answer.heard == Heard::timeout);
  CHECK(took >= milliseconds(115));
  CHECK(took < milliseconds(1000));
}

TEST_CASE("Plain http is asked without following or encrypting", "[net]") {
  World world;
  std::string request;
  TcpServer web([&](const std::string& heard) {
    request = heard;
    return std::string("HTTP/1.1 302 Found\r\nLocation: /next\r\nServer: lab\r\nX-Feserver: FE1\r\nContent-Length: 2\r\n\r\nhi");
  });
  const Answer answer = world.one(Ask::http, at(web, "http", "autodiscover.contoso.example"), [&] { web.serve(); });
  CHECK(answer.heard == Heard::answered);
  CHECK(answer.status == 302);
  CHECK(answer.body == "hi");
  CHECK(answer.header("location") == at(web, "http", "autodiscover.contoso.example") + "next");
  CHECK(answer.header("server") == "lab");
  CHECK(answer.header("x-feserver") == "FE1");
  CHECK(request.starts_with("GET / HTTP/1.1\r\nHost: autodiscover.contoso.example"));
  CHECK(world.hosts().size() == 1);
  CHECK(web.connections() == 1);
}

TEST_CASE("Ways to sign in that stand on several lines are all heard", "[net]") {
  World world;
  TcpServer web([&](const std::string&) {
    return std::string("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n");
  });
  const Answer answer = world.one(Ask::http, at(web, "http", "a.example"), [&] { web.serve(); });
  CHECK(answer.header("www-authenticate") == "Basic realm=\"x\", NTLM");
}

TEST_CASE("A body of plain http is bounded", "[net]") {
  World world;
  TcpServer web([&](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + std::string(64, 'x'); });
  CHECK(world.one(Ask::http, at(web, "http", "a.example"), [&] { web.serve(); }).heard == Heard::too_large);
}

TEST_CASE("Nobody listening is heard at once", "[net]") {
  World world;
  CHECK(world.one(Ask::http, "http://a.example:1/").heard == Heard::refused);
  CHECK(world.one(Ask::probe, "imaps://a.example:1").heard == Heard::refused);
  CHECK(world.one(Ask::probe, "imaps://gone.example:993").heard == Heard::no_such_name);
  CHECK(world.one(Ask::probe, "gopher://a.example:70").heard == Heard::protocol);
}

TEST_CASE("Private addresses are refused where they must be", "[net]") {
  NetworkOptions options;
  options.refuse_private = true;
  World world(options);
  CHECK(world.one(Ask::http, "http://a.example/").heard == Heard::private_address);
  CHECK(world.one(Ask::host, "a.example").heard == Heard::private_address);
  CHECK(world.one(Ask::probe, "imaps://a.example:993").heard == Heard::private_address);
}

TEST_CASE("At most 64 transfers go on; the others follow in turn or run out of time", "[net]") {
  World world;
  // The first eighty are never answered.
  TcpServer web([](const std::string& heard) {
    const int number = std::stoi(heard.substr(heard.find("Host: h") + 7));
    return number > 80 ? "HTTP/1.1 204 No\r\nConnection: close\r\n\r\n" : "";
  });
  // Hosts of their own, so that none waits for another's connection.
  for (Ticket ticket = 1; ticket <= 100; ++ticket) {
    world.ask(ticket, Ask::http, at(web, "http", 'h' + std::to_string(ticket) + ".example"), ticket <= 64 ? 500 : ticket <= 80 ? 200 : 3500);
  }
  world.turn(16, [&] { web.serve(); });
  CHECK(web.connections() == 64);
  for (const auto& [ticket, answer] : world.answers()) {
    CHECK(ticket > 64);
    CHECK(answer.heard == Heard::timeout);
  }
  for (Ticket ticket = 81; ticket <= 90; ++ticket) world.network().drop(ticket);
  world.turn(90, [&] { web.serve(); });
  CHECK(world.answers().at(1).heard == Heard::timeout);
  CHECK(world.answers().at(100).status == 204);
}

TEST_CASE("A DoH server that fails is a server failure, and nobody else is asked", "[net]") {
  NetworkOptions options;
  options.doh = "https://doh.example:1/dns-query";
  World world(options);
  CHECK(world.one(Ask::mx, "contoso.example").heard == Heard::server_failure);
  CHECK(world.one(Ask::host, "imap.contoso.example").heard == Heard::server_failure);
  CHECK(world.one(Ask::http, "http://contoso.example/").heard == Heard::server_failure);
  CHECK(world.dns().queries() <= 6);  // for doh.example itself
  CHECK(check_doh(options.doh).has_value());
  CHECK_FALSE(check_doh("http://doh.example/").has_value());
  CHECK_FALSE(check_doh("https://").has_value());
}

TEST_CASE("A mail server that does not offer STARTTLS, or talks on, tells nothing", "[net]") {
  World world;
  TcpServer plain([](const std::string& heard) { return heard.starts_with("EHLO") ? "250-lab\r\n250 SIZE\r\n" : ""; }, "220 lab\r\n");
  TcpServer eager([](const std::string& heard) { return heard == "CAPA\r\n" ? "+OK\r\nSTLS\r\n.\r\n" : "+OK\r\n+OK injected\r\n"; }, "+OK lab\r\n");
  const std::string smtp = "submission://a.example:" + std::to_string(plain.port());
  const std::string pop3 = "pop3://a.example:" + std::to_string(eager.port());
  const Answer refused = world.one(Ask::probe, smtp, [&] { plain.serve(); });
  CHECK(refused.heard == Heard::protocol);
  CHECK(refused.detail == "the server does not offer STARTTLS");
  CHECK(world.one(Ask::probe, pop3, [&] { eager.serve(); }).heard == Heard::protocol);
}
