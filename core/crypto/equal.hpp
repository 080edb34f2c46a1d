#pragma once
// Comparison that takes as long wherever two texts differ, through libcrypto.
#include <string_view>

namespace homing {

/// Only that the sizes differ can be told from the time it takes.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace homing
