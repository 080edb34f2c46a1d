#pragma once
// The `clientConfig` XML of draft-ietf-mailmaint-autoconfig-06 and its forerunners.
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/fault.hpp"
#include "model/settings.hpp"

namespace homing {

struct Autoconfig {
  Settings settings;
  Text display_name;
  std::vector<Problem> problems;  ///< what its author should mend; each names the section
};

/// Reads a file for one address. The must-ignore rule of the draft holds: a bad section drops only itself, unknown elements,
/// values and versions are passed over. Placeholders are substituted once. What is listed first is preferred, except that
/// plain-text sections come last. Servers that are URLs (JMAP, Exchange, Graph, DAV) become
/// services and replace no mail server. A fault means that nothing in the file can be used: it is no configuration at all.
Expected<Autoconfig> read_autoconfig(std::string_view xml, const Address& address, Arena& arena);

}  // namespace homing
