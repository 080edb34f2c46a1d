#include "model/document.hpp"

#include <boost/json.hpp>
#include <clocale>

#include "catch.hpp"
#include "schema.hpp"

using namespace homing;
namespace json = boost::json;

namespace {

// A resolution that uses every key; all texts have the life of the program.
struct Full {
  std::array<SignIn, 2> auth{
      {{Method::oauth2, MethodState::current, {}, {}, {}}, {Method::password, MethodState::legacy, "2026-01-27", "2026-12-31", "It \"ends\"."}}};
  std::array<Endpoint, 2> imap{{{"imap.contoso.example", 993, Security::tls, "ada@contoso.example", auth},
                                {"imap.contoso.example", 143, Security::starttls, "ada", std::span(auth).first(1)}}};
  std::array<Endpoint, 1> smtp{{{"smtp.contoso.example", 25, Security::none, "", std::span(auth).last(1)}}};
  std::array<Text, 1> scopes{"https://outlook.office.com/IMAP.AccessAsUser.All"};
  std::array<Text, 2> steps{"First.", "Then."};
  std::array<Advice, 1> advice{{{"unconfirmed", Severity::info, Fixer::admin, "Check\nit.", steps, "https://contoso.example/help"}}};
  std::array<Evidence, 1> evidence{{{SourceId::mx_autoconfig, "says \\ so", Trust::dns}}};
  std::array<Disclosed, 2> disclosed{{{"resolver", Disclosure::domain}, {"autoconfig.contoso.example", Disclosure::address}}};
  std::array<Problem, 1> problems{{{Severity::problem, "incomingServer[1]", "No <port>."}}};
  OAuth oauth;
  Resolution resolution;

  Full() {
    oauth.issuer = "login.microsoftonline.com";
    oauth.authorization_endpoint = "https://login.microsoftonline.com/a";
    oauth.token_endpoint = "https://login.microsoftonline.com/t";
    oauth.tenant = "organizations";
    oauth.client_id = "homing";
    oauth.imap_scopes = scopes;
    resolution.address = "ada@contoso.example";
    resolution.outcome = Outcome::found;
    resolution.mailbox = {Kind::microsoft365, Cloud::gcc_high, Confidence::strong, "Microsoft 365 GCC High"};
    resolution.settings = {imap, {}, smtp, &oauth, R"({"per/day":10,"groups":[{"a~b":"x"}],"open":null})", {}};
    resolution.advice = advice;
    resolution.evidence = evidence;
    resolution.disclosed = disclosed;
    resolution.problems = problems;
    resolution.has_problems = true;
    resolution.timing = {12.34, 4, 3};
  }
};

std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

// Every place of a JSON value, itself included.
void collect(const json::value& value, const std::string& pointer, std::vector<std::string>& places) {
  places.push_back(pointer);
  if (const json::object* const object = value.if_object()) {
    for (const auto& member : *object) collect(member.value(), pointer + '/' + escaped(member.key()), places);
  }
  if (const json::array* const array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) collect((*array)[i], pointer + '/' + std::to_string(i), places);
  }
}

std::string text_at(const Resolution& resolution, std::string_view pointer) {
  const auto place = find_place(resolution, pointer);
  if (!place || place->type != Place::Type::text) return "no text";
  return place->owned.empty() ? std::string(place->text.view()) : place->owned;
}

}  // namespace

