#include "read/oauth_metadata.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("The well-known part goes between host and path (RFC 8414 section 3.1)", "[read]") {
  struct Row {
    const char* issuer;
    const char* url;
  };
  const Row row = GENERATE(values<Row>({{"https://example.com", "https://example.com/.well-known/oauth-authorization-server"},
                                        {"https://example.com/", "https://example.com/.well-known/oauth-authorization-server"},
                                        {"https://example.com/issuer1", "https://example.com/.well-known/oauth-authorization-server/issuer1"},
                                        {"https://example.com/issuer1/", "https://example.com/.well-known/oauth-authorization-server/issuer1"},
                                        {"https://example.com:8443/a/b", "https://example.com:8443/.well-known/oauth-authorization-server/a/b"},
                                        {"https://Example.com", "https://example.com/.well-known/oauth-authorization-server"}}));
  CAPTURE(row.issuer);
  CHECK(oauth_metadata_url(row.issuer) == row.url);
}

TEST_CASE("An issuer that is no https URL, or has a query or fragment, has no metadata (RFC 8414 section 2)", "[read]") {
  for (const char* const issuer :
       {"", "example.com", "http://example.com", "https://", "https://example.com?x", "https://example.com/a#b", "https://ada@example.com/",
        "https://192.0.2.7/", "https://localhost/", "https://a b.example/", "https://example.com\\x"}) {
    CAPTURE(issuer);
    CHECK(oauth_metadata_url(issuer).empty());
  }
}

namespace {

const char* const whole = R"({"issuer":"https://auth.contoso.example","authorization_endpoint":"https://auth.contoso.example/authorize",
  "token_endpoint":"https://auth.contoso.example/token","device_authorization_endpoint":"https://auth.contoso.example/device",
  "scopes_supported":["openid","urn:ietf:params:oauth:scope:mail","urn:ietf:params:oauth:scope:calendars","offline_access",7],
  "registration_endpoint":"https://auth.contoso.example/register","response_types_supported":["code"]})";

}  // namespace

TEST_CASE("Metadata become endpoints and the scopes for mail", "[read]") {
  Arena arena;
  const auto oauth = read_oauth_metadata(whole, "https://auth.contoso.example", arena);
  REQUIRE(oauth);
  CHECK(oauth->issuer.view() == "https://auth.contoso.example");
  CHECK(oauth->authorization_endpoint.view() == "https://auth.contoso.example/authorize");
  CHECK(oauth->token_endpoint.view() == "https://auth.contoso.example/token");
  CHECK(oauth->device_authorization_endpoint.view() == "https://auth.contoso.example/device");
  for (const std::span<const Text> scopes : {oauth->imap_scopes, oauth->pop3_scopes, oauth->smtp_scopes}) {
    REQUIRE(scopes.size() == 1);
    CHECK(scopes[0].view() == "urn:ietf:params:oauth:scope:mail");
  }
  REQUIRE(oauth->refresh_scopes.size() == 1);
  CHECK(oauth->refresh_scopes[0].view() == "offline_access");
  CHECK(oauth->client_id.empty());
}

TEST_CASE("Metadata of another issuer are refused, however alike (RFC 8414 section 3.3)", "[read]") {
  Arena arena;
  for (const char* const issuer : {"https://auth.contoso.example/", "https://AUTH.contoso.example", "https://auth.fabrikam.example", ""}) {
    CAPTURE(issuer);
    const auto oauth = read_oauth_metadata(whole, issuer, arena);
    REQUIRE_FALSE(oauth);
    CHECK_THAT(oauth.error().sentence, Catch::Contains("issuer"));
  }
}

TEST_CASE("Endpoints are https or not there", "[read]") {
  Arena arena;
  const auto read = [&](const std::string& members) {
    return read_oauth_metadata(R"({"issuer":"https://a.example",)" + members + "}", "https://a.example", arena);
  };
  CHECK_FALSE(read(R"("authorization_endpoint":"https://a.example/a")"));
  CHECK_FALSE(read(R"("authorization_endpoint":"https://a.example/a","token_endpoint":"http://a.example/t")"));
  CHECK_FALSE(read(R"("authorization_endpoint":"http://a.example/a","token_endpoint":"https://a.example/t")"));
  CHECK_FALSE(read(R"("token_endpoint":"https://a.example/t")"));
  const auto device =
      read(R"("token_endpoint":"https://a.example/t","device_authorization_endpoint":"https://a.example/d","authorization_endpoint":"javascript:1")");
  REQUIRE(device);
  CHECK(device->authorization_endpoint.empty());
  CHECK(device->imap_scopes.empty());
}

TEST_CASE("What is no metadata is a fault", "[read]") {
  Arena arena;
  for (const char* const json : {"", "[]", "{}", "<html/>", R"({"issuer":7})", R"({"issuer":"https://a.example","scopes_supported":"imap"})"}) {
    CAPTURE(json);
    CHECK_FALSE(read_oauth_metadata(json, "https://a.example", arena));
  }
}

TEST_CASE("Metadata tell where a token is revoked, and whether answers name their issuer (RFC 8414 section 2, RFC 9207 section 3)", "[read]") {
  const std::string start = R"({"issuer":"https://auth.contoso.example","authorization_endpoint":"https://auth.contoso.example/authorize",
      "token_endpoint":"https://auth.contoso.example/token")";
  Arena arena;
  const auto plain = read_oauth_metadata(start + "}", "https://auth.contoso.example", arena);
  REQUIRE(plain);
  CHECK(plain->iss == "https://auth.contoso.example");
  CHECK_FALSE(plain->iss_promised);
  CHECK(plain->revocation_endpoint.empty());
  const auto more = read_oauth_metadata(
      start + R"(,"revocation_endpoint":"https://auth.contoso.example/revoke","authorization_response_iss_parameter_supported":true})",
      "https://auth.contoso.example", arena);
  REQUIRE(more);
  CHECK(more->iss_promised);
  CHECK(more->revocation_endpoint == "https://auth.contoso.example/revoke");
  const auto insecure =
      read_oauth_metadata(start + R"(,"revocation_endpoint":"http://auth.contoso.example/revoke"})", "https://auth.contoso.example", arena);
  REQUIRE(insecure);
  CHECK(insecure->revocation_endpoint.empty());
}
