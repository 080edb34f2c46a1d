// The compiled-in manifests as a sign-in reads them.
#include <boost/json.hpp>
#include <filesystem>

#include "oauth/authority.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;
using testing::catalogue;
namespace json = boost::json;

namespace {

std::string text(const json::value& value) { return std::string(value.as_string()); }

}  // namespace

TEST_CASE("Whoever can be signed in with OAuth2 has an authority that can be used, in every manifest", "[oauth]") {
  std::size_t authorities = 0;
  for (const auto& entry : std::filesystem::directory_iterator(HOMING_SOURCE_DIR "/manifests/providers")) {
    const json::value file = json::parse(testing::slurp(entry.path().string()));
    if (file.as_object().if_contains("oauth2") == nullptr) continue;
    CAPTURE(entry.path().string());
    const json::object& facts = file.at("oauth2").as_object();
    Arena arena;
    const Settings* const settings = Catalogue::settings(catalogue().provider(text(file.at("id"))), *parse_address("ada@contoso.example"), arena);
    REQUIRE(settings != nullptr);
    REQUIRE(settings->oauth2 != nullptr);
    const auto authority = authority_of(*settings->oauth2, "");
    REQUIRE(authority);
    CHECK(authority->authorization_endpoint == text(facts.at("authorization_endpoint")));
    CHECK(authority->token_endpoint == text(facts.at("token_endpoint")));
    CHECK(authority->offers(Access::imap));
    ++authorities;
  }
  CHECK(authorities >= 15);
}

TEST_CASE("Every cloud of Microsoft tells who signed in, where the browser comes back to and how to send by Graph", "[oauth]") {
  struct Row {
    const char* id;
    const char* host;
    const char* graph;
  };
  // facts: the authorities and Graph's base URLs of Microsoft's national clouds
  const Row row = GENERATE(values<Row>({{"outlook.com", "login.microsoftonline.com", "https://graph.microsoft.com"},
                                        {"microsoft365", "login.microsoftonline.com", "https://graph.microsoft.com"},
                                        {"microsoft365-gcc-high", "login.microsoftonline.us", "https://graph.microsoft.us"},
                                        {"microsoft365-dod", "login.microsoftonline.us", "https://dod-graph.microsoft.us"},
                                        {"microsoft365-china", "login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"},
                                        {"microsoft365-bleu", "login.sovcloud-identity.fr", "https://graph.svc.sovcloud.fr"},
                                        {"microsoft365-delos", "login.sovcloud-identity.de", "https://graph.svc.sovcloud.de"}}));
  CAPTURE(row.id);
  Arena arena;
  const Settings* const settings = Catalogue::settings(catalogue().provider(row.id), *parse_address("ada@contoso.example"), arena);
  REQUIRE(settings != nullptr);
  const auto authority = authority_of(*settings->oauth2, "9188040d-6c67-4c5b-b112-36a304b66dad");
  REQUIRE(authority);
  CHECK(authority->redirect == "http://localhost");
  CHECK(authority->iss == std::string("https://") + row.host + "/*/v2.0");
  CHECK(authority->token_endpoint == std::string("https://") + row.host + "/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/token");
  CHECK(authority->scopes_of(Access::graph) == std::vector<std::string>{std::string(row.graph) + "/Mail.Send"});
  CHECK(authority->identity_scopes == std::vector<std::string>{"openid", "email", "profile"});
  CHECK(authority->refresh_scopes == std::vector<std::string>{"offline_access"});
}

TEST_CASE("Google is asked for a refresh token each time, and offers no sign-in on another device for mail", "[oauth]") {
  for (const char* const id : {"gmail", "google-workspace"}) {
    CAPTURE(id);
    Arena arena;
    const auto authority = authority_of(*Catalogue::settings(catalogue().provider(id), *parse_address("ada@gmail.com"), arena)->oauth2, "");
    REQUIRE(authority);
    CHECK(authority->authorize_with == std::vector<std::pair<std::string, std::string>>{{"access_type", "offline"}, {"prompt", "consent"}});
    CHECK(authority->device_authorization_endpoint.empty());
    CHECK(authority->revocation_endpoint == "https://oauth2.googleapis.com/revoke");
    CHECK(authority->iss == "https://accounts.google.com");
    CHECK(authority->identity_scopes == std::vector<std::string>{"openid", "email"});
  }
}
