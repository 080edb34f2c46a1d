#include "oauth/identity.hpp"

#include "crypto/base64.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

Secret token_of(std::string_view claims) { return Secret(to_base64url(R"({"alg":"RS256"})") + '.' + to_base64url(claims) + ".c2ln"); }

Identity read(std::string_view claims) {
  auto identity = read_id_token(token_of(claims));
  INFO(claims);
  REQUIRE(identity);
  return *identity;
}

}  // namespace

TEST_CASE("The claims of an ID token name who signed in", "[oauth]") {
  const Identity identity = read(
      R"({"iss":"https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0","aud":"6cb04018-a3f5-46a7-b995-940c78f5aef3","exp":1536361411,
      "sub":"AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ","name":"Abe Lincoln","preferred_username":"AbeLi@microsoft.com","nonce":"123523",
      "tid":"9188040d-6c67-4c5b-b112-36a304b66dad","email":"abe@contoso.example"})");
  CHECK(identity.iss == "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
  CHECK(identity.audiences == std::vector<std::string>{"6cb04018-a3f5-46a7-b995-940c78f5aef3"});
  CHECK(identity.expires == 1536361411);
  CHECK(identity.subject == "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ");
  CHECK(identity.nonce == "123523");
  CHECK(identity.tenant == "9188040d-6c67-4c5b-b112-36a304b66dad");
  CHECK(identity.names == std::vector<std::string>{"abe@contoso.example", "AbeLi@microsoft.com"});
}

TEST_CASE("The token of RFC 7519 section 3.1 has claims, but is for nobody", "[oauth]") {
  const auto identity = read_id_token(Secret(
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  REQUIRE_FALSE(identity);
  CHECK_THAT(identity.error().sentence, Catch::Contains("whom it is for"));
}

TEST_CASE("Several audiences and lists of addresses are read", "[oauth]") {
  const Identity identity = read(
      R"({"iss":"i","aud":["a","b",7],"upn":"ada@contoso.example","verified_primary_email":["ADA@contoso.example","lovelace@contoso.example"]})");
  CHECK(identity.audiences == std::vector<std::string>{"a", "b"});
  CHECK(identity.names == std::vector<std::string>{"ada@contoso.example", "lovelace@contoso.example"});
}

TEST_CASE("An address that the server has not verified names nobody", "[oauth]") {
  CHECK(read(R"({"iss":"i","aud":"a","email":"ada@contoso.example","email_verified":false})").names.empty());
  CHECK(read(R"({"iss":"i","aud":"a","email":"ada@contoso.example","email_verified":"false"})").names.empty());
  CHECK(read(R"({"iss":"i","aud":"a","email":"ada@contoso.example","email_verified":true})").names.size() == 1);
}

TEST_CASE("What is no ID token is refused", "[oauth]") {
  const std::string claims = to_base64url(R"({"iss":"i","aud":"a"})");
  for (const std::string& text :
       {std::string(), std::string("a"), "a." + claims, "a.b.c.d." + claims, "a." + claims + ".s.t", "a." + claims + "=.s", std::string("a..s"),
        "a." + to_base64url("[]") + ".s", "a." + to_base64url("{}") + ".s", "a." + to_base64url("\xff") + ".s",
        "a." + to_base64url(R"({"iss":"i\n","aud":"a"})") + ".s", "a." + claims + '.' + std::string(70000, 's')}) {
    CAPTURE(text.substr(0, 60));
    CHECK_FALSE(read_id_token(Secret(text)));
  }
  CHECK(read_id_token(Secret("a." + claims + ".s")));
}

TEST_CASE("A star in an issuer stands for one segment of the path", "[oauth]") {
  const std::string pattern = "https://login.microsoftonline.com/*/v2.0";
  CHECK(is_issuer(pattern, "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"));
  CHECK(is_issuer("https://accounts.google.com", "https://accounts.google.com"));
  for (const char* const iss :
       {"", "https://login.microsoftonline.com//v2.0", "https://login.microsoftonline.com/a/b/v2.0", "https://login.microsoftonline.com/a/v2.0/",
        "https://login.microsoftonline.com/a/v2.0/x", "https://login.microsoftonline.com/a/v1.0", "https://login.microsoftonline.com/a",
        "https://login.microsoftonline.com.evil.example/a/v2.0", "https://login.microsoftonline.us/a/v2.0",
        "https://login.microsoftonline.com/a?/v2.0", "http://login.microsoftonline.com/a/v2.0", "https://LOGIN.microsoftonline.com/a/v2.0"}) {
    CAPTURE(iss);
    CHECK_FALSE(is_issuer(pattern, iss));
  }
  CHECK_FALSE(is_issuer("", "https://accounts.google.com"));
  CHECK_FALSE(is_issuer("https://accounts.google.com", "https://accounts.google.com/"));
}

TEST_CASE("Addresses are the same without regard to case, and in any script of the domain", "[oauth]") {
  Identity identity;
  identity.names = {"Ada@Contoso.Example",
                    "ada@b\xC3\xBC"
                    "cher.example"};
  CHECK(is_named(identity, "ada@contoso.example"));
  CHECK(is_named(identity, "ADA@contoso.example."));
  CHECK(is_named(identity, "ada@xn--bcher-kva.example"));
  CHECK_FALSE(is_named(identity, "grace@contoso.example"));
  CHECK_FALSE(is_named(identity, "ada@contoso.example.org"));
  CHECK_FALSE(is_named(identity, ""));
  CHECK_FALSE(is_named(Identity(), "ada@contoso.example"));
}
