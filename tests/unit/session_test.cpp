// Jobs of one session, on the virtual clock of given answers.
#include "operations.hpp"

#include <atomic>
#include <thread>

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

double milliseconds_of(Session& session) {
  const std::shared_ptr<Job> job = Operations(session).resolve("ada@contoso.example");
  CHECK(session.run(*job, std::nullopt, {}) == JobState::done);
  CHECK(job->result->resolution.mailbox.kind == Kind::microsoft365);
  return job->result->resolution.timing.total_ms;
}

}  // namespace

TEST_CASE("What a session remembers is heard at once, also by a source that starts later", "[session]") {
  Options options;
  REQUIRE(options.set("answers", R"({
    "dns": {"MX contoso.example": {"delay_ms": 20, "ttl": 300, "records": ["10 mx0a-00123456.pphosted.com."]},
            "CNAME autodiscover.contoso.example": "TIMEOUT", "SRV _autodiscover._tcp.contoso.example": "TIMEOUT"},
    "http": {"GET https://outlook.office365.com/autodiscover/autodiscover.json/v1.0/postmaster%40contoso.example?Protocol=AutodiscoverV1":
             {"delay_ms": 60, "status": 200,
              "body": "{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"https://outlook.office365.com/autodiscover/autodiscover.xml\"}"},
             "GET https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration": {"delay_ms": 60, "status": 400}}})"));
  const std::shared_ptr<Session> session = Session::open(options).value();
  CHECK(milliseconds_of(*session) < 150);
  CHECK(milliseconds_of(*session) < 30);
}

TEST_CASE("Nobody who asks for the next end hears that none is left while jobs are under way", "[session]") {
  constexpr int jobs = 300;
  std::string world;
  for (int i = 0; i < jobs; ++i) {
    world += (i > 0 ? "," : "") + std::string("\"MX d") + std::to_string(i) + ".example\": {\"delay_ms\": " + std::to_string(5 * i + 1) +
             ", \"records\": [\"10 d.mail.protection.outlook.com.\"]}";
  }
  Options options;
  REQUIRE(options.set("answers", "{\"dns\": {" + world + "}}"));
  const std::shared_ptr<Session> session = Session::open(options).value();
  bool late = false;
  CHECK(session->run_next(Milliseconds(0), late) == 0);
  std::vector<std::shared_ptr<Job>> started;
  for (int i = 0; i < jobs; ++i) started.push_back(Operations(*session).resolve("ada@d" + std::to_string(i) + ".example"));
  std::atomic<int> told = 0, too_early = 0;
  const auto collect = [&] {
    bool out_of_time = false;
    while (session->run_next(std::nullopt, out_of_time) != 0) ++told;
    for (const auto& job : started) too_early += session->state(*job) == JobState::running ? 1 : 0;
  };
  std::thread other(collect);
  collect();
  other.join();
  CHECK(told == jobs);
  CHECK(too_early == 0);
}
