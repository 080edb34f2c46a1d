#pragma once
// A message against the limits that a provider publishes (manifests/schema/limits.schema.json), before anything is sent.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"

namespace homing {

struct MessageSize {
  std::size_t bytes = 0;       ///< as it is sent
  std::size_t recipients = 0;  ///< of the envelope
};

/// Why the provider refuses the message for certain: it is beyond a maximum that no administrator can raise. The sentence names the
/// limit and its source. Limits that are only advice, unknown or not JSON refuse nothing.
std::optional<Fault> check_limits(const MessageSize& message, std::string_view limits);

/// What the message exceeds that holds for most accounts, or unless somebody has changed it; a sentence each.
std::vector<std::string> limit_warnings(const MessageSize& message, std::string_view limits);

}  // namespace homing
