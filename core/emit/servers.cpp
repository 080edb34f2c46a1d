#include "emit/servers.hpp"

#include <algorithm>

namespace homing {

std::vector<Method> published_methods(const Endpoint& endpoint) {
  std::vector<Method> methods;
  for (const SignIn& sign_in : endpoint.auth) {
    if (sign_in.state != MethodState::retired) methods.push_back(sign_in.method);
  }
  return methods;
}

std::vector<Endpoint> published_servers(const Settings& settings, Protocol protocol) {
  std::vector<Endpoint> servers;
  for (const Endpoint& endpoint : settings.of(protocol)) {
    if (endpoint.security != Security::none && !published_methods(endpoint).empty()) servers.push_back(endpoint);
  }
  return servers;
}

std::string username_pattern(std::string_view username, const Address& address) {
  const auto replaced = [&](std::string_view part, std::string_view placeholder) {
    const std::size_t at = username.find(part);
    return std::string(username.substr(0, at)) + std::string(placeholder) + std::string(username.substr(at + part.size()));
  };
  if (username.find(address.text()) != std::string_view::npos) return replaced(address.text(), "%EMAILADDRESS%");
  if (username == address.local()) return "%EMAILLOCALPART%";
  return std::string(username);
}

}  // namespace homing
