#pragma once
// The records and files that would mend the faults.
#include "audit/inquest.hpp"

namespace homing {

/// Fills in records and files; only what belongs to a fault in the report.
void mend(const Inquest& inquest, AuditReport& report);

}  // namespace homing
