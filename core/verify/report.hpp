#pragma once
// What a verification, or a test message, came to: the document (manifests/schema/verification.schema.json), and nothing secret
// in it.
#include <string>

#include "model/catalogue.hpp"
#include "model/resolution.hpp"
#include "verify/besides.hpp"
#include "verify/verification.hpp"

namespace homing {

std::string to_json(const Verification& verification, const Besides& besides, const Resolution& resolution, const Catalogue& catalogue,
                    double total_ms);

/// `ok`, `partial` or `failed`.
Text outcome_of(const Verification& verification, const Besides& besides);

}  // namespace homing
