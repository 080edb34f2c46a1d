#include "audit/audit.hpp"

#include <algorithm>

#include "audit/auditors.hpp"
#include "audit/clients.hpp"
#include "audit/mend.hpp"

namespace homing {
namespace {

// Without the DNS nothing can be said of what is missing.
bool is_reached(const Inquest& inquest) {
  const Answer* const mx = inquest.answer(Ask::mx, inquest.domain());
  return mx != nullptr && (mx->heard == Heard::answered || mx->heard == Heard::no_such_name);
}

}  // namespace

AuditReport audit(const Inquest& inquest) {
  AuditReport report;
  if (is_reached(inquest)) {
    Faults faults;
    for (const auto auditor : {audit_mail, audit_published, audit_autoconfig, audit_pacc, audit_autodiscover, audit_services})
      auditor(inquest, faults);
    report.faults = faults.take();
    std::stable_sort(report.faults.begin(), report.faults.end(), [](const AuditFault& a, const AuditFault& b) { return a.severity > b.severity; });
  }
  report.clients = look_as_clients(inquest);
  mend(inquest, report);
  return report;
}

}  // namespace homing
