#include "read/oauth_metadata.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

#include "read/host.hpp"
#include "read/scopes.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_shown = 200;

Text keep_url(const boost::json::object& object, std::string_view key, Arena& arena) { return arena.keep(https_url(text_at(object, key))); }

std::vector<std::string> read_scopes(const boost::json::object& object) {
  std::vector<std::string> scopes;
  const boost::json::value* const value = object.if_contains("scopes_supported");
  if (value == nullptr || !value->is_array()) return scopes;
  for (const boost::json::value& item : value->get_array()) {
    if (item.is_string()) scopes.emplace_back(item.get_string());
  }
  return scopes;
}

// OpenID Connect Core 1.0 section 5.4: who signed in is only told by servers that know the first of them.
std::span<const Text> identity_among(const std::vector<std::string>& scopes, Arena& arena) {
  std::vector<Text> known;
  for (const Text scope : {Text("openid"), Text("email"), Text("profile")}) {
    const bool offered = std::any_of(scopes.begin(), scopes.end(), [&](const std::string& one) { return scope == one; });
    if (offered) known.push_back(scope);
    else if (known.empty()) return {};
  }
  return arena.keep_list<Text>(known);
}

}  // namespace

std::string oauth_metadata_url(std::string_view issuer) {
  const std::optional<HttpsUrl> url = read_https_url(issuer);
  if (!url || url->behind.find_first_of("?#") != std::string_view::npos) return {};
  std::string_view path = url->behind;
  if (path.ends_with('/')) path.remove_suffix(1);
  return "https://" + url->host + std::string(url->port) + "/.well-known/oauth-authorization-server" + std::string(path);
}

Expected<OAuth> read_oauth_metadata(std::string_view json, std::string_view issuer, Arena& arena) {
  const Expected<boost::json::object> object = parse_web_json(json);
  if (!object) return object.error();
  const std::string named = text_at(*object, "issuer");
  if (named.empty() || named != issuer) {
    return Fault{"The metadata is of issuer \"" + one_line(named, longest_shown) + "\"; expected \"" + one_line(issuer, longest_shown) + "\".", 0};
  }
  OAuth oauth;
  oauth.trust = Trust::https;
  oauth.by_issuer = true;
  oauth.issuer = arena.keep(named);
  oauth.authorization_endpoint = keep_url(*object, "authorization_endpoint", arena);
  oauth.token_endpoint = keep_url(*object, "token_endpoint", arena);
  oauth.device_authorization_endpoint = keep_url(*object, "device_authorization_endpoint", arena);
  oauth.revocation_endpoint = keep_url(*object, "revocation_endpoint", arena);
  oauth.iss = oauth.issuer;  // RFC 9207 section 2.4: answers name the same
  oauth.iss_promised = is_true_at(*object, "authorization_response_iss_parameter_supported");
  if (oauth.token_endpoint.empty()) return Fault{"The metadata has no https \"token_endpoint\".", 0};
  if (oauth.authorization_endpoint.empty() && oauth.device_authorization_endpoint.empty()) {
    return Fault{"The metadata has no https \"authorization_endpoint\".", 0};
  }
  const std::vector<std::string> scopes = read_scopes(*object);
  sort_scopes(scopes, OtherScopes::left_out, oauth, arena);
  oauth.identity_scopes = identity_among(scopes, arena);
  return oauth;
}

}  // namespace homing
