// The course of getting a token of what is kept.
#include "oauth/renewal.hpp"

#include "unit/oauth/played.hpp"

using namespace testing;
using namespace std::chrono_literals;

namespace {

Record kept(std::int64_t expires, Flow flow = Flow::browser) {
  Record record;
  record.address = "ada@contoso.example";
  record.client_id = "client-of-a-test";
  record.authority = forms::microsoft();
  record.flow = flow;
  if (flow != Flow::app) record.refresh_token = Secret("refresh-1");
  record.accesses = {Access::imap, Access::smtp};
  record.hold({Secret("access-1"), {Access::imap, Access::smtp}, 1'799'999'000, expires});
  return record;
}

constexpr std::int64_t good = 1'800'003'600, ended = 1'799'999'999, nearly_ended = 1'800'000'060;

Client client() { return {"client-of-a-test", {}, {}}; }

// One whose request is out.
struct Asked {
  explicit Asked(Record record = kept(ended), Access access = Access::imap) : renewal(std::move(record), client(), access) {
    renewal.begin(noon);
    const auto posting = renewal.next_posting(noon);
    REQUIRE(posting != nullptr);
    body = posting->body.reveal();
  }
  Renewal renewal;
  std::string body;
};

}  // namespace

TEST_CASE("A token that is good for two minutes more is handed out without a question", "[oauth]") {
  Renewal renewal(kept(good), client(), Access::smtp);
  renewal.begin(noon);
  REQUIRE(renewal.over());
  REQUIRE_FALSE(renewal.failure().has_value());
  CHECK(renewal.token().token.reveal() == "access-1");
}

TEST_CASE("A token that ends within two minutes is renewed, and so is one from the future", "[oauth]") {
  Record record = kept(nearly_ended);
  SECTION("it nearly ends") {}
  SECTION("the clock went back") { record = kept(good), record.held[0].obtained = 1'800'090'000, record.held[0].expires = 1'800'093'600; }
  Asked asked(std::move(record));
  CHECK(parameter(asked.body, "grant_type") == "refresh_token");
  CHECK(parameter(asked.body, "refresh_token") == "refresh-1");
  CHECK(parameter(asked.body, "client_id") == "client-of-a-test");
}

TEST_CASE("A new refresh token is kept before its access token is handed out", "[oauth]") {
  Asked asked;
  asked.renewal.hear(tokens({.access = "access-2", .refresh = "refresh-2"}), noon);
  CHECK_FALSE(asked.renewal.over());
  const std::optional<Record> record = asked.renewal.next_record();
  REQUIRE(record.has_value());
  CHECK(record->refresh_token.reveal() == "refresh-2");
  asked.renewal.kept();
  REQUIRE(asked.renewal.over());
  CHECK(asked.renewal.token().token.reveal() == "access-2");
}

TEST_CASE("Where none comes the refresh token stays what it was (RFC 6749 section 6)", "[oauth]") {
  Asked asked;
  asked.renewal.hear(tokens({.access = "access-2", .refresh = ""}), noon);
  const std::optional<Record> record = asked.renewal.next_record();
  REQUIRE(record.has_value());
  CHECK(record->refresh_token.reveal() == "refresh-1");
}

TEST_CASE("What the sign-in was not for is not asked for", "[oauth]") {
  Renewal renewal(kept(good), client(), Access::graph);
  renewal.begin(noon);
  REQUIRE(renewal.failure().has_value());
  CHECK(renewal.failure()->words.starts_with("oauth.scope_missing:"));
  CHECK(renewal.next_posting(noon) == nullptr);
}

TEST_CASE("A refused refresh token is looked for once more: another machine may have renewed it", "[oauth]") {
  Asked asked;
  asked.renewal.hear(refusal("invalid_grant", "AADSTS70008: expired"), noon);
  REQUIRE(asked.renewal.wants_another_look());
  SECTION("it has") {
    Record newer = kept(ended);
    newer.refresh_token = Secret("refresh-9");
    asked.renewal.look_again(std::move(newer), noon);
    const auto posting = asked.renewal.next_posting(noon);
    REQUIRE(posting != nullptr);
    CHECK(parameter(posting->body.reveal(), "refresh_token") == "refresh-9");
    asked.renewal.hear(refusal("invalid_grant"), noon);
    CHECK_FALSE(asked.renewal.wants_another_look());
    CHECK(asked.renewal.failure().has_value());
  }
  SECTION("it has not") {
    asked.renewal.look_again(kept(ended), noon);
    REQUIRE(asked.renewal.failure().has_value());
    CHECK_THAT(asked.renewal.failure()->words, Catch::Matchers::Contains("AADSTS70008"));
    CHECK_FALSE(asked.renewal.next_record().has_value());
  }
}

TEST_CASE("A network that fails leaves what is kept as it was", "[oauth]") {
  Asked asked;
  Posted gone;
  gone.heard = Heard::timeout;
  asked.renewal.hear(gone, noon);
  REQUIRE(asked.renewal.failure().has_value());
  CHECK(asked.renewal.failure()->heard == Heard::timeout);
  CHECK_FALSE(asked.renewal.next_record().has_value());
}

TEST_CASE("Without a refresh token an ended sign-in is over", "[oauth]") {
  Record record = kept(ended);
  record.refresh_token = Secret();
  Renewal renewal(std::move(record), client(), Access::imap);
  renewal.begin(noon);
  REQUIRE(renewal.failure().has_value());
  CHECK(renewal.failure()->words.starts_with("oauth.no_refresh_token:"));
}

TEST_CASE("An application asks as itself again", "[oauth]") {
  Asked asked(kept(ended, Flow::app));
  CHECK(parameter(asked.body, "grant_type") == "client_credentials");
  asked.renewal.hear(tokens({.access = "access-2", .refresh = "", .scope = ""}), noon);
  asked.renewal.kept();
  CHECK(asked.renewal.token().token.reveal() == "access-2");
}
