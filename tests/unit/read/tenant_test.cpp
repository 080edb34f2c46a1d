#include "read/tenant.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("An OpenID configuration names the tenant, its region and its cloud", "[read]") {
  Arena arena;
  const auto tenant = read_tenant(
      R"({"token_endpoint":"https://login.microsoftonline.us/1A2B3C4D-0000-4111-8222-0123456789AB/oauth2/v2.0/token",
          "issuer":"https://login.microsoftonline.us/1a2b3c4d-0000-4111-8222-0123456789ab/v2.0",
          "tenant_region_scope":"USGov","tenant_region_sub_scope":"DODCON","cloud_instance_name":"microsoftonline.us","other":[1]})",
      arena);
  REQUIRE(tenant);
  CHECK(tenant->id.view() == "1a2b3c4d-0000-4111-8222-0123456789ab");
  CHECK(tenant->region.view() == "USGov");
  CHECK(tenant->sub_scope.view() == "DODCON");
  CHECK(tenant->cloud_instance.view() == "microsoftonline.us");
  CHECK_FALSE(tenant->consumer);
}

TEST_CASE("The tenant of personal accounts is known", "[read]") {
  Arena arena;
  const auto tenant = read_tenant(R"({"issuer":"https://login.microsoftonline.com/9188040D-6C67-4C5B-B112-36A304B66DAD/v2.0"})", arena);
  REQUIRE(tenant);
  CHECK(tenant->consumer);
}

TEST_CASE("The issuer names the tenant where no endpoint does", "[read]") {
  Arena arena;
  const auto tenant = read_tenant(
      R"({"token_endpoint":"https://login.microsoftonline.com/common/oauth2/token","issuer":"https://sts.windows.net/11111111-2222-3333-4444-555555555555/",
                                      "tenant_region_scope":null})",
      arena);
  REQUIRE(tenant);
  CHECK(tenant->id.view() == "11111111-2222-3333-4444-555555555555");
  CHECK(tenant->region.empty());
  CHECK(tenant->sub_scope.empty());
}

TEST_CASE("A domain without a tenant is a fault that names it", "[read]") {
  Arena arena;
  const auto tenant = read_tenant(R"({"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'contoso.example' not found."})", arena);
  REQUIRE_FALSE(tenant);
  CHECK_THAT(tenant.error().sentence, Catch::Contains("invalid_tenant") && Catch::Contains("AADSTS90002"));
  const auto lines = read_tenant(R"({"error":"invalid_tenant","error_description":"AADSTS90002: not found.\r\nTrace ID: 7"})", arena);
  REQUIRE_FALSE(lines);
  CHECK(lines.error().sentence == "invalid_tenant: AADSTS90002: not found.  Trace ID: 7");
  CHECK(read_tenant(R"({"error":"invalid_tenant"})", arena).error().sentence == "invalid_tenant");
}

TEST_CASE("What names no tenant is a fault", "[read]") {
  Arena arena;
  for (const char* const json : {"", "[]", "{}", "<html/>", R"({"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"})",
                                 R"({"issuer":"http://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/"})",
                                 R"({"issuer":"https://login.microsoftonline.com/11111111-2222-3333-4444-55555555555g/"})",
                                 R"({"issuer":"https://login.microsoftonline.com/11111111-2222-3333-4444-5555555555555/"})",
                                 R"({"issuer":"https://login.microsoftonline.com/?11111111-2222-3333-4444-555555555555/"})", R"({"issuer":7})"}) {
    CAPTURE(json);
    CHECK_FALSE(read_tenant(json, arena));
  }
}
