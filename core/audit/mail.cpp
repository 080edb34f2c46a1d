#include <algorithm>

#include "audit/auditors.hpp"
#include "model/ascii.hpp"
#include "read/mx.hpp"
#include "read/spf.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

class Auditor {
 public:
  Auditor(const Inquest& inquest, Faults& faults) : inquest_(inquest), faults_(faults), mx_(read_mx(inquest.records(Ask::mx, inquest.domain()))) {}
  void audit();

 private:
  bool publishes() const;
  void audit_null();
  void audit_exchanger(const MailExchanger& exchanger);
  void audit_mixture();
  void audit_sending();
  void audit_include(const std::string& record);
  std::string wanted_include() const;

  const Inquest& inquest_;
  Faults& faults_;
  std::vector<MailExchanger> mx_;
};

bool Auditor::publishes() const {
  return std::any_of(inquest_.findings.begin(), inquest_.findings.end(),
                     [](const Finding& f) { return is_published_by_domain(f) && has_servers(f); });
}

void Auditor::audit_null() {
  const bool null = std::any_of(mx_.begin(), mx_.end(), [](const MailExchanger& exchanger) { return exchanger.host.empty(); });
  if (!null) return;
  if (mx_.size() > 1)
    faults_.add("mx-null-beside-others", Severity::problem, inquest_.domain() + " MX",
                "A null MX says that the domain takes no mail, and must stand alone (RFC 7505, section 3).", "Remove it, or the others.",
                Remedy::mail);
  else if (publishes())
    faults_.add("mx-null-beside-settings", Severity::problem, inquest_.domain() + " MX",
                "A null MX says that the domain takes no mail (RFC 7505), and yet it publishes settings for mailboxes.",
                "Remove the settings, or name the exchanger.", Remedy::mail);
}

void Auditor::audit_exchanger(const MailExchanger& exchanger) {
  const std::string where = inquest_.domain() + " MX";
  const std::string shown = std::to_string(exchanger.preference) + ' ' + exchanger.host;
  if (!inquest_.records(Ask::cname, exchanger.host).empty())
    faults_.add("mx-target-alias", Severity::warning, where, shown + " is an alias (CNAME); an exchanger must not be one (RFC 5321, section 5.1).",
                "Name the host itself.", Remedy::mail);
  else if (inquest_.is_missing(exchanger.host))
    faults_.add("mx-target-missing", Severity::problem, where, shown + " does not exist in the DNS.", "Remove it, or name a host that exists.",
                Remedy::mail);
}

// What the source of exchangers has noticed already.
void Auditor::audit_mixture() {
  for (const Advice& advice : inquest_.verdict.advice) {
    const std::string_view id = advice.id;
    if (id != "mx-leftover" && id != "mx-mixed") continue;
    faults_.add(advice.id, advice.severity, inquest_.domain() + " MX", advice.text, "Remove exchangers that take no mail any more.", Remedy::mail);
  }
}

std::string Auditor::wanted_include() const {
  const Finding* const mx = inquest_.of_exchangers();
  if (mx == nullptr || mx->delivery != Delivery::mailbox || mx->settings == nullptr) return {};  // a gateway may send, too
  return inquest_.sending_rule();
}

void Auditor::audit_include(const std::string& record) {
  const std::string wanted = wanted_include();
  if (wanted.empty()) return;
  const std::vector<std::string> includes = spf_includes({record});
  if (std::find(includes.begin(), includes.end(), wanted) != includes.end()) return;
  // Another rule may include it in turn.
  faults_.add("spf-provider-missing", includes.empty() ? Severity::problem : Severity::warning, inquest_.domain() + " TXT",
              "The sending rules do not let " + std::string(inquest_.verdict.mailbox.provider) + " send for the domain: others refuse its mail.",
              "Add include:" + wanted + " to the record.", Remedy::mail);
}

void Auditor::audit_sending() {
  const Answer* const heard = inquest_.answer(Ask::txt, inquest_.domain());
  if (heard == nullptr || heard->heard != Heard::answered) return;
  std::vector<std::string> rules;
  for (const std::string& text : heard->records) {
    const std::string start = lower_case(text.substr(0, 7));
    if (start == "v=spf1" || start == "v=spf1 ") rules.push_back(text);
  }
  const std::string where = inquest_.domain() + " TXT";
  if (rules.size() > 1)
    faults_.add("spf-several", Severity::problem, where,
                "There are " + std::to_string(rules.size()) +
                    " records of sending rules (v=spf1); with more than one, all count as broken (RFC 7208, sections 3.2 and 4.5).",
                "Put all rules into one record.", Remedy::mail);
  else if (rules.size() == 1) audit_include(rules.front());
  else if (!mx_.empty() && !mx_.front().host.empty())
    faults_.add("spf-missing", Severity::info, where, "No sending rules (v=spf1) tell who may send for the domain (RFC 7208).", "Publish them.",
                Remedy::mail);
}

void Auditor::audit() {
  const Answer* const heard = inquest_.answer(Ask::mx, inquest_.domain());
  if (heard == nullptr) return;
  if (heard->heard == Heard::no_such_name && inquest_.is_missing(inquest_.domain()) && inquest_.verdict.outcome == Outcome::not_found) {
    faults_.add("domain-missing", Severity::problem, inquest_.domain(), "The domain does not exist in the DNS.", "Check the spelling.");
    return;
  }
  const bool none = heard->heard == Heard::no_such_name || (heard->heard == Heard::answered && mx_.empty());
  if (none)
    faults_.add("mx-missing", Severity::problem, inquest_.domain() + " MX",
                "The domain names no mail exchanger; mail goes to its web host, if anywhere (RFC 5321, section 5.1).",
                "Publish MX records, or a null MX where no mail is wanted (RFC 7505).", Remedy::mail);
  audit_null();
  for (const MailExchanger& exchanger : mx_) {
    if (!exchanger.host.empty()) audit_exchanger(exchanger);
  }
  audit_mixture();
  audit_sending();
  if (!mx_.empty() && !heard->authentic)
    faults_.add("dnssec-not-validated", Severity::info, inquest_.domain(),
                "Nobody vouched for the DNS answers: the zone is not signed, or the resolver is not trusted (dns.trust_ad).",
                "Sign the zone (RFC 4033).");
}

}  // namespace

void audit_mail(const Inquest& inquest, Faults& faults) { Auditor(inquest, faults).audit(); }

}  // namespace homing
