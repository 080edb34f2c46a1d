#pragma once
// Answers of authorization servers as a trace may hold them.
#include <string>

#include "model/secret.hpp"

namespace homing {

/// The JSON with every token and code replaced by "(hidden)", an ID token by one that says who signed in, where and until when, and
/// proves nothing: without a nonce and a signature (RFC 7519 section 6). Of what is no JSON object only how long it is.
std::string without_secrets(const Secret& body);

}  // namespace homing
