#pragma once
// One <Protocol> of an Autodiscover answer that is for mail programs: IMAP, POP3 or SMTP.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"
#include "read/xml.hpp"

namespace homing {

class AutodiscoverServerReader {
 public:
  /// `place` names the section in the problems that are found on the way.
  AutodiscoverServerReader(const pugi::xml_node& node, std::string place, const Address& address, std::string_view asked_as, Arena& arena,
                           std::vector<Problem>& problems)
      : node_(node), place_(std::move(place)), address_(address), asked_as_(asked_as), arena_(arena), problems_(problems) {}

  /// Nothing where the section cannot be used.
  std::optional<Endpoint> read(Protocol protocol);

 private:
  std::string text(std::string_view element) const;
  bool is_off(std::string_view element) const;
  std::optional<Text> read_name();
  std::optional<std::uint16_t> read_number();
  Security read_security(Protocol protocol, std::uint16_t port);
  std::span<const SignIn> read_auth(Protocol protocol);
  Text read_username();
  void warn_of_contradictions(const Endpoint& endpoint);
  void warn(std::string_view text, Severity severity = Severity::warning);

  pugi::xml_node node_;
  std::string place_;
  const Address& address_;
  std::string_view asked_as_;
  Arena& arena_;
  std::vector<Problem>& problems_;
};

}  // namespace homing
