#pragma once
// Whom somebody signs in with, and what is asked for there: the settings' facts as a sign-in needs them.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/secret.hpp"
#include "model/settings.hpp"

namespace homing {

struct Authority {
  std::string issuer;                                                                                      ///< as the settings name it
  std::string authorization_endpoint, token_endpoint, device_authorization_endpoint, revocation_endpoint;  ///< https URLs, or empty
  std::string redirect = "http://127.0.0.1";  ///< where the browser comes back to, without its port (RFC 8252 section 7.3)
  std::string iss;                            ///< what answers and ID tokens name as their issuer; `*` stands for a path segment; empty: not known
  bool iss_promised = false;                  ///< every answer of the authorization endpoint names it (RFC 9207 section 3)
  std::string graph;                          ///< the base URL of Microsoft Graph, or empty
  std::string resource;                       ///< Microsoft's: that of the mail scopes; or empty
  std::array<std::vector<std::string>, 4> scopes;  ///< by Access; empty: there is no such access
  std::vector<std::string> refresh_scopes, identity_scopes;
  std::vector<std::string> app_scopes;                              ///< of an application without a user, for mail; empty: those of the resource
  std::vector<std::pair<std::string, std::string>> authorize_with;  ///< more parameters that the authorization endpoint wants

  const std::vector<std::string>& scopes_of(Access access) const { return scopes[static_cast<std::size_t>(access)]; }
  bool offers(Access access) const { return !scopes_of(access).empty(); }
};

inline bool holds(const std::vector<Access>& accesses, Access access) {
  return std::find(accesses.begin(), accesses.end(), access) != accesses.end();
}

/// `tenant` takes the place of the tenant that the settings name: the first path segment of the endpoints, as Microsoft has it
/// (a GUID or a verified domain). The fault says what is missing.
Expected<Authority> authority_of(const OAuth& oauth, std::string_view tenant);

/// The program as it is registered there. A public client has neither secret nor certificate.
struct Client {
  std::string id;
  Secret secret;
  Secret certificate;  ///< PEM: the certificate and its private key (RFC 7523)

  Client copy() const { return {id, secret.copy(), certificate.copy()}; }
};

}  // namespace homing
