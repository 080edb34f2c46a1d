#pragma once
// A domain's sending rules with all that they include (RFC 7208).
#include "sending/posture.hpp"

namespace homing {

SpfPosture look_at_spf(const Inquest& inquest);

}  // namespace homing