TEST_CASE("The document is written as the contract says", "[model]") {
  const Full full;
  CHECK(
      to_json(full.resolution) ==
      R"({"homing":"1","address":"ada@contoso.example","outcome":"found",)"
      R"("mailbox":{"kind":"microsoft365","cloud":"gcc-high","confidence":"strong","provider":"Microsoft 365 GCC High"},)"
      R"("imap":[{"host":"imap.contoso.example","port":993,"security":"tls","username":"ada@contoso.example","auth":[)"
      R"({"method":"oauth2","state":"current","since":null,"until":null,"why":null},)"
      R"({"method":"password","state":"legacy","since":"2026-01-27","until":"2026-12-31","why":"It \"ends\"."}]},)"
      R"({"host":"imap.contoso.example","port":143,"security":"starttls","username":"ada","auth":[)"
      R"({"method":"oauth2","state":"current","since":null,"until":null,"why":null}]}],)"
      R"("pop3":[],)"
      R"("smtp":[{"host":"smtp.contoso.example","port":25,"security":"none","username":"","auth":[)"
      R"({"method":"password","state":"legacy","since":"2026-01-27","until":"2026-12-31","why":"It \"ends\"."}]}],)"
      R"("oauth2":{"issuer":"login.microsoftonline.com","authorization_endpoint":"https://login.microsoftonline.com/a",)"
      R"("token_endpoint":"https://login.microsoftonline.com/t","tenant":"organizations","client_id":"homing",)"
      R"("scopes":{"imap":["https://outlook.office.com/IMAP.AccessAsUser.All"],"pop3":[],"smtp":[],"refresh":[]}},)"
      R"("advice":[{"id":"unconfirmed","severity":"info","who":"admin","text":"Check\nit.","steps":["First.","Then."],"link":"https://contoso.example/help"}],)"
      R"("limits":{"per/day":10,"groups":[{"a~b":"x"}],"open":null},)"
      R"("evidence":[{"source":"mx-autoconfig","says":"says \\ so","trust":"dns"}],)"
      R"("disclosed":[{"to":"resolver","what":"domain"},{"to":"autoconfig.contoso.example","what":"address"}],)"
      R"("problems":[{"severity":"problem","where":"incomingServer[1]","text":"No <port>."}],)"
      R"("timing":{"total_ms":12.3,"questions":4,"answers":3,"recalled":0}})");
}

