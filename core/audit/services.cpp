#include <algorithm>

#include "audit/auditors.hpp"

namespace homing {
namespace {

bool is_stated(const Inquest& inquest, Protocol protocol) {
  return std::any_of(inquest.findings.begin(), inquest.findings.end(), [&](const Finding& finding) {
    return is_published_by_domain(finding) && finding.source != SourceId::srv && has_servers(finding) && !finding.settings->of(protocol).empty();
  });
}

// RFC 2782: the target must have addresses, and must not be an alias.
void audit_target(const Inquest& inquest, const std::string& name, const std::string& target, Faults& faults) {
  if (!inquest.records(Ask::cname, target).empty())
    faults.add("srv-target-alias", Severity::problem, name, "The target " + target + " is an alias (CNAME); it must not be one (RFC 2782).",
               "Name the host itself, " + inquest.records(Ask::cname, target).back(), Remedy::services);
  else if (inquest.is_missing(target))
    faults.add("srv-target-missing", Severity::problem, name, "The target " + target + " does not exist in the DNS.", "Name a host that exists.",
               Remedy::services);
}

// All that could offer the protocol say that it is not offered.
void audit_refusal(const Inquest& inquest, const PublishedServices& services, Protocol protocol, Faults& faults) {
  bool refused = false, offered = false;
  std::string name;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (mail_services[i].protocol != protocol) continue;
    const std::vector<SrvRecord> records = read_srv(services[i]);
    const bool says_no = is_not_offered(records);
    if (says_no) name = service_name(mail_services[i], inquest.subject.address.domain());
    refused = refused || says_no;
    offered = offered || (!records.empty() && !says_no);
  }
  if (!refused || offered || !is_stated(inquest, protocol)) return;
  faults.add(
      "srv-not-offered-contradicted", Severity::problem, name,
      "The SRV records say that " + std::string(word(protocol).view()) + " is not offered (target \".\"), and another source names a server for it.",
      "Remove the record, or let it name the server.", Remedy::services);
}

}  // namespace

void audit_services(const Inquest& inquest, Faults& faults) {
  const PublishedServices services = inquest.services();
  bool any = false;
  for (std::size_t i = 0; i < services.size(); ++i) {
    any = any || !services[i].empty();
    const std::string name = service_name(mail_services[i], inquest.subject.address.domain());
    for (const SrvRecord& record : read_srv(services[i])) {
      if (!record.target.empty()) audit_target(inquest, name, record.target, faults);
    }
  }
  for (const SrvFault& fault : find_srv_faults(services)) {
    faults.add(fault.id, fault.severity, service_name(mail_services[fault.service], inquest.subject.address.domain()), fault.text, fault.mend,
               Remedy::services);
  }
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) audit_refusal(inquest, services, protocol, faults);
  if (!any && inquest.verdict.settings.complete() && inquest.proof() == nullptr)
    faults.add("srv-missing", Severity::info, "_imaps._tcp." + inquest.domain(),
               "No SRV record tells of the servers (RFC 6186); Evolution and others look for them.", "Publish the records.", Remedy::services);
}

}  // namespace homing
