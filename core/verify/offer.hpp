#pragma once
// The ways to sign in that a server offers, against those that are known of it.
#include <vector>

#include "model/settings.hpp"
#include "model/transcript.hpp"

namespace homing {

/// In the order of `Method`, without `none`.
std::vector<Method> offered_methods(Protocol protocol, const Gist& gist);

}  // namespace homing
