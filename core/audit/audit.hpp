#pragma once
// What each mail program would find for a domain, what is wrong with it, and what would mend it.
#include <string>

#include "audit/inquest.hpp"

namespace homing {

AuditReport audit(const Inquest& inquest);

/// The document (manifests/schema/audit.schema.json).
std::string to_json(const AuditReport& report, const Inquest& inquest);

}  // namespace homing
