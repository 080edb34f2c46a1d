#include "net/mx_asker.hpp"

#include <map>
#include <set>
#include <thread>

#include "loopback_world.hpp"

using namespace homing;

namespace {

struct Told final : MxAsker::Listener {
  std::map<std::uint32_t, std::string> replies;
  std::set<std::uint32_t> silent;
  void on_reply(std::uint32_t who, std::string_view message) override { replies[who] = message; }
  void on_silence(std::uint32_t who) override { silent.insert(who); }
  std::size_t size() const { return replies.size() + silent.size(); }
};

// Asks for all names, as many at once as the asker wants, until all is told.
Told ask_all(MxAsker& asker, NameServer& server, const std::vector<std::string>& names) {
  Told told;
  std::size_t asked = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (told.size() < names.size() && std::chrono::steady_clock::now() < end) {
    const auto now = std::chrono::steady_clock::now();
    asker.is_open(now);
    for (std::size_t room = asker.room(0); room > 0 && asked < names.size(); --room, ++asked)
      asker.ask(static_cast<std::uint32_t>(asked), names[asked], now);
    asker.send(now);
    server.serve();
    asker.work(std::chrono::steady_clock::now(), told);
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  return told;
}

NetworkOptions served_by(const std::string& server, int timeout_ms = 250) {
  NetworkOptions options;
  options.dns_servers = server;
  options.dns_timeout = std::chrono::milliseconds(timeout_ms);
  return options;
}

std::vector<std::string> many(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("d" + std::to_string(i) + ".example");
  return names;
}

}  // namespace

TEST_CASE("Each of many questions hears its own answer, once", "[net]") {
  NameServer server(small_world);
  MxAsker asker(served_by(server.address()), 1000);
  const Told told = ask_all(asker, server, many(3000));
  REQUIRE(told.replies.size() == 3000);
  for (const auto& [who, message] : told.replies)
    CHECK(read_dns_reply(message, DnsType::mx).answer.records == Records{"10 mx.d" + std::to_string(who) + ".example."});
  CHECK(asker.out() == 0);
  CHECK(server.queries() == 3000);
}

TEST_CASE("A question that is lost is sent again; one that nobody answers is given up", "[net]") {
  int lost = 0;
  NameServer server([&](std::string_view name, std::uint16_t type, std::string_view query) {
    return name.starts_with("lost.") && ++lost < 3 ? std::string() : small_world(name, type, query);
  });
  MxAsker asker(served_by(server.address(), 60), 100);
  const Told told = ask_all(asker, server, {"a.example", "lost.example", "silent.example"});
  CHECK(told.replies.contains(0));
  CHECK(told.replies.contains(1));
  CHECK(told.silent == std::set<std::uint32_t>{2});
}

TEST_CASE("A reply to another question is none", "[net]") {
  NameServer server([](std::string_view, std::uint16_t type, std::string_view query) { return small_world("other.example", type, query); });
  MxAsker asker(served_by(server.address(), 40), 100);
  CHECK(ask_all(asker, server, {"a.example"}).replies.empty());
}

TEST_CASE("Where no server is, all is given up at once", "[net]") {
  std::string nowhere;
  {
    const NameServer gone(small_world);
    nowhere = gone.address();
  }
  NameServer other(small_world);
  MxAsker asker(served_by(nowhere), 100);
  CHECK(ask_all(asker, other, many(20)).silent.size() == 20);
  CHECK(asker.has_failed());
}

TEST_CASE("A query in pieces is the query that c-ares makes", "[net]") {
  for (const bool authentic : {false, true}) {
    std::array<char, 12> header;
    write_dns_header(header, 0xBEEF, authentic);
    std::string query(header.data(), header.size());
    append_dns_question(query, "mail.contoso.example", DnsType::mx);
    query += dns_query_end();
    CHECK(query == make_dns_query("mail.contoso.example", DnsType::mx, 0xBEEF, authentic));
  }
}
