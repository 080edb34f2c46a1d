#include "net/replay.hpp"

#include <algorithm>

#include "catch.hpp"
#include "dialog/errand.hpp"

using namespace homing;
using std::chrono::milliseconds;

namespace {

struct Came {
  Ticket ticket;
  bool only_host;
  Heard heard;
  long long ms;
};

class Replay {
 public:
  explicit Replay(std::string_view json) : network_(Answers::read(json).value()), start_(network_.now()) {}

  void ask(Ticket ticket, Ask kind, std::string name, int until = 1000) {
    network_.ask(ticket, {kind, std::move(name)}, start_ + milliseconds(until));
  }
  // Everything until `until`, in the order in which it comes.
  std::vector<Came> all(int until = 5000) {
    std::vector<Came> list;
    Happened happened;
    while (network_.now() < start_ + milliseconds(until)) {
      while (network_.next(happened)) list.push_back({happened.ticket, happened.only_host_exists, happened.answer.heard, ms()});
      network_.wait(start_ + milliseconds(until));
    }
    return list;
  }
  long long ms() const { return std::chrono::duration_cast<milliseconds>(network_.now() - start_).count(); }
  ReplayNetwork& network() { return network_; }
  Network::Time start() const { return start_; }

 private:
  ReplayNetwork network_;
  Network::Time start_;
};

}  // namespace

TEST_CASE("Answers come in the order of their delays, in virtual time", "[net]") {
  Replay replay(R"({"dns":{"MX a.example":{"delay_ms":300,"records":["10 a."]},"MX b.example":{"delay_ms":100,"records":["10 b."]}}})");
  const auto before = std::chrono::steady_clock::now();
  replay.ask(1, Ask::mx, "a.example");
  replay.ask(2, Ask::mx, "b.example");
  const auto list = replay.all();
  CHECK(std::chrono::steady_clock::now() - before < milliseconds(200));
  REQUIRE(list.size() == 2);
  CHECK(list[0].ticket == 2);
  CHECK(list[0].ms == 100);
  CHECK(list[1].ticket == 1);
  CHECK(list[1].ms == 300);
}

TEST_CASE("What is not listed does not exist or listens nowhere", "[net]") {
  Replay replay("{}");
  replay.ask(1, Ask::mx, "a.example");
  replay.ask(2, Ask::https, "https://a.example/");
  replay.ask(3, Ask::file, "/a.xml");
  const auto list = replay.all();
  REQUIRE(list.size() == 3);
  CHECK(list[0].heard == Heard::no_such_name);
  CHECK(list[1].heard == Heard::refused);
  CHECK(list[2].heard == Heard::no_such_name);
}

TEST_CASE("Silence lasts until the question's end", "[net]") {
  Replay replay(
      R"({"dns":{"MX a.example":"TIMEOUT","MX b.example":{"delay_ms":900,"error":"SERVFAIL"},"MX c.example":{"delay_ms":40,"error":"TIMEOUT"}}})");
  replay.ask(1, Ask::mx, "a.example", 500);
  replay.ask(2, Ask::mx, "b.example", 500);
  replay.ask(3, Ask::mx, "c.example", 500);
  const auto list = replay.all();
  REQUIRE(list.size() == 3);
  CHECK(list[0].ticket == 3);
  CHECK(list[0].ms == 40);
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(list[i].heard == Heard::timeout);
    CHECK(list[i].ms == 500);
  }
}

