#include "sending/sending.hpp"

#include "sending/judge.hpp"

namespace homing {

SendingReport options_to_send(const Inquest& inquest) {
  SendingReport report;
  report.posture = look_at_dns(inquest);
  report.evidence = tell(report.posture, inquest);
  const table::Tables& tables = inquest.subject.catalogue.sending();
  for (const table::SendingOption& option : tables.sending) report.options.push_back(OptionJudge(inquest, report.posture, option).judge());
  return report;
}

}  // namespace homing
