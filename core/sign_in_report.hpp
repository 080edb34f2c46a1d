#pragma once
// What a sign-in, or the use of one that is kept, came to: documents, and nothing secret in them.
#include "job.hpp"
#include "verify/besides.hpp"

namespace homing {

/// manifests/schema/sign-in.schema.json.
std::string sign_in_json(const Job& job, const Catalogue& catalogue, double total_ms);

/// What a verification did besides.
Besides besides_of(const Job& job);

}  // namespace homing