TEST_CASE("What a sign-in needs besides is there where it is known", "[model]") {
  const Full full;
  Resolution resolution = full.resolution;
  OAuth oauth = *resolution.settings.oauth2;
  const Text graph[] = {"https://graph.microsoft.com/Mail.Send"};
  oauth.revocation_endpoint = "https://login.microsoftonline.com/r";
  oauth.redirect = "http://localhost";
  oauth.graph_scopes = graph;
  resolution.settings.oauth2 = &oauth;
  const std::string document = to_json(resolution);
  CHECK_THAT(document, Catch::Contains(R"("revocation_endpoint":"https://login.microsoftonline.com/r","redirect":"http://localhost","tenant":)"));
  CHECK_THAT(document, Catch::Contains(R"("refresh":[],"graph":["https://graph.microsoft.com/Mail.Send"]})"));
  CHECK(testing::joined(testing::check_schema("result", document)).empty());
  oauth.redirect = "http://contoso.example";
  CHECK_FALSE(testing::check_schema("result", to_json(resolution)).empty());
}

TEST_CASE("An empty resolution keeps the contract", "[model]") {
  Resolution empty;
  empty.address = "ada@contoso.example";
  CHECK(
      to_json(empty) ==
      R"({"homing":"1","address":"ada@contoso.example","outcome":"not_found","mailbox":{"kind":"unknown","confidence":"weak","provider":null},)"
      R"("imap":[],"pop3":[],"smtp":[],"oauth2":{},"advice":[],"limits":{},"evidence":[],"disclosed":[],"timing":{"total_ms":0.0,"questions":0,"answers":0,"recalled":0}})");
  CHECK(testing::joined(testing::check_schema("result", to_json(empty))).empty());
}

TEST_CASE("The schema of results tells right from wrong", "[model]") {
  const std::string right = to_json(Full().resolution);
  CHECK(testing::joined(testing::check_schema("result", right)).empty());
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string wrong = right;
    const std::size_t place = wrong.find(from);
    REQUIRE(place != std::string::npos);
    wrong.replace(place, from.size(), to);
    return !testing::check_schema("result", wrong).empty();
  };
  CHECK(broken("\"found\"", "\"lost\""));
  CHECK(broken("\"port\":993", "\"port\":0"));
  CHECK(broken("\"port\":993", "\"port\":\"993\""));
  CHECK(broken("\"cloud\":\"gcc-high\"", "\"cloud\":\"consumer\""));
  CHECK(broken("\"kind\":\"microsoft365\"", "\"kind\":\"other\""));
  CHECK(broken("\"kind\":\"microsoft365\"", "\"kind\":\"outlook.com\""));
  CHECK(broken("\"2026-12-31\"", "\"soon\""));
  CHECK(broken("\"method\":\"oauth2\"", "\"method\":\"magic\""));
  CHECK(broken("\"trust\":\"dns\"", "\"trust\":\"hope\""));
  CHECK(broken("\"total_ms\":12.3", "\"total_ms\":-1"));
  CHECK(broken("\"homing\":\"1\"", "\"homing\":\"2\""));
  CHECK(broken("\"evidence\"", "\"hearsay\""));
  CHECK(broken("\"https://contoso.example/help\"", "\"http://contoso.example/help\""));
  CHECK(broken("{", ""));
}

TEST_CASE("JSON and JSON Pointer agree for every path", "[model]") {
  const Full full;
  const json::value document = json::parse(to_json(full.resolution));
  std::vector<std::string> places;
  collect(document, "", places);
  REQUIRE(places.size() > 80);
  for (const std::string& pointer : places) {
    CAPTURE(pointer);
    boost::system::error_code error;
    const json::value& expected = *document.find_pointer(pointer, error);
    const auto place = find_place(full.resolution, pointer);
    REQUIRE(place);
    CHECK((place->type == Place::Type::object) == expected.is_object());
    CHECK((place->type == Place::Type::list) == expected.is_array());
    CHECK((place->type == Place::Type::null) == expected.is_null());
    CHECK((place->type == Place::Type::text) == expected.is_string());
    CHECK((place->type == Place::Type::number) == expected.is_int64());
    if (expected.is_array()) CHECK(place->count == expected.as_array().size());
    if (expected.is_int64()) CHECK(place->number == expected.as_int64());
    if (expected.is_string()) CHECK(text_at(full.resolution, pointer) == std::string(expected.as_string()));
    const auto part = part_to_json(full.resolution, pointer);
    REQUIRE(part);
    CHECK(json::serialize(json::parse(*part)) == json::serialize(expected));
  }
}

TEST_CASE("The places of RFC 6901 are found by hand, too", "[model]") {
  const Full full;
  CHECK(text_at(full.resolution, "/imap/0/auth/1/why") == "It \"ends\".");
  CHECK(text_at(full.resolution, "/limits/groups/0/a~0b") == "x");
  CHECK(find_place(full.resolution, "/limits/per~1day")->number == 10);
  CHECK(find_place(full.resolution, "/smtp/0/port")->number == 25);
  CHECK(find_place(full.resolution, "/imap")->count == 2);
  CHECK(*part_to_json(full.resolution, "/advice/0/steps") == R"(["First.","Then."])");
  CHECK(*part_to_json(full.resolution, "/timing/total_ms") == "12.3");
}

TEST_CASE("Where the document has nothing, a pointer finds nothing", "[model]") {
  const Full full;
  for (const char* const pointer : {"imap",
                                    "/",
                                    "/nothing",
                                    "/imap/2",
                                    "/imap/-",
                                    "/imap/00",
                                    "/imap/01",
                                    "/imap/0x",
                                    "/imap/",
                                    "/imap/0/",
                                    "/imap/0/host/",
                                    "/imap/0/host/x",
                                    "/address/0",
                                    "/ima",
                                    "/imapx",
                                    "/pop3/0",
                                    "/oauth2/graph",
                                    "/advice/0/steps/2",
                                    "/advice/0/steps/-1",
                                    "/limits/none",
                                    "/limits/per/day",
                                    "/imap/18446744073709551616",
                                    "//imap",
                                    "/imap//0"}) {
    CAPTURE(pointer);
    CHECK_FALSE(find_place(full.resolution, pointer));
    CHECK_FALSE(part_to_json(full.resolution, pointer));
  }
}

TEST_CASE("A number is written the same in every locale", "[model]") {
  const char* const before = std::setlocale(LC_NUMERIC, nullptr);
  const std::string kept = before == nullptr ? "C" : before;
  std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
  const std::string part = *part_to_json(Full().resolution, "/timing/total_ms");
  std::setlocale(LC_NUMERIC, kept.c_str());
  CHECK(part.find(',') == std::string::npos);
}

TEST_CASE("Every byte below the space is escaped", "[model]") {
  for (int byte = 0; byte < 0x20; ++byte) {
    const char text[] = {'a', static_cast<char>(byte), 'b', '\0'};
    Resolution resolution;
    resolution.address = Text::terminated(text, 3);
    const std::string document = to_json(resolution);
    CAPTURE(byte, document);
    boost::system::error_code error;
    const json::value read = json::parse(document, error);
    REQUIRE_FALSE(error);
    CHECK(std::string_view(read.at("address").as_string()) == std::string_view(text, 3));
  }
}
