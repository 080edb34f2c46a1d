#pragma once
// Whatever a domain may publish for its mail, told apart by its content.
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/fault.hpp"
#include "model/settings.hpp"

namespace homing {

struct Configuration {
  Settings settings;
  Text display_name;
  std::vector<Problem> problems{};  ///< what its author should mend; each names the place
};

/// Reads autoconfig XML (read/autoconfig.hpp), an Autodiscover answer (read/autodiscover.hpp), a PACC document (read/pacc.hpp)
/// or a zone file with SRV records for mail (RFC 6186). A fault means that nothing in the text can be used.
Expected<Configuration> read_configuration(std::string_view text, const Address& address, Arena& arena);

/// The SRV records of the address's domain in a zone file. A record that cannot be used drops only itself.
Expected<Configuration> read_service_zone(std::string_view text, const Address& address, Arena& arena);

}  // namespace homing
