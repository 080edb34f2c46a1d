#include "read/realm.hpp"

#include "unit/world.hpp"

using namespace homing;
using Is = Realm::Kind;

TEST_CASE("A managed realm is told in both forms", "[read]") {
  Arena arena;
  const auto old = read_realm(R"({"State":4,"UserState":1,"Login":"user@company.com","NameSpaceType":"Managed","DomainName":"company.com",
                                  "FederationBrandName":"Company Ltd","CloudInstanceName":"microsoftonline.com"})",
                              arena);
  REQUIRE(old);
  CHECK(old->kind == Is::managed);
  CHECK(old->brand.view() == "Company Ltd");
  CHECK(old->cloud_instance.view() == "microsoftonline.com");
  CHECK(old->sign_in_host.empty());
  const auto v1 = read_realm(R"({"ver":"1.0","account_type":"Managed","domain_name":"company.com","cloud_instance_name":"microsoftonline.com",
                                 "cloud_audience_urn":"urn:federation:MicrosoftOnline"})",
                             arena);
  REQUIRE(v1);
  CHECK(v1->kind == Is::managed);
  CHECK(v1->cloud_instance.view() == "microsoftonline.com");
}

TEST_CASE("A federated realm names the host that signs its people in", "[read]") {
  Arena arena;
  const auto realm = read_realm(R"({"State":3,"UserState":2,"NameSpaceType":"Federated","DomainName":"company.com","FederationGlobalVersion":-1,
      "AuthURL":"https://STS.company.com/adfs/ls/?username=user%40company.com&wa=wsignin1.0","FederationBrandName":"Company Ltd"})",
                                arena);
  REQUIRE(realm);
  CHECK(realm->kind == Is::federated);
  CHECK(realm->sign_in_host.view() == "sts.company.com");
  const auto v1 = read_realm(R"({"account_type":"Federated","federation_active_auth_url":"https://sts.company.com/adfs/services/trust"})", arena);
  REQUIRE(v1);
  CHECK(v1->kind == Is::federated);
  CHECK(v1->sign_in_host.view() == "sts.company.com");
}

TEST_CASE("Personal accounts are told from a federation", "[read]") {
  Arena arena;
  for (const char* const json : {R"({"NameSpaceType":"Federated","ConsumerDomain":true,"DomainName":"live.com","FederationBrandName":"MSA Realms",
                                     "AuthURL":"https://login.live.com/login.srf?username=nn%40outlook.com"})",
                                 R"({"NameSpaceType":"Federated","ConsumerDomain":"true"})",
                                 R"({"account_type":"Federated","federation_active_auth_url":"https://login.live.com/rst2.srf"})"}) {
    CAPTURE(json);
    const auto realm = read_realm(json, arena);
    REQUIRE(realm);
    CHECK(realm->kind == Is::consumer);
  }
}

TEST_CASE("A realm that Microsoft does not know is unknown", "[read]") {
  Arena arena;
  for (const char* const json :
       {R"({"NameSpaceType":"Unknown"})", R"({"account_type":"Unknown"})", R"({"NameSpaceType":"Novel","ConsumerDomain":true})"}) {
    CAPTURE(json);
    const auto realm = read_realm(json, arena);
    REQUIRE(realm);
    CHECK(realm->kind == Is::unknown);
  }
}

TEST_CASE("What is no realm is a fault", "[read]") {
  Arena arena;
  for (const char* const json : {"", "[]", "{}", "<html/>", R"({"NameSpaceType":4})", R"({"DomainName":"company.com"})"}) {
    CAPTURE(json);
    CHECK_FALSE(read_realm(json, arena));
  }
}

TEST_CASE("A sign-in address that is no https URL names no host", "[read]") {
  Arena arena;
  const auto realm = read_realm(R"({"NameSpaceType":"Federated","AuthURL":"http://sts.company.com/","FederationBrandName":"two\nlines"})", arena);
  REQUIRE(realm);
  CHECK(realm->sign_in_host.empty());
  CHECK(realm->brand.empty());
}
