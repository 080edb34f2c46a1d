// What the records of a domain mean for one way to send.
#include "model/ascii.hpp"
#include "sending/judge.hpp"
#include "source/sending.hpp"

namespace homing {
namespace {

// The policy as the end of a sentence about mail for which nothing vouches.
std::string consequence(const DmarcPosture& dmarc) {
  if (dmarc.policy == "reject") return "; the domain's DMARC policy wants such mail refused.";
  if (dmarc.policy == "quarantine") return "; the domain's DMARC policy wants such mail treated as suspect.";
  return ".";
}

RecordState state_of(const SpfPosture& spf) {
  if (!spf.fault.empty()) return RecordState::broken;
  switch (spf.provider) {
    case Told::yes: return RecordState::present;
    case Told::no: return RecordState::missing;
    case Told::unknown: break;
  }
  return RecordState::unknown;
}

}  // namespace

void OptionJudge::weigh_provider_rules() {
  const SpfPosture& spf = posture_.spf;
  if (spf.include.empty()) return;
  const std::string domain = inquest_.domain();
  view_.records.push_back({"TXT", domain, "include:" + spf.include + " in the v=spf1 record, before all", state_of(spf)});
  if (!spf.fault.empty()) {
    say("The SPF record is broken: " + spf.fault + consequence(posture_.dmarc));
    return at_most(Fits::maybe);
  }
  switch (spf.provider) {
    case Told::yes: return say("SPF includes " + spf.include + ", so what " + provider() + " sends for the domain passes.");
    case Told::unknown: return say("The DNS did not tell whether SPF lets " + provider() + " send.");
    case Told::no: break;
  }
  say(spf.record.empty() ? "No SPF record vouches for what is sent" + consequence(posture_.dmarc)
                         : "SPF does not include " + spf.include + ", so what " + provider() + " sends does not pass" + consequence(posture_.dmarc));
  if (!spf.record.empty() && posture_.has_microsoft_key()) say("A DKIM signature of Exchange Online may vouch for it.");
  at_most(Fits::maybe);
}

// Whose address it will be is not in the DNS, so that this never is certain.
void OptionJudge::weigh_sender_rules() {
  view_.records.push_back({"TXT", inquest_.domain(), "ip4: or ip6: with the sender's own public address in the v=spf1 record, before all",
                           posture_.spf.fault.empty() ? RecordState::unknown : RecordState::broken});
  switch (posture_.spf.others) {
    case SpfResult::fail: say("A sender whose address SPF does not name fails it (-all)" + consequence(posture_.dmarc)); break;
    case SpfResult::softfail: say("A sender whose address SPF does not name is suspect (~all)" + consequence(posture_.dmarc)); break;
    case SpfResult::pass: say("SPF lets every address send (+all), which protects nobody."); break;
    case SpfResult::neutral: say("Of a sender whose address it does not name SPF says nothing" + consequence(posture_.dmarc)); break;
    case SpfResult::none: say("No SPF record vouches for any sender" + consequence(posture_.dmarc)); break;
    case SpfResult::permerror: say("The SPF record is broken: " + posture_.spf.fault + consequence(posture_.dmarc)); break;
    case SpfResult::unknown: say("The DNS did not tell the SPF record."); break;
  }
  at_most(Fits::maybe);
}

void OptionJudge::weigh_rules() {
  switch (option_.spf) {
    case SpfOf::provider: return weigh_provider_rules();
    case SpfOf::sender: return weigh_sender_rules();
    case SpfOf::none: return;
  }
}

void OptionJudge::weigh_proof() {
  if (option_.proof_name.size == 0) return;
  const std::string name = proof_name(tables_.text(option_.proof_name), inquest_.domain());
  const std::string target(tables_.text(option_.proof_target).view().substr(2));
  const Answer* const heard = inquest_.answer(Ask::cname, name);
  const std::vector<std::string> chain = inquest_.records(Ask::cname, name);
  const bool found = !chain.empty() && is_within(lower_case(chain.front().substr(0, chain.front().find_last_not_of('.') + 1)), target);
  const bool told = heard != nullptr && (heard->heard == Heard::answered || heard->heard == Heard::no_such_name);
  const RecordState state = found ? RecordState::present : told ? RecordState::missing : RecordState::unknown;
  view_.records.push_back({"CNAME", name, "the alias below " + target + " that is shown when the domain is connected", state});
  if (found) return say("The domain is connected: " + name + " leads to " + target + ".");
  say(told ? "The domain is not connected yet: " + name + " has no alias." : "The DNS did not tell whether the domain is connected.");
  at_most(Fits::maybe);
}

}  // namespace homing
