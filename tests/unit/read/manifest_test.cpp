#include "read/manifest.hpp"

#include "catch.hpp"
#include "model/utf8.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

const char* const small =
    R"({"id":"contoso","name":"Contoso","kind":"other","domains":["contoso.example",{"name":"contoso.test","tier":2},"*.own.example"],
  "mx":[{"pattern":"*.mx.contoso.example","proves":"mailbox"},{"pattern":"<letter>-v1.contoso.example","proves":"provider"}],
  "imap":[{"host":"imap.contoso.example","port":993,"security":"tls","username":"{local}","auth":["oauth2",{"method":"password","state":"retired","since":"2024-09-16","why":"Over."}]}],
  "smtp":[{"host":"smtp.contoso.example","port":587,"security":"starttls","auth":["password"]}],
  "limits":{"recipients_per_day":100},"advice":[{"id":"a","severity":"warning","who":"admin","text":"Do.","steps":["It."],"link":"https://contoso.example/"}],"sources":[]})";

std::string fault(const std::string& json) {
  ManifestReader reader;
  const auto read = reader.add_provider(json, "contoso.json");
  return read ? "accepted" : read.error().sentence;
}

std::string with(const std::string& from, const std::string& to) {
  std::string json = small;
  const std::size_t place = json.find(from);
  REQUIRE(place != std::string::npos);
  return json.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("A manifest becomes settings for one address", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(small, "contoso.json"));
  const Catalogue catalogue(reader.tables());
  const Known known = catalogue.domain("contoso.example");
  REQUIRE(known);
  Arena arena;
  const Settings& settings = *Catalogue::settings(known, testing::address("ada@contoso.example"), arena);
  REQUIRE(settings.imap.size() == 1);
  CHECK(settings.imap[0].host.view() == "imap.contoso.example");
  CHECK(settings.imap[0].port == 993);
  CHECK(settings.imap[0].username.view() == "ada");
  REQUIRE(settings.imap[0].auth.size() == 2);
  CHECK(settings.imap[0].auth[0].method == Method::oauth2);
  CHECK(settings.imap[0].auth[1].state == MethodState::retired);
  CHECK(settings.imap[0].auth[1].since.view() == "2024-09-16");
  CHECK(settings.smtp[0].username.view() == "ada@contoso.example");
  CHECK(settings.smtp[0].security == Security::starttls);
  CHECK(settings.limits.view() == R"({"recipients_per_day":100})");
  CHECK(settings.advice[0].steps[0].view() == "It.");
  CHECK(known.mailbox().provider.view() == "Contoso");
}

TEST_CASE("A manifest tells how to sign in with OAuth2", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(
      with("\"limits\"", R"("oauth2":{"issuer":"i","authorization_endpoint":"https://a.example/","token_endpoint":"https://t.example/",
      "revocation_endpoint":"https://r.example/","redirect":"http://localhost/x","iss":"https://i.example/*","iss_promised":true,
      "authorize":{"access_type":"offline","a":"b=c"},"scopes":{"graph":["g"],"identity":["openid","email"]}},"limits")"),
      "contoso.json"));
  Arena arena;
  const Catalogue catalogue(reader.tables());
  const OAuth& oauth = *Catalogue::settings(catalogue.domain("contoso.example"), testing::address("ada@contoso.example"), arena)->oauth2;
  CHECK(oauth.revocation_endpoint == "https://r.example/");
  CHECK(oauth.redirect == "http://localhost/x");
  CHECK(oauth.iss == "https://i.example/*");
  CHECK(oauth.iss_promised);
  REQUIRE(oauth.graph_scopes.size() == 1);
  CHECK(oauth.graph_scopes[0] == "g");
  REQUIRE(oauth.identity_scopes.size() == 2);
  CHECK(oauth.identity_scopes[1] == "email");
  REQUIRE(oauth.authorize_with.size() == 2);
  CHECK(oauth.authorize_with[0] == "access_type=offline");
  CHECK(oauth.authorize_with[1] == "a=b=c");
}

TEST_CASE("A tier says how far a domain is believed", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(small, "contoso.json"));
  const Catalogue catalogue(reader.tables());
  CHECK(catalogue.domain("contoso.example").mailbox().confidence == Confidence::certain);
  CHECK(catalogue.domain("contoso.test").mailbox().confidence == Confidence::strong);
  CHECK(catalogue.domain("contoso.test").name->tier == 2);
}

TEST_CASE("A star stands for one label or more, never for none", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(small, "contoso.json"));
  const Catalogue catalogue(reader.tables());
  CHECK(catalogue.exchanger("a.mx.contoso.example"));
  CHECK(catalogue.exchanger("a.b.mx.contoso.example"));
  CHECK_FALSE(catalogue.exchanger("mx.contoso.example"));
  CHECK_FALSE(catalogue.exchanger("amx.contoso.example"));
  CHECK(catalogue.domain("a.own.example"));
  CHECK_FALSE(catalogue.domain("own.example"));
  CHECK_FALSE(catalogue.domain("below.contoso.example"));
}

