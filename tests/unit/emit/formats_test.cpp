#include "emit/formats.hpp"

#include <set>

#include "exporting.hpp"
#include "operations.hpp"
#include "schema.hpp"
#include "world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

std::shared_ptr<Session> offline() {
  Options options;
  REQUIRE(options.set("offline", "on"));
  return Session::open(options).value();
}

std::shared_ptr<Job> exported(const std::string& address, std::string_view format) {
  Account account;
  account.address = address;
  return Operations(*offline()).export_as(account, format);
}

}  // namespace

TEST_CASE("The formats are listed with words of the schema, each once", "[emit]") {
  CHECK(joined(check_schema("export-formats", formats_json())).empty());
  std::set<std::string_view> names;
  for (const Format& format : formats()) CHECK(names.insert(format.name).second);
  CHECK(find_format("msmtp") != nullptr);
  CHECK(find_format("MSMTP") == nullptr);
}

TEST_CASE("A format that does not exist is refused with all that do, the nearest first", "[emit]") {
  CHECK(unknown_format("neomut").starts_with("There is no format \"neomut\"; there are neomutt mutt "));
  const std::shared_ptr<Job> job = exported("ada@outlook.com", "neomut");
  CHECK(job->state == JobState::refused);
  CHECK(job->malformed_request);
}

TEST_CASE("Every format's document keeps the schema, whether it can be written or not", "[emit]") {
  for (const Format& format : formats()) {
    for (const char* const address : {"ada@outlook.com", "ada@posteo.de", "ada@nowhere.example"}) {
      INFO(format.name.view() << ' ' << address);
      const std::shared_ptr<Job> job = exported(address, format.name);
      REQUIRE(job->state == JobState::done);
      CHECK(joined(check_schema("export", job->result->document)).empty());
    }
  }
}

TEST_CASE("What is published may be asked for a domain, and a malformed one is refused", "[emit]") {
  CHECK(exported("posteo.de", "publish")->state == JobState::done);
  CHECK(exported("posteo.de", "msmtp")->state == JobState::refused);
  CHECK(exported("a@b@", "publish")->state == JobState::refused);
  CHECK_FALSE(exported("a@b@", "publish")->malformed_request);
}

TEST_CASE("An account's wishes count, and one that signs nobody in is refused", "[emit]") {
  Account account;
  account.address = "ada@posteo.de";
  REQUIRE(account.set("server", "submission://mail.contoso.example"));
  REQUIRE(account.set("client_id", "1234"));
  const EmissionWishes wishes = wishes_of(account);
  REQUIRE(wishes.server);
  CHECK(wishes.server->protocol == Protocol::smtp);
  CHECK(wishes.server->security == Security::starttls);
  CHECK(wishes.server->port == 587);
  CHECK(wishes.client_id == "1234");
  REQUIRE(account.set("method", "none"));
  CHECK(Operations(*offline()).export_as(account, "msmtp")->state == JobState::refused);
}

TEST_CASE("The door writes configurations, too", "[emit]") {
  const std::string request = R"({"op":"export","address":"ada@posteo.de","format":"msmtp","username":"grace"})";
  CHECK(joined(check_schema("request", request)).empty());
  CHECK_FALSE(check_schema("request", R"({"op":"export","address":"ada@posteo.de"})").empty());
  const std::shared_ptr<Session> session = offline();
  CHECK(Operations(*session).call(request)->result->document.find("grace") != std::string::npos);
  CHECK(Operations(*session).call(R"({"op":"export-formats"})")->result->document == formats_json());
  CHECK(Operations(*session).call(R"({"op":"export","address":"ada@posteo.de"})")->state == JobState::refused);
}

TEST_CASE("An address that begins as an option does is no option of the command", "[emit]") {
  const std::shared_ptr<Job> job = exported("-x@outlook.com", "msmtp");
  REQUIRE(job->state == JobState::done);
  CHECK(job->result->document.find("homing token --for smtp -- -x@outlook.com") != std::string::npos);
  CHECK(job->result->document.find("homing login -- -x@outlook.com") != std::string::npos);
}
