#include "oauth/authority.hpp"

#include <algorithm>
#include <span>

#include "read/host.hpp"
#include "read/url.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_tenant = 253;
constexpr std::size_t longest_shown = 100;

bool is_of_tenant(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

// Dots alone would climb in the path.
bool is_tenant(std::string_view tenant) {
  return tenant.size() <= longest_tenant && std::all_of(tenant.begin(), tenant.end(), is_of_tenant) &&
         tenant.find_first_not_of('.') != std::string_view::npos;
}

// An https URL without a fragment (RFC 6749 section 3.1), else empty.
std::string endpoint(std::string_view written) { return written.find('#') == std::string_view::npos ? https_url(written) : std::string(); }

// The first segment of the path, where it is the tenant that the settings name.
void name_tenant(std::string& url, std::string_view old_tenant, std::string_view tenant) {
  constexpr std::string_view scheme = "https://";
  const std::size_t slash = url.empty() || tenant.empty() || old_tenant.empty() ? std::string::npos : url.find('/', scheme.size());
  if (slash == std::string::npos) return;
  const std::size_t end = std::min(url.find_first_of("/?", slash + 1), url.size());
  if (std::string_view(url).substr(slash + 1, end - slash - 1) == old_tenant) url.replace(slash + 1, old_tenant.size(), tenant);
}

std::vector<std::string> texts(std::span<const Text> list) {
  std::vector<std::string> result;
  for (const Text& text : list) result.emplace_back(text.view());
  return result;
}

Expected<void> check(const Authority& authority) {
  const std::string whose = authority.issuer.empty() ? "The authorization server" : one_line(authority.issuer, longest_shown);
  if (authority.token_endpoint.empty()) return Fault{whose + " names no https token endpoint.", 0};
  if (authority.authorization_endpoint.empty() && authority.device_authorization_endpoint.empty()) {
    return Fault{whose + " names neither an https authorization endpoint nor one for devices.", 0};
  }
  if (!is_loopback_url(authority.redirect)) return Fault{whose + ": \"redirect\" is expected to be an http URL of the loopback without a port.", 0};
  return {};
}

std::vector<std::pair<std::string, std::string>> parameters(std::span<const Text> list) {
  std::vector<std::pair<std::string, std::string>> result;
  for (const std::string_view text : list) {
    const std::size_t equals = text.find('=');
    if (equals != 0 && equals != std::string_view::npos) result.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return result;
}

}  // namespace

Expected<Authority> authority_of(const OAuth& oauth, std::string_view tenant) {
  if (!tenant.empty() && !is_tenant(tenant)) {
    return Fault{"\"" + one_line(tenant, longest_shown) + "\" is no tenant; expected a GUID or a domain.", 0};
  }
  Authority authority;
  authority.issuer = oauth.issuer.view();
  authority.authorization_endpoint = endpoint(oauth.authorization_endpoint);
  authority.token_endpoint = endpoint(oauth.token_endpoint);
  authority.device_authorization_endpoint = endpoint(oauth.device_authorization_endpoint);
  authority.revocation_endpoint = endpoint(oauth.revocation_endpoint);
  for (std::string* const url :
       {&authority.authorization_endpoint, &authority.token_endpoint, &authority.device_authorization_endpoint, &authority.revocation_endpoint}) {
    name_tenant(*url, oauth.tenant, tenant);
  }
  if (!oauth.redirect.empty()) authority.redirect = oauth.redirect.view();
  authority.iss = !oauth.iss.empty() ? oauth.iss.view() : https_url(oauth.issuer).empty() ? std::string_view() : oauth.issuer.view();
  authority.iss_promised = oauth.iss_promised;
  authority.graph = https_url(oauth.graph);
  authority.resource = https_url(oauth.resource);
  authority.scopes = {texts(oauth.imap_scopes), texts(oauth.pop3_scopes), texts(oauth.smtp_scopes), texts(oauth.graph_scopes)};
  authority.refresh_scopes = texts(oauth.refresh_scopes);
  authority.identity_scopes = texts(oauth.identity_scopes);
  authority.app_scopes = texts(oauth.app_scopes);
  authority.authorize_with = parameters(oauth.authorize_with);
  if (const Expected<void> whole = check(authority); !whole) return whole.error();
  return authority;
}

}  // namespace homing