TEST_CASE("That a host exists is heard before its answer", "[net]") {
  Replay replay(R"({"http":{"GET https://a.example/":{"delay_ms":50,"status":404},"GET https://b.example/":{"delay_ms":10,"error":"NXDOMAIN"}}})");
  replay.ask(1, Ask::https, "https://a.example/");
  replay.ask(2, Ask::https, "https://b.example/");
  const auto list = replay.all();
  REQUIRE(list.size() == 3);
  CHECK(list[0].only_host);
  CHECK(list[0].ticket == 1);
  CHECK(list[0].ms == 0);
  CHECK(list[1].heard == Heard::no_such_name);
  CHECK_FALSE(list[2].only_host);
  CHECK(list[2].ms == 50);
}

TEST_CASE("Posts and plain http are asked of hosts, too", "[net]") {
  Replay replay(R"({"http":{"GET http://a.example/":{"status":302},"POST https://a.example/EWS":{"status":401}}})");
  replay.ask(1, Ask::http, "http://a.example/");
  replay.ask(2, Ask::post, "https://a.example/EWS");
  const auto list = replay.all();
  REQUIRE(list.size() == 4);
  CHECK(std::count_if(list.begin(), list.end(), [](const Came& came) { return came.only_host; }) == 2);
}

TEST_CASE("Of a dropped question nothing more is heard", "[net]") {
  Replay replay(R"({"http":{"GET https://a.example/":{"delay_ms":50,"status":404}}})");
  replay.ask(1, Ask::https, "https://a.example/");
  replay.ask(2, Ask::https, "https://a.example/");
  replay.network().drop(1);
  for (const Came& heard : replay.all()) CHECK(heard.ticket == 2);
}

TEST_CASE("A call from outside ends one wait", "[net]") {
  Replay replay("{}");
  replay.network().wake();
  replay.network().wait(replay.start() + milliseconds(100));
  CHECK(replay.ms() == 0);
  replay.network().wait(replay.start() + milliseconds(100));
  CHECK(replay.ms() == 100);
}

TEST_CASE("A talk with a silent server ends with its patience; what would come after the end of the time does not", "[net]") {
  ReplayNetwork network(Answers::read(R"({"talk":{"TALK imaps://silent.example:993":"TIMEOUT",
      "TALK imaps://late.example:993":{"delay_ms":9000,"records":["* OK [CAPABILITY IMAP4rev1] ready"]},
      "TALK imaps://good.example:993":{"delay_ms":50,"records":["* OK [CAPABILITY IMAP4rev1] ready"]}}})")
                            .value());
  const Network::Time start = network.now();
  const auto errand = std::make_shared<const Errand>();
  Ticket ticket = 0;
  for (const char* const name : {"imaps://silent.example:993", "imaps://late.example:993", "imaps://good.example:993"})
    network.talk(++ticket, {{Ask::talk, name}, errand, start + milliseconds(3000), milliseconds(1000)});
  std::vector<std::pair<Ticket, long long>> ends;
  std::vector<Heard> heard;
  Happened happened;
  while (network.now() < start + milliseconds(4000)) {
    while (network.next(happened)) {
      if (!happened.transcript) continue;
      ends.emplace_back(happened.ticket, std::chrono::duration_cast<milliseconds>(network.now() - start).count());
      heard.push_back(happened.transcript->heard);
    }
    network.wait(start + milliseconds(4000));
  }
  CHECK(ends == std::vector<std::pair<Ticket, long long>>{{3, 50}, {1, 1000}, {2, 3000}});
  CHECK(heard == std::vector<Heard>{Heard::answered, Heard::timeout, Heard::timeout});
}

TEST_CASE("Postings hear what is listed for them, one after the other, and no browser comes", "[net]") {
  ReplayNetwork network(Answers::read(R"({"http":{"POST https://login.example/token":[
      {"status":400,"headers":{"Content-Type":"application/json","Retry-After":"5"},"body":"pending","delay_ms":20},{"status":200,"body":"token"}],
      "POST https://silent.example/":"TIMEOUT","POST https://late.example/":{"status":200,"body":"late","delay_ms":9000},
      "POST https://untrusted.example/":{"error":"CERTIFICATE","detail":"expired"}}})")
                            .value());
  const Network::Time start = network.now();
  std::map<Ticket, std::shared_ptr<const Posted>> posted;
  std::map<Ticket, long long> when;
  Ticket ticket = 0;
  const auto turn = [&](const char* url) {
    auto posting = std::make_shared<Posting>();
    posting->url = url;
    network.post(++ticket, std::move(posting), network.now() + milliseconds(1000));
    const Network::Time before = network.now();
    for (Happened happened; !posted.contains(ticket); network.wait(before + milliseconds(2000))) {
      while (network.next(happened)) {
        CHECK(happened.is_answer());
        posted[happened.ticket] = happened.posted;
        when[happened.ticket] = std::chrono::duration_cast<milliseconds>(network.now() - before).count();
      }
    }
    return posted[ticket];
  };
  const auto pending = turn("https://login.example/token");
  CHECK(pending->status == 400);
  CHECK(pending->header("retry-after") == "5");
  CHECK(pending->body.reveal() == "pending");
  CHECK(when[1] == 20);
  CHECK(turn("https://login.example/token")->body.reveal() == "token");
  CHECK(turn("https://login.example/token")->body.reveal() == "token");
  CHECK(turn("https://silent.example/")->heard == Heard::timeout);
  CHECK(when[4] == 1000);
  CHECK(turn("https://late.example/")->heard == Heard::timeout);
  CHECK(posted[5]->body.empty());
  CHECK(turn("https://untrusted.example/")->detail == "expired");
  CHECK(turn("https://nobody.example/")->heard == Heard::refused);
  CHECK(network.listen(50, start + milliseconds(1000)) == 0);
}