TEST_CASE("A letter stands for one of a to z", "[read]") {
  ManifestReader reader;
  const std::string json = with("<letter>-v1.contoso.example", "*.<letter>-v1.contoso.example");
  REQUIRE(reader.add_provider(json, "contoso.json"));
  const Catalogue catalogue(reader.tables());
  for (char letter = 'a'; letter <= 'z'; ++letter) CHECK(catalogue.exchanger(std::string("x.") + letter + "-v1.contoso.example"));
  for (const char* const host :
       {"x.1-v1.contoso.example", "x.-v1.contoso.example", "x.aa-v1.contoso.example", "x.A-v1.contoso.example", "x.a-v2.contoso.example",
        "a-v1.contoso.example", "x.a-v1.b.contoso.example", "x.{-v1.contoso.example", "x.`-v1.contoso.example"}) {
    CAPTURE(host);
    CHECK_FALSE(catalogue.exchanger(host));
  }
}

TEST_CASE("Servers are known by name, of any protocol", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(small, "contoso.json"));
  const Catalogue catalogue(reader.tables());
  CHECK(catalogue.host("imap.contoso.example"));
  CHECK(catalogue.host("smtp.contoso.example"));
  CHECK_FALSE(catalogue.host("contoso.example"));
  CHECK_FALSE(catalogue.exchanger("imap.contoso.example"));
}

TEST_CASE("A wrong manifest is refused with its file and place", "[read]") {
  CHECK_THAT(fault("{"), Catch::StartsWith("contoso.json: "));
  CHECK_THAT(fault(with("\"id\":\"contoso\",", "")), Catch::Contains("/id"));
  CHECK_THAT(fault(with("\"kind\":\"other\"", "\"kind\":\"good\"")), Catch::Contains("/kind") && Catch::Contains("microsoft365"));
  CHECK_THAT(fault(with("\"port\":993", "\"port\":70000")), Catch::Contains("/imap/0/port"));
  CHECK_THAT(fault(with("\"port\":993", "\"port\":\"993\"")), Catch::Contains("/imap/0/port"));
  CHECK_THAT(fault(with("\"security\":\"tls\"", "\"security\":\"ssl\"")), Catch::Contains("/imap/0/security"));
  CHECK_THAT(fault(with("\"proves\":\"mailbox\"", "\"proves\":\"much\"")), Catch::Contains("/mx/0/proves"));
  CHECK_THAT(fault(with("\"contoso.example\"", "\"Contoso.example\"")), Catch::Contains("/domains/0"));
  CHECK_THAT(fault(with("\"tier\":2", "\"tier\":4")), Catch::Contains("/domains/1/tier"));
  CHECK_THAT(fault(with("\"oauth2\"", "\"magic\"")), Catch::Contains("/imap/0/auth/0"));
}

TEST_CASE("A port must be named", "[read]") { CHECK_THAT(fault(with("\"port\":993,", "")), Catch::Contains("/imap/0/port")); }

TEST_CASE("A sentence about a wrong manifest is valid UTF-8", "[read]") {
  std::string long_text = "a";
  for (int i = 0; i < 60; ++i) long_text += "\xC3\xBC";
  const std::string sentence = fault(with("\"kind\":\"other\"", "\"kind\":[\"" + long_text + "\"]"));
  CHECK(sentence != "accepted");
  CHECK(find_invalid_utf8(sentence) == utf8_is_valid);
}

TEST_CASE("User names are expanded once", "[read]") {
  Arena arena;
  CHECK(expand_username("{local}+{domain}", testing::address("ada@contoso.example"), arena).view() == "ada+contoso.example");
  CHECK(expand_username("{local}", testing::address("{domain}@contoso.example"), arena).view() == "{domain}");
  CHECK(expand_username("{other}{", testing::address(), arena).view() == "{other}{");
}

TEST_CASE("Gateways and verification names belong to no provider", "[read]") {
  ManifestReader reader;
  REQUIRE(reader.add_exchangers(
      R"({"gateways":[{"name":"Shield","patterns":["*.shield.example"]}],"verification":[{"name":"Check","patterns":["*.check.invalid"]}],"sources":[]})",
      "exchangers.json"));
  const Catalogue catalogue(reader.tables());
  const Known gateway = catalogue.exchanger("mx.shield.example");
  REQUIRE(gateway);
  CHECK(gateway.provider == nullptr);
  CHECK(gateway.name->use == table::Use::gateway);
  CHECK(gateway.note().view() == "Shield");
  CHECK(catalogue.exchanger("ms1.check.invalid").name->use == table::Use::verification);
}
