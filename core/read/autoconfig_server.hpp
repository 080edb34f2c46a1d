#pragma once
// One <incomingServer> or <outgoingServer> of an autoconfig file.
#include <optional>
#include <string>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"
#include "read/xml.hpp"

namespace homing {

class ServerReader {
 public:
  /// `place` names the section in the problems that are found on the way.
  ServerReader(const pugi::xml_node& node, std::string place, const Address& address, Arena& arena, std::vector<Problem>& problems)
      : node_(node), place_(std::move(place)), address_(address), arena_(arena), problems_(problems) {}

  /// Nothing for types that are not mail as we know it.
  std::optional<Protocol> read_protocol();
  /// Nothing where the section cannot be used.
  std::optional<Endpoint> read_endpoint(Protocol protocol);

 private:
  std::optional<Text> read_host();
  std::uint16_t read_port(bool& valid);
  Security read_security(Protocol protocol, std::uint16_t port, bool& known);
  std::span<const SignIn> read_auth(Protocol protocol);
  Text read_username(bool needed);
  void warn(std::string_view text, Severity severity = Severity::warning);

  pugi::xml_node node_;
  std::string place_;
  const Address& address_;
  Arena& arena_;
  std::vector<Problem>& problems_;
};

}  // namespace homing
