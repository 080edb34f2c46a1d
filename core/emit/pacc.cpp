#include "emit/pacc.hpp"

#include <algorithm>
#include <optional>

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "emit/servers.hpp"
#include "model/json_writer.hpp"

namespace homing {
namespace {

// RFC 8314: what the format takes for granted.
bool is_standard(const Endpoint& endpoint, Protocol protocol) {
  const std::uint16_t port = protocol == Protocol::imap ? 993 : protocol == Protocol::pop3 ? 995 : 465;
  return endpoint.security == Security::tls && endpoint.port == port;
}

std::optional<Endpoint> server_of(const Settings& settings, Protocol protocol, const Address& address) {
  const std::vector<Endpoint> servers = published_servers(settings, protocol);
  const auto found =
      std::find_if(servers.begin(), servers.end(), [&](const Endpoint& e) { return is_standard(e, protocol) && e.username == address.text(); });
  return found == servers.end() ? std::nullopt : std::optional(*found);
}

bool all_allow(const std::vector<Endpoint>& servers, Method method) {
  return std::all_of(servers.begin(), servers.end(), [&](const Endpoint& endpoint) {
    const std::vector<Method> methods = published_methods(endpoint);
    return std::find(methods.begin(), methods.end(), method) != methods.end();
  });
}

}  // namespace

std::string emit_pacc(const Settings& settings, const Address& address, std::string_view provider) {
  std::vector<std::pair<Protocol, Endpoint>> offered;
  std::vector<Endpoint> servers;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    const std::optional<Endpoint> server = server_of(settings, protocol, address);
    if (!server) continue;
    offered.emplace_back(protocol, *server);
    servers.push_back(*server);
  }
  const bool complete = offered.size() > 1 && offered.back().first == Protocol::smtp;
  const bool password = all_allow(servers, Method::password);
  const bool oauth = settings.oauth2 != nullptr && settings.oauth2->issuer.view().starts_with("https://") && all_allow(servers, Method::oauth2);
  if (!complete || (!password && !oauth)) return {};
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.object("protocols", [&](auto& protocols) {
      for (const auto& offer : offered) protocols.object(word(offer.first), [&](auto& inner) { inner.text("host", offer.second.host); });
    });
    out.object("authentication", [&](auto& ways) {
      if (oauth) ways.object("oauth-public", [&](auto& inner) { inner.text("issuer", settings.oauth2->issuer); });
      if (password) ways.raw("password", "true");
    });
    out.object("info", [&](auto& info) {
      info.object("provider", [&](auto& inner) { inner.text("name", provider.empty() ? address.domain() : provider); });
    });
  });
  return json + '\n';
}

std::string emit_pacc_digest(std::string_view document) { return "v=UAAC1; a=sha256; d=" + to_base64(sha256(document)); }

}  // namespace homing
