#pragma once
// Answers of authorization servers as a trace may hold them.
#include <string>

#include "model/secret.hpp"

namespace homing {

/// The JSON with every token and code replaced by "(hidden)"; of what is no JSON object only how long it is.
std::string without_secrets(const Secret& body);

}  // namespace homing
