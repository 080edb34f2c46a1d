// Between the jobs of a session and the network.
#include "enquiries.hpp"

#include <map>

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;
using testing::page;
using testing::records;

namespace {

// Writes down what reaches it; the test says what happens.
class Wire final : public Network {
 public:
  Time now() const override { return time; }
  void ask(Ticket ticket, const Question& question, Time) override { out[ticket] = question.key(); }
  void talk(Ticket ticket, const Talk& talk) override { out[ticket] = talk.question.key(); }
  void post(Ticket, std::shared_ptr<const Posting>, Time) override {}
  std::uint16_t listen(Ticket, Time) override { return 0; }
  void welcome(Ticket, std::uint32_t, int, std::string_view) override {}
  void drop(Ticket ticket) override { out.erase(ticket); }
  void wait(Time) override {}
  void wake() noexcept override {}
  bool next(Happened& happened) override {
    if (coming.empty()) return false;
    happened = std::move(coming.front());
    coming.erase(coming.begin());
    return true;
  }
  void answer(const std::string& key, const Answer& said) {
    for (const auto& [ticket, asked] : out) {
      if (asked == key) coming.push_back({ticket, false, said});
    }
    std::erase_if(out, [&](const auto& entry) { return entry.second == key; });
  }

  Time time = Time() + std::chrono::hours(1);
  std::map<Ticket, std::string> out;
  std::vector<Happened> coming;
};

const Question mx{Ask::mx, "contoso.example"};

CacheLimits room(std::size_t bytes = 65536) {
  CacheLimits limits;
  limits.bytes = bytes;
  return limits;
}

Answer lasting() {
  Answer answer = records({"10 mx.contoso.example."});
  answer.ttl = 60;
  return answer;
}

std::vector<JobTicket> told(Enquiries& enquiries) {
  std::vector<JobTicket> who;
  Heeded heeded;
  while (enquiries.next(heeded)) {
    if (!heeded.only_host_exists) who.push_back(heeded.who);
  }
  std::sort(who.begin(), who.end());
  return who;
}

}  // namespace

TEST_CASE("A question that two jobs want is out once, and both hear the answer", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room());
  enquiries.ask(1, mx, wire.time);
  enquiries.ask(2, mx, wire.time);
  CHECK(wire.out.size() == 1);
  wire.answer(mx.key(), lasting());
  CHECK(told(enquiries) == std::vector<JobTicket>{1, 2});
}

TEST_CASE("What was heard is not asked again while it is good", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room());
  enquiries.ask(1, mx, wire.time);
  wire.answer(mx.key(), lasting());
  CHECK(told(enquiries) == std::vector<JobTicket>{1});
  enquiries.ask(2, mx, wire.time);
  CHECK(wire.out.empty());
  Heeded heeded;
  REQUIRE(enquiries.next(heeded));
  CHECK(heeded.recalled);
  CHECK(heeded.answer.records == lasting().records);
  wire.time += std::chrono::seconds(61);
  enquiries.ask(3, mx, wire.time);
  CHECK(wire.out.size() == 1);
}

TEST_CASE("A question stays out while somebody still wants it", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room());
  enquiries.ask(1, mx, wire.time);
  enquiries.ask(2, mx, wire.time);
  enquiries.drop(1);
  CHECK(wire.out.size() == 1);
  wire.answer(mx.key(), lasting());
  CHECK(told(enquiries) == std::vector<JobTicket>{2});
  enquiries.ask(3, {Ask::mx, "other.example"}, wire.time);
  enquiries.drop(3);
  CHECK(wire.out.empty());
}

TEST_CASE("Two posts to one place that say different things are two questions", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room());
  enquiries.ask(1, {Ask::post, "https://contoso.example/", "a"}, wire.time);
  enquiries.ask(2, {Ask::post, "https://contoso.example/", "b"}, wire.time);
  CHECK(wire.out.size() == 2);
}

TEST_CASE("Whoever joins a question hears that its host exists", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room());
  const Question https{Ask::https, "https://contoso.example/"};
  enquiries.ask(1, https, wire.time);
  wire.coming.push_back({wire.out.begin()->first, true, {}});
  CHECK(told(enquiries).empty());
  enquiries.ask(2, https, wire.time);
  Heeded heeded;
  REQUIRE(enquiries.next(heeded));
  CHECK(heeded.only_host_exists);
  CHECK(heeded.who == 2);
}

TEST_CASE("Without a cache each question is asked", "[enquiries]") {
  Wire wire;
  Enquiries enquiries(wire, room(0));
  enquiries.ask(1, mx, wire.time);
  enquiries.ask(2, mx, wire.time);
  CHECK(wire.out.size() == 2);
  enquiries.drop(1);
  CHECK(wire.out.size() == 1);
}
