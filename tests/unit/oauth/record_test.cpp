#include "oauth/record.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "unit/oauth/forms.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

Record whole() {
  Record record;
  record.address = "ada@contoso.example";
  record.user = "Ada \"the\" \\ L\xC3\xB6velace";
  record.client_id = "id";
  record.authority = forms::microsoft();
  record.authority.revocation_endpoint = "https://login.microsoftonline.com/revoke";
  record.authority.iss_promised = true;
  record.authority.authorize_with = {{"a \"b\"", "c"}, {"prompt", "consent"}};
  record.flow = Flow::device;
  record.kind = Kind::microsoft365;
  record.cloud = Cloud::gcc_high;
  record.refresh_token = Secret("0.AXoA\"\\refresh");
  record.accesses = {Access::imap, Access::graph};
  record.held.push_back({Secret("access-1"), {Access::imap, Access::smtp}, 1000, 4600});
  record.held.push_back({Secret("access-2"), {Access::graph}, 2000, 0});
  record.signed_in = 1795262400;
  return record;
}

// The record's text with one member replaced; "null" as a member's text takes it away.
Secret changed(const char* member, const char* json) {
  const Secret text = write_record(whole());
  auto object = boost::json::parse(std::string(text.reveal())).as_object();
  object[member] = boost::json::parse(json);
  return Secret(boost::json::serialize(object));
}

}  // namespace

TEST_CASE("A record comes back whole", "[oauth]") {
  const auto read = read_record(write_record(whole()));
  REQUIRE(read);
  const Record expected = whole();
  CHECK(read->address == expected.address);
  CHECK(read->user == expected.user);
  CHECK(read->client_id == expected.client_id);
  CHECK(read->flow == expected.flow);
  CHECK(read->kind == expected.kind);
  CHECK(read->cloud == expected.cloud);
  CHECK(read->refresh_token.reveal() == expected.refresh_token.reveal());
  CHECK(read->accesses == expected.accesses);
  CHECK(read->signed_in == expected.signed_in);
  const Authority &a = read->authority, &b = expected.authority;
  CHECK(a.issuer == b.issuer);
  CHECK(a.authorization_endpoint == b.authorization_endpoint);
  CHECK(a.token_endpoint == b.token_endpoint);
  CHECK(a.device_authorization_endpoint == b.device_authorization_endpoint);
  CHECK(a.revocation_endpoint == b.revocation_endpoint);
  CHECK(a.redirect == b.redirect);
  CHECK(a.iss == b.iss);
  CHECK(a.iss_promised == b.iss_promised);
  CHECK(a.graph == b.graph);
  CHECK(a.resource == b.resource);
  CHECK(a.scopes == b.scopes);
  CHECK(a.refresh_scopes == b.refresh_scopes);
  CHECK(a.identity_scopes == b.identity_scopes);
  CHECK(a.authorize_with == b.authorize_with);
  REQUIRE(read->held.size() == 2);
  CHECK(read->held[0].token.reveal() == "access-1");
  CHECK(read->held[0].accesses == std::vector{Access::imap, Access::smtp});
  CHECK(read->held[0].obtained == 1000);
  CHECK(read->held[0].expires == 4600);
  CHECK(read->held[1].expires == 0);
}

TEST_CASE("A record of large tokens comes back as well", "[oauth]") {
  Record record = whole();
  record.refresh_token = Secret(std::string(65536, '"'));
  for (HeldToken& held : record.held) held.token = Secret(std::string(65536, '\\'));
  const auto read = read_record(write_record(record));
  REQUIRE(read);
  CHECK(read->refresh_token.reveal() == record.refresh_token.reveal());
  CHECK(read->held[1].token.reveal() == record.held[1].token.reveal());
}

TEST_CASE("A copy of a record is the same record", "[oauth]") { CHECK(write_record(whole().copy()).reveal() == write_record(whole()).reveal()); }

TEST_CASE("A record of a later version is not read as if it were known", "[oauth]") {
  REQUIRE(read_record(changed("homing_sign_in", "1")));
  const auto later = read_record(changed("homing_sign_in", "2"));
  REQUIRE_FALSE(later);
  CHECK_THAT(later.error().sentence, Catch::Contains("later version"));
  CHECK_FALSE(read_record(changed("homing_sign_in", "null")));
}

TEST_CASE("A record without what a refresh needs is refused, and garbage too", "[oauth]") {
  CHECK_FALSE(read_record(changed("address", "null")));
  CHECK_FALSE(read_record(changed("client_id", "\"\"")));
  CHECK_FALSE(read_record(changed("authority", "{}")));
  CHECK_FALSE(read_record(changed("authority", R"({"token_endpoint":"http://contoso.example/token"})")));
  CHECK_FALSE(read_record(changed("refresh_token", "\"a b\"")));
  for (const char* const text : {"", "{}", "[]", "null", "garbage", R"({"homing_sign_in":1})", R"({"access_token":"a"})"}) {
    CAPTURE(text);
    const auto read = read_record(Secret(text));
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().sentence, Catch::Contains("ign in again"));
  }
}

TEST_CASE("A fault holds nothing of the record", "[oauth]") {
  const Secret text = write_record(whole());
  const auto read = read_record(Secret(text.reveal().substr(0, text.reveal().size() - 1)));
  REQUIRE_FALSE(read);
  CHECK(read.error().sentence.find("AXoA") == std::string::npos);
}

TEST_CASE("A token is good for its access, and for so long as is wanted", "[oauth]") {
  const Record record = whole();
  REQUIRE(record.token_for(Access::imap, 1000, 60) != nullptr);
  CHECK(record.token_for(Access::imap, 1000, 60)->token.reveal() == "access-1");
  CHECK(record.token_for(Access::smtp, 4540, 60) != nullptr);
  CHECK(record.token_for(Access::smtp, 4541, 60) == nullptr);
  CHECK(record.token_for(Access::pop3, 1000, 60) == nullptr);
  // Not told until when: an hour.
  CHECK(record.token_for(Access::graph, 5540, 60) != nullptr);
  CHECK(record.token_for(Access::graph, 5541, 60) == nullptr);
}

TEST_CASE("A token from the future was dated by a clock that was wrong", "[oauth]") {
  CHECK(whole().token_for(Access::imap, 700, 60) != nullptr);
  CHECK(whole().token_for(Access::imap, 699, 60) == nullptr);
}

TEST_CASE("A new token takes the place of those that are for no more than it", "[oauth]") {
  Record record = whole();
  record.hold({Secret("new"), {Access::smtp, Access::imap}, 3000, 6600});
  REQUIRE(record.held.size() == 2);
  CHECK(record.token_for(Access::imap, 3000, 60)->token.reveal() == "new");
  CHECK(record.token_for(Access::graph, 3000, 60)->token.reveal() == "access-2");
  record.hold({Secret("newer"), {Access::smtp}, 4000, 7600});
  CHECK(record.held.size() == 3);
  CHECK(record.token_for(Access::smtp, 4000, 60)->token.reveal() == "newer");
  CHECK(record.token_for(Access::imap, 4000, 60)->token.reveal() == "new");
}

TEST_CASE("An account has one name in the store, however its address is typed", "[oauth]") {
  CHECK(store_key("ada@contoso.example") == "ada@contoso.example");
  CHECK(store_key("Ada <ADA@Contoso.Example.>") == "ada@contoso.example");
  CHECK(store_key("ada@b\xC3\xBC"
                  "cher.example") == store_key("ada@xn--bcher-kva.example"));
  CHECK(store_key("ada@contoso.example") != store_key("grace@contoso.example"));
}
