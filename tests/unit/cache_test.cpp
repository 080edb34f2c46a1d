// What a session keeps of what it has heard.
#include "cache.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;
using std::chrono::seconds;
using testing::failure;
using testing::page;
using testing::records;

namespace {

const Time start = Time() + std::chrono::hours(1);
const Question mx{Ask::mx, "contoso.example"};
const Question https{Ask::https, "https://contoso.example/"};

CacheLimits room(std::size_t bytes = std::size_t{64} * 1024) {
  CacheLimits limits;
  limits.bytes = bytes;
  return limits;
}

Answer lasting(Answer answer, std::uint32_t ttl) {
  answer.ttl = ttl;
  return answer;
}

// For how long the answer is kept.
seconds kept(const CacheLimits& limits, const Question& question, const Answer& answer) {
  Cache cache(limits);
  cache.keep(question, question.key(), answer, start);
  seconds longest{0};
  for (const int second : {1, 30, 59, 60, 299, 300, 3599, 3600, 90000}) {
    if (cache.find(question.key(), start + seconds(second) - std::chrono::milliseconds(1)) != nullptr) longest = seconds(second);
  }
  return longest;
}

}  // namespace

TEST_CASE("Records are kept for their time to live, and no longer than the option says", "[cache]") {
  CHECK(kept(room(), mx, lasting(records({"10 mx."}), 60)) == seconds(60));
  CHECK(kept(room(), mx, lasting(records({"10 mx."}), 86400)) == seconds(3600));
}

TEST_CASE("A time to live of zero is for this use alone", "[cache]") { CHECK(kept(room(), mx, records({"10 mx."})) == seconds(0)); }

TEST_CASE("That a name does not exist is kept as RFC 2308 wants it", "[cache]") {
  CHECK(kept(room(), mx, lasting(failure(Heard::no_such_name), 60)) == seconds(60));
  CHECK(kept(room(), mx, lasting(failure(Heard::no_such_name), 86400)) == seconds(300));
  CHECK(kept(room(), mx, lasting(records({}), 86400)) == seconds(300));
}

TEST_CASE("Failures are not kept: they may be gone in a moment", "[cache]") {
  for (const Heard heard : {Heard::timeout, Heard::server_failure, Heard::refused, Heard::protocol, Heard::certificate}) {
    CHECK(kept(room(), mx, lasting(failure(heard), 60)) == seconds(0));
    CHECK(kept(room(), https, failure(heard)) == seconds(0));
  }
  CHECK(kept(room(), https, page("", 503)) == seconds(0));
}

TEST_CASE("Pages are kept for a while unless their server forbids it", "[cache]") {
  CHECK(kept(room(), https, page("x")) == seconds(300));
  CHECK(kept(room(), https, page("", 404)) == seconds(300));
  Answer forbidden = page("x");
  forbidden.headers.emplace_back("cache-control", "private, no-store");
  CHECK(kept(room(), https, forbidden) == seconds(0));
}

TEST_CASE("What was used longest ago goes first", "[cache]") {
  Cache cache(room(std::size_t{8} * 1024));
  const auto question = [](int number) { return Question{Ask::mx, "domain" + std::to_string(number) + ".example"}; };
  for (int i = 0; i < 100; ++i) {
    cache.keep(question(i), question(i).key(), lasting(records({"10 mx.example."}), 60), start);
    CHECK(cache.find(question(0).key(), start) != nullptr);
  }
  CHECK(cache.find(question(1).key(), start) == nullptr);
  CHECK(cache.find(question(99).key(), start) != nullptr);
}

TEST_CASE("Without room nothing is kept", "[cache]") {
  Cache cache(room(0));
  CHECK_FALSE(cache.is_used());
  cache.keep(mx, mx.key(), lasting(records({"10 mx."}), 60), start);
  CHECK(cache.find(mx.key(), start) == nullptr);
}

TEST_CASE("One large page does not push out all others", "[cache]") {
  Cache cache(room());
  cache.keep(mx, mx.key(), lasting(records({"10 mx."}), 60), start);
  cache.keep(https, https.key(), page(std::string(std::size_t{60} * 1024, 'x')), start);
  CHECK(cache.find(https.key(), start) == nullptr);
  CHECK(cache.find(mx.key(), start) != nullptr);
}
