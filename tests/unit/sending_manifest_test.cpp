// The manifest of the ways to send, and what is wrong with others.
#include <boost/json.hpp>
#include <set>

#include "catch.hpp"
#include "read/manifest.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

const std::string named =
    R"({"options":[{"id":"x","name":"X","server":{"of":"named","host":"smtp.x.example","port":587,"security":"starttls","auth":["password"]},)"
    R"("recipients":"anyone","clouds":["worldwide"],"spf":"provider","needs":[{"text":"An account.","kind":"microsoft365"}],)"
    R"("link":"https://x.example/"}],"sources":[{"url":"https://x.example/","date":"2026-11-21","says":"x"}]})";

std::string with(const std::string& from, const std::string& to) {
  std::string text = named;
  return text.replace(text.find(from), from.size(), to);
}

std::string fault_of(const std::string& text) {
  ManifestReader reader;
  const Expected<void> added = reader.add_sending(text, "sending.json");
  return added ? "" : added.error().sentence;
}

bool follows(const std::string& text) { return testing::check_schema("sending-manifest", text).empty(); }

}  // namespace

TEST_CASE("The ways to send follow their schema, and each is named once", "[catalogue]") {
  const std::string text = testing::slurp(HOMING_SOURCE_DIR "/manifests/sending.json");
  CHECK(testing::joined(testing::check_schema("sending-manifest", text)).empty());
  const table::Tables& tables = testing::catalogue().sending();
  std::set<std::string_view> ids;
  for (const table::SendingOption& option : tables.sending) ids.insert(tables.text(option.id));
  CHECK(ids ==
        std::set<std::string_view>{"client-submission", "smtp-relay", "direct-send", "high-volume-email", "azure-communication-services", "graph"});
  CHECK(ids.size() == tables.sending.size());
}

TEST_CASE("A manifest of ways to send becomes tables", "[catalogue]") {
  REQUIRE(follows(named));
  ManifestReader reader;
  REQUIRE(reader.add_sending(named, "sending.json"));
  const table::Tables& tables = reader.tables();
  REQUIRE(tables.sending.size() == 1);
  const table::SendingOption& option = tables.sending.front();
  CHECK(tables.text(option.server.host) == "smtp.x.example");
  CHECK(option.server.port == 587);
  CHECK(option.server.auth.count == 1);
  CHECK(option.recipients == Recipients::anyone);
  REQUIRE(option.needs.count == 1);
  CHECK(tables.needs[option.needs.first].kind == Kind::microsoft365);
}

TEST_CASE("A wrong manifest of ways to send is refused with its place", "[catalogue]") {
  CHECK_THAT(fault_of("{"), Catch::Contains("sending.json: Not valid JSON"));
  CHECK_THAT(fault_of(with("\"named\"", "\"somebody\"")), Catch::Contains("/options/0/server/of: expected one of submission exchanger graph named"));
  CHECK_THAT(fault_of(with("\"smtp.x.example\"", "\"\"")), Catch::Contains("/options/0/server/host"));
  CHECK_THAT(fault_of(with("587", "0")), Catch::Contains("/options/0/server/port"));
  CHECK_THAT(fault_of(with("[\"password\"]", "[]")), Catch::Contains("/options/0/server/auth: expected a way to sign in"));
  CHECK_THAT(fault_of(with("\"anyone\"", "\"everyone\"")), Catch::Contains("/options/0/recipients"));
  CHECK_THAT(fault_of(with("\"spf\":\"provider\"", "\"spf\":\"x\"")), Catch::Contains("/options/0/spf"));
  CHECK_THAT(fault_of(with("\"link\":\"https://x.example/\"", "\"link\":1")), Catch::Contains("/options/0/link"));
  CHECK_THAT(fault_of(with("\"An account.\"", "null")), Catch::Contains("/options/0/needs/0/text"));
}

TEST_CASE("The schema of ways to send tells right from wrong", "[catalogue]") {
  CHECK_FALSE(follows(with("\"port\":587,", "")));
  CHECK_FALSE(follows(with("\"host\":\"smtp.x.example\",", "")));
  CHECK_FALSE(follows(with("\"of\":\"named\"", "\"of\":\"graph\"")));
  CHECK_FALSE(follows(with("\"worldwide\"", "\"moon\"")));
  CHECK_FALSE(follows(with("https://x.example/\"}]", "http://x.example/\"}]")));
  CHECK_FALSE(follows(with("\"needs\"", "\"wants\"")));
}
