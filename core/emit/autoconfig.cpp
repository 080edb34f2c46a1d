#include "emit/autoconfig.hpp"

#include "emit/servers.hpp"
#include "emit/xml.hpp"

namespace homing {
namespace {

std::string_view method_word(Method method) {
  switch (method) {
    case Method::oauth2: return "OAuth2";
    case Method::password: return "password-cleartext";
    case Method::password_encrypted: return "password-encrypted";
    case Method::ntlm: return "NTLM";
    case Method::gssapi: return "GSSAPI";
    case Method::client_certificate: return "TLS-client-cert";
    case Method::none: return "none";
  }
  return "none";
}

void write_server(XmlWriter& xml, const Endpoint& endpoint, Protocol protocol, const Address& address) {
  const std::string_view element = protocol == Protocol::smtp ? "outgoingServer" : "incomingServer";
  xml.element(element, xml_attribute("type", word(protocol)), [&] {
    xml.leaf("hostname", endpoint.host);
    xml.leaf("port", std::to_string(endpoint.port));
    xml.leaf("socketType", endpoint.security == Security::tls ? "SSL" : "STARTTLS");
    for (const Method method : published_methods(endpoint)) xml.leaf("authentication", method_word(method));
    if (!endpoint.username.empty()) xml.leaf("username", username_pattern(endpoint.username, address));
  });
}

void add_scopes(std::span<const Text> scopes, std::string& list) {
  for (const Text& scope : scopes) {
    if ((' ' + list + ' ').find(' ' + std::string(scope) + ' ') == std::string::npos) list += (list.empty() ? "" : " ") + std::string(scope);
  }
}

// What a program needs that does not know the provider by itself.
void write_oauth2(XmlWriter& xml, const OAuth& oauth) {
  if (oauth.issuer.empty() || oauth.authorization_endpoint.empty() || oauth.token_endpoint.empty()) return;
  std::string scopes;
  for (const std::span<const Text> list : {oauth.imap_scopes, oauth.pop3_scopes, oauth.smtp_scopes, oauth.refresh_scopes}) add_scopes(list, scopes);
  xml.element("oAuth2", "", [&] {
    xml.leaf("authURL", oauth.authorization_endpoint);
    xml.leaf("tokenURL", oauth.token_endpoint);
    xml.leaf("issuer", oauth.issuer);
    if (!scopes.empty()) xml.leaf("scope", scopes);
  });
}

}  // namespace

std::string emit_autoconfig(const Settings& settings, const Address& address, std::string_view provider) {
  const bool receives = !published_servers(settings, Protocol::imap).empty() || !published_servers(settings, Protocol::pop3).empty();
  if (!receives || published_servers(settings, Protocol::smtp).empty()) return {};
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  XmlWriter xml(text);
  xml.element("clientConfig", xml_attribute("version", "1.1"), [&] {
    xml.element("emailProvider", xml_attribute("id", address.domain()), [&] {
      xml.leaf("domain", address.domain());
      xml.leaf("displayName", provider.empty() ? address.domain() : provider);
      for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
        for (const Endpoint& endpoint : published_servers(settings, protocol)) write_server(xml, endpoint, protocol, address);
      }
    });
    if (settings.oauth2 != nullptr) write_oauth2(xml, *settings.oauth2);
  });
  return text;
}

}  // namespace homing
