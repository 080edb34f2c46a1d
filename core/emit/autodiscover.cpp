#include "emit/autodiscover.hpp"

#include <algorithm>

#include "emit/servers.hpp"
#include "emit/xml.hpp"

namespace homing {
namespace {

bool has(const std::vector<Method>& methods, Method method) { return std::find(methods.begin(), methods.end(), method) != methods.end(); }

bool can_say(const std::vector<Method>& methods) {
  return has(methods, Method::password) || has(methods, Method::ntlm) || has(methods, Method::none);
}

std::vector<Endpoint> servers_of(const Settings& settings, Protocol protocol) {
  std::vector<Endpoint> servers = published_servers(settings, protocol);
  std::erase_if(servers, [](const Endpoint& endpoint) { return !can_say(published_methods(endpoint)); });
  return servers;
}

void write_protocol(XmlWriter& xml, const Endpoint& endpoint, std::string_view type, const Address& address) {
  const std::vector<Method> methods = published_methods(endpoint);
  const bool signs_in = has(methods, Method::password) || has(methods, Method::ntlm);
  xml.element("Protocol", "", [&] {
    xml.leaf("Type", type);
    xml.leaf("Server", endpoint.host);
    xml.leaf("Port", std::to_string(endpoint.port));
    if (signs_in && !endpoint.username.empty() && !address.stands_for_domain()) xml.leaf("LoginName", endpoint.username);
    xml.leaf("DomainRequired", "off");
    xml.leaf("SPA", has(methods, Method::ntlm) ? "on" : "off");
    xml.leaf("SSL", "on");
    xml.leaf("Encryption", endpoint.security == Security::tls ? "SSL" : "TLS");
    xml.leaf("AuthRequired", signs_in ? "on" : "off");
  });
}

}  // namespace

std::string emit_autodiscover(const Settings& settings, const Address& address, std::string_view provider) {
  const bool receives = !servers_of(settings, Protocol::imap).empty() || !servers_of(settings, Protocol::pop3).empty();
  if (!receives || servers_of(settings, Protocol::smtp).empty()) return {};
  constexpr std::string_view outer = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
  constexpr std::string_view inner = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
  std::string text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  XmlWriter xml(text);
  const auto write_account = [&] {
    xml.leaf("AccountType", "email");
    xml.leaf("Action", "settings");
    for (const Endpoint& endpoint : servers_of(settings, Protocol::imap)) write_protocol(xml, endpoint, "IMAP", address);
    for (const Endpoint& endpoint : servers_of(settings, Protocol::pop3)) write_protocol(xml, endpoint, "POP3", address);
    for (const Endpoint& endpoint : servers_of(settings, Protocol::smtp)) write_protocol(xml, endpoint, "SMTP", address);
  };
  xml.element("Autodiscover", xml_attribute("xmlns", outer), [&] {
    xml.element("Response", xml_attribute("xmlns", inner), [&] {
      xml.element("User", "", [&] { xml.leaf("DisplayName", provider.empty() ? address.domain() : provider); });
      xml.element("Account", "", write_account);
    });
  });
  return text;
}

}  // namespace homing
