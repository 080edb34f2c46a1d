// read_autoconfig: the XML that domains publish.
#include "read/autoconfig.hpp"
#include "fuzz.hpp"

namespace {

void judge(const homing::Endpoint& endpoint) {
  const auto host = homing::parse_domain(endpoint.host.view());
  demand(host && *host == endpoint.host.view(), "a host is a name in its normal form");
  demand(endpoint.port != 0, "a server has a port");
  demand(is_utf8(endpoint.username), "a user name is UTF-8");
  demand(!endpoint.auth.empty(), "a server has a way to sign in");
}

void judge(const homing::OAuth& oauth) {
  for (const std::string_view text : {oauth.issuer.view(), oauth.client_id.view()}) demand(is_utf8(text), "an OAuth2 text is UTF-8");
  for (const std::string_view url : {oauth.authorization_endpoint.view(), oauth.token_endpoint.view()}) {
    demand(is_utf8(url) && (url.empty() || url.starts_with("https://")), "an OAuth2 endpoint is an https URL");
  }
  for (const homing::Text& scope : oauth.imap_scopes) demand(is_utf8(scope) && !scope.empty(), "a scope is a text");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Address address = *homing::parse_address("ada@contoso.example");
  homing::Arena arena;
  const auto read = homing::read_autoconfig(text_of(data, size), address, arena);
  if (!read) {
    demand(!read.error().sentence.empty() && is_utf8(read.error().sentence), "a refusal has a sentence");
    return 0;
  }
  for (const homing::Protocol protocol : {homing::Protocol::imap, homing::Protocol::pop3, homing::Protocol::smtp}) {
    bool plain = false;
    for (const homing::Endpoint& endpoint : read->settings.of(protocol)) {
      judge(endpoint);
      demand(!plain || endpoint.security == homing::Security::none, "what is not encrypted comes last");
      plain = endpoint.security == homing::Security::none;
    }
  }
  if (read->settings.oauth2 != nullptr) judge(*read->settings.oauth2);
  demand(read->settings.services.size() <= 32, "there are few services");
  for (const homing::Service& service : read->settings.services) {
    const std::string_view url = service.url;
    demand(is_utf8(url) && url.starts_with("https://") && url.find_first_of(" \t\r\n") == std::string_view::npos, "a service has an https URL");
  }
  demand(is_utf8(read->display_name), "a name is UTF-8");
  for (const homing::Problem& problem : read->problems) {
    demand(!problem.text.empty() && is_utf8(problem.text) && is_utf8(problem.where), "a problem has a sentence");
  }
  for (const homing::Advice& advice : read->settings.advice) {
    demand(!advice.text.empty() && is_utf8(advice.text) && is_utf8(advice.link), "advice has a sentence");
  }
  return 0;
}
