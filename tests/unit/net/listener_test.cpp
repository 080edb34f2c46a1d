#include "net/listener.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "catch.hpp"
#include "loopback_world.hpp"

using namespace homing;

namespace {

constexpr Ticket ticket = 3;

// Somebody who connects to the listener.
class Guest {
 public:
  explicit Guest(std::uint16_t port, const std::string& says = {}, bool v6 = false)
      : socket_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in v4_place{};
    v4_place.sin_family = AF_INET;
    v4_place.sin_port = htons(port);
    v4_place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6_place{};
    v6_place.sin6_family = AF_INET6;
    v6_place.sin6_port = htons(port);
    v6_place.sin6_addr = in6addr_loopback;
    connected_ = v6 ? ::connect(socket_, reinterpret_cast<const sockaddr*>(&v6_place), sizeof v6_place) == 0
                    : ::connect(socket_, reinterpret_cast<const sockaddr*>(&v4_place), sizeof v4_place) == 0;
    say(says);
  }
  ~Guest() { ::close(socket_); }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  bool is_connected() const { return connected_; }
  void say(const std::string& text) const { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }
  // All so far; notes the end.
  const std::string& heard() {
    char bytes[4096];
    ssize_t count = 0;
    while ((count = ::recv(socket_, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) heard_.append(bytes, static_cast<std::size_t>(count));
    closed_ = closed_ || count == 0 || (count < 0 && errno == ECONNRESET);
    return heard_;
  }
  bool is_closed() { return heard(), closed_; }

 private:
  int socket_;
  bool connected_ = false, closed_ = false;
  std::string heard_;
};

std::string asks(const std::string& target, const std::string& method = "GET") {
  return method + ' ' + target + " HTTP/1.1\r\nHost: localhost:1\r\nAccept: text/html\r\n\r\n";
}

struct Place {
  Place() : port(world.network().listen(ticket, world.network().now() + milliseconds(60000))) { REQUIRE(port != 0); }
  bool until_visits(std::size_t count) {
    return world.turn_until([&] { return world.visits.size() >= count; });
  }
  void welcome(std::size_t visit, int status, std::string_view page) {
    world.network().welcome(ticket, world.visits.at(visit)->visitor, status, page);
  }

  World world;
  std::uint16_t port;
};

}  // namespace

TEST_CASE("A browser that comes back is told of, and gets its page", "[net]") {
  Place place;
  Guest browser(place.port, asks("/callback?code=c&state=s"));
  REQUIRE(place.until_visits(1));
  const Visit& visit = *place.world.visits[0];
  CHECK(visit.method == "GET");
  CHECK(visit.host == "localhost:1");
  CHECK(visit.target.reveal() == "/callback?code=c&state=s");
  place.welcome(0, 200, "<p>Done.");
  REQUIRE(place.world.turn_until([&] { return browser.is_closed(); }));
  CHECK(
      browser.heard() ==
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 8\r\nConnection: close\r\nCache-Control: no-store\r\n"
      "Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nX-Content-Type-Options: nosniff\r\n"
      "\r\n<p>Done.");
  CHECK(place.world.answers().empty());
}

TEST_CASE("The page arrives although the ticket is dropped, or the network ends, right after", "[net]") {
  const std::string page(300000, 'p');
  auto place = std::make_unique<Place>();
  Guest first(place->port, asks("/"));
  REQUIRE(place->until_visits(1));
  place->welcome(0, 200, page);
  place->world.network().drop(ticket);
  REQUIRE(place->world.turn_until([&] { return first.is_closed(); }));
  CHECK(first.heard().ends_with("\r\n\r\n" + page));
  place = std::make_unique<Place>();
  Guest second(place->port, asks("/") + "and more that nobody reads");
  REQUIRE(place->until_visits(1));
  place->welcome(0, 200, "<p>Done.");
  place.reset();
  CHECK(second.is_closed());
  CHECK(second.heard().ends_with("\r\n\r\n<p>Done."));
}

TEST_CASE("A stranger comes first, and the right one after", "[net]") {
  Place place;
  Guest stranger(place.port, asks("/evil", "POST") + "body");
  Guest browser(place.port, asks("/callback?code=c"));
  REQUIRE(place.until_visits(2));
  CHECK(place.world.visits[0]->method == "POST");
  CHECK(place.world.visits[0]->target.reveal() == "/evil");
  CHECK(place.world.visits[0]->visitor != place.world.visits[1]->visitor);
  place.welcome(0, 404, "<p>No.");
  place.welcome(1, 200, "<p>Yes.");
  REQUIRE(place.world.turn_until([&] { return stranger.is_closed() && browser.is_closed(); }));
  CHECK(stranger.heard().starts_with("HTTP/1.1 404 "));
  CHECK(browser.heard().ends_with("<p>Yes."));
}

TEST_CASE("Whoever speaks slowly or not at all keeps nobody waiting", "[net]") {
  Place place;
  const Guest silent(place.port);
  Guest slow(place.port, "GET /slow");
  Guest browser(place.port, asks("/right"));
  REQUIRE(place.until_visits(1));
  CHECK(place.world.visits[0]->target.reveal() == "/right");
  slow.say(" HTTP/1.1\r\nHo");
  place.world.turn_until([] { return false; }, {}, 20);
  slow.say("st: localhost\r\n\r\n");
  REQUIRE(place.until_visits(2));
  CHECK(place.world.visits[1]->target.reveal() == "/slow");
}

TEST_CASE("What is no request, or too long, is answered and not told", "[net]") {
  Place place;
  Guest tls(place.port, "\x16\x03\x01\x02");
  Guest folded(place.port, "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n");
  Guest endless(place.port, "GET /" + std::string(20000, 'a'));
  REQUIRE(place.world.turn_until([&] { return tls.is_closed() && folded.is_closed() && endless.is_closed(); }));
  CHECK(tls.heard().starts_with("HTTP/1.1 400 "));
  CHECK(folded.heard().starts_with("HTTP/1.1 400 "));
  CHECK(endless.heard().starts_with("HTTP/1.1 431 "));
  CHECK(place.world.visits.empty());
}

TEST_CASE("Fifty who come at once and say nothing do not keep out the one who asks", "[net]") {
  Place place;
  std::vector<std::unique_ptr<Guest>> crowd;
  for (int i = 0; i < 50; ++i) crowd.push_back(std::make_unique<Guest>(place.port));
  place.world.turn_until([] { return false; }, {}, 50);
  std::size_t gone = 0;
  for (const auto& guest : crowd) gone += guest->is_closed() ? 1U : 0U;
  CHECK(gone == 34);
  CHECK(crowd.front()->is_closed());
  CHECK_FALSE(crowd.back()->is_closed());
  Guest browser(place.port, asks("/right"));
  REQUIRE(place.until_visits(1));
  place.welcome(0, 200, "<p>Yes.");
  REQUIRE(place.world.turn_until([&] { return browser.is_closed(); }));
  CHECK(browser.heard().ends_with("<p>Yes."));
}

TEST_CASE("Fifty who ask at once are told of one by one as room is made", "[net]") {
  Place place;
  std::vector<std::unique_ptr<Guest>> crowd;
  for (int i = 0; i < 50; ++i) crowd.push_back(std::make_unique<Guest>(place.port, asks("/" + std::to_string(i))));
  std::size_t welcomed = 0;
  const auto welcome_all = [&] {
    for (; welcomed < place.world.visits.size(); ++welcomed) place.welcome(welcomed, 404, "<p>No.");
  };
  const auto answered = [&] {
    return static_cast<std::size_t>(std::count_if(crowd.begin(), crowd.end(), [](const auto& guest) { return guest->is_closed(); }));
  };
  REQUIRE(place.world.turn_until([&] { return answered() == 50; }, welcome_all));
  CHECK(welcomed >= 16);
  for (const auto& guest : crowd) CHECK((guest->heard().empty() || guest->heard().ends_with("<p>No.")));
}

TEST_CASE("Those who wait for their page keep their place, and nobody more comes in", "[net]") {
  Place place;
  std::vector<std::unique_ptr<Guest>> waiting;
  for (int i = 0; i < 16; ++i) waiting.push_back(std::make_unique<Guest>(place.port, asks("/" + std::to_string(i))));
  REQUIRE(place.until_visits(16));
  Guest late(place.port, asks("/late"));
  REQUIRE(place.world.turn_until([&] { return late.is_closed(); }));
  CHECK(place.world.visits.size() == 16);
  for (std::size_t i = 0; i < 16; ++i) place.welcome(i, 200, "<p>Yes.");
  REQUIRE(place.world.turn_until([&] { return waiting.front()->is_closed() && waiting.back()->is_closed(); }));
  CHECK(waiting.front()->heard().ends_with("<p>Yes."));
}

TEST_CASE("A listener ends at its time, and when it is dropped nobody is let in", "[net]") {
  World world;
  const std::uint16_t brief = world.network().listen(5, world.network().now() + milliseconds(50));
  REQUIRE(brief != 0);
  CHECK(world.turn_until([&] { return world.answers().contains(5); }));
  CHECK(world.answers().at(5).heard == Heard::timeout);
  CHECK_FALSE(Guest(brief).is_connected());
  const std::uint16_t port = world.network().listen(6, world.network().now() + milliseconds(60000));
  Guest waiting(port, asks("/"));
  REQUIRE(world.turn_until([&] { return world.visits.size() == 1; }));
  world.network().drop(6);
  CHECK(waiting.is_closed());
  CHECK_FALSE(Guest(port).is_connected());
  world.network().welcome(6, world.visits[0]->visitor, 200, "nobody");
  CHECK(waiting.heard().empty());
}

TEST_CASE("Two listeners do not take each other's visitors", "[net]") {
  World world;
  const std::uint16_t one = world.network().listen(1, world.network().now() + milliseconds(60000));
  const std::uint16_t two = world.network().listen(2, world.network().now() + milliseconds(60000));
  REQUIRE(one != two);
  Guest browser(two, asks("/"));
  REQUIRE(world.turn_until([&] { return world.visits.size() == 1; }));
  world.network().welcome(1, world.visits[0]->visitor, 200, "wrong");
  world.network().drop(1);
  world.network().welcome(2, world.visits[0]->visitor, 200, "right");
  world.network().welcome(2, world.visits[0]->visitor, 200, "twice");
  REQUIRE(world.turn_until([&] { return browser.is_closed(); }));
  CHECK(browser.heard().ends_with("\r\n\r\nright"));
}

// Browsers try [::1] first for `localhost`.
TEST_CASE("Where the machine has IPv6 the listener is there as well, on the same port", "[net]") {
  const int probe = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in6 place{};
  place.sin6_family = AF_INET6;
  place.sin6_addr = in6addr_loopback;
  const bool has_v6 = probe >= 0 && ::bind(probe, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
  ::close(probe);
  Place listener;
  Guest browser(listener.port, asks("/six"), true);
  CHECK(browser.is_connected() == has_v6);
  if (has_v6) CHECK(listener.until_visits(1));
}

TEST_CASE("Only this machine is let in", "[net]") {
  Place place;
  Guest guest(place.port);
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_port = htons(place.port);
  any.sin_addr.s_addr = htonl(0x7F000002);  // another address of the loopback: what is bound to all would take it
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK(::connect(socket, reinterpret_cast<const sockaddr*>(&any), sizeof any) != 0);
  ::close(socket);
  CHECK(guest.is_connected());
}
