#include "oauth/authority.hpp"

#include "unit/world.hpp"

using namespace homing;

namespace {

OAuth microsoft() {
  OAuth oauth;
  oauth.issuer = "login.microsoftonline.com";
  oauth.authorization_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize";
  oauth.token_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/token";
  oauth.device_authorization_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode";
  oauth.tenant = "organizations";
  oauth.graph = "https://graph.microsoft.com";
  oauth.resource = "https://outlook.office.com";
  return oauth;
}

}  // namespace

TEST_CASE("A tenant takes the place of the one that the settings name, in every endpoint", "[oauth]") {
  const auto authority = authority_of(microsoft(), "9188040d-6c67-4c5b-b112-36a304b66dad");
  REQUIRE(authority);
  CHECK(authority->authorization_endpoint == "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/authorize");
  CHECK(authority->token_endpoint == "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/token");
  CHECK(authority->device_authorization_endpoint == "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/devicecode");
}

TEST_CASE("Endpoints without that tenant stay as they are", "[oauth]") {
  OAuth oauth = microsoft();
  CHECK(authority_of(oauth, "")->token_endpoint == oauth.token_endpoint.view());
  oauth.token_endpoint = "https://auth.contoso.example/organizations2/token";
  CHECK(authority_of(oauth, "contoso.example")->token_endpoint == "https://auth.contoso.example/organizations2/token");
  oauth.token_endpoint = "https://auth.contoso.example/oauth2/organizations/token";
  CHECK(authority_of(oauth, "contoso.example")->token_endpoint == "https://auth.contoso.example/oauth2/organizations/token");
}

TEST_CASE("What is no tenant gets into no URL", "[oauth]") {
  for (const std::string& tenant : {std::string("a/b"), std::string(".."), std::string("a?b"), std::string("a%2Fb"), std::string("a b"),
                                    std::string("a\n"), std::string("a@b"), std::string(254, 'a'), std::string("\xC3\xA4.example")}) {
    CAPTURE(tenant);
    const auto authority = authority_of(microsoft(), tenant);
    REQUIRE_FALSE(authority);
    CHECK_THAT(authority.error().sentence, Catch::Contains("tenant"));
  }
}

TEST_CASE("Without a token endpoint, or any place to sign in, there is no authority", "[oauth]") {
  OAuth oauth = microsoft();
  oauth.token_endpoint = "";
  CHECK_FALSE(authority_of(oauth, ""));
  oauth.token_endpoint = "http://login.microsoftonline.com/organizations/oauth2/v2.0/token";
  CHECK_FALSE(authority_of(oauth, ""));
  oauth = microsoft();
  oauth.authorization_endpoint = "";
  REQUIRE(authority_of(oauth, ""));
  oauth.device_authorization_endpoint = "http://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode";
  CHECK_FALSE(authority_of(oauth, ""));
}

TEST_CASE("An endpoint with a fragment is none (RFC 6749 section 3.1)", "[oauth]") {
  OAuth oauth = microsoft();
  oauth.authorization_endpoint = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize#here";
  CHECK(authority_of(oauth, "")->authorization_endpoint.empty());
}

TEST_CASE("The issuer of answers is the settings', else the authority's own URL, else not known", "[oauth]") {
  OAuth oauth = microsoft();
  CHECK(authority_of(oauth, "")->iss.empty());
  oauth.issuer = "https://auth.contoso.example/a";
  CHECK(authority_of(oauth, "")->iss == "https://auth.contoso.example/a");
  oauth.iss = "https://login.microsoftonline.com/*/v2.0";
  CHECK(authority_of(oauth, "")->iss == "https://login.microsoftonline.com/*/v2.0");
}

TEST_CASE("The browser comes back to the loopback and to nowhere else", "[oauth]") {
  OAuth oauth = microsoft();
  CHECK(authority_of(oauth, "")->redirect == "http://127.0.0.1");
  oauth.redirect = "http://localhost/signed-in";
  CHECK(authority_of(oauth, "")->redirect == "http://localhost/signed-in");
  for (const Text& redirect : {Text("https://contoso.example/"), Text("http://localhost.contoso.example"), Text("http://localhost:8080"),
                               Text("http://localhost/?a=b"), Text("http://127.0.0.1#"), Text("localhost"), Text("http://localhost/a b")}) {
    CAPTURE(redirect.view());
    oauth.redirect = redirect;
    CHECK_FALSE(authority_of(oauth, ""));
  }
}

TEST_CASE("Scopes and further parameters are carried over", "[oauth]") {
  OAuth oauth = microsoft();
  const Text imap[] = {"a", "b"}, graph[] = {"https://graph.microsoft.com/Mail.Send"}, more[] = {"access_type=offline", "x=a=b", "=c", "d"};
  oauth.imap_scopes = imap;
  oauth.graph_scopes = graph;
  oauth.authorize_with = more;
  const auto authority = authority_of(oauth, "");
  REQUIRE(authority);
  CHECK(authority->scopes_of(Access::imap) == std::vector<std::string>{"a", "b"});
  CHECK(authority->offers(Access::graph));
  CHECK_FALSE(authority->offers(Access::smtp));
  CHECK(authority->authorize_with == std::vector<std::pair<std::string, std::string>>{{"access_type", "offline"}, {"x", "a=b"}});
}
