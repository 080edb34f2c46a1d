// What the DNS says, one sentence a fact.
#include "model/utf8.hpp"
#include "sending/posture.hpp"
#include "source/sending.hpp"

namespace homing {
namespace {

class Teller {
 public:
  Teller(const Posture& posture, const Inquest& inquest) : posture_(posture), inquest_(inquest), domain_(inquest.domain()) {}
  std::vector<Evidence> tell();

 private:
  void say(Ask kind, const std::string& name, const std::string& sentence);
  void tell_spf();
  void tell_dmarc();
  void tell_keys();

  const Posture& posture_;
  const Inquest& inquest_;
  std::string domain_;
  std::vector<Evidence> all_;
};

void Teller::say(Ask kind, const std::string& name, const std::string& sentence) {
  const Answer* const heard = inquest_.answer(kind, name);
  const bool authentic = heard != nullptr && heard->authentic;
  all_.push_back({SourceId::sending, keep_as_utf8(inquest_.subject.arena, sentence), authentic ? Trust::dnssec : Trust::dns});
}

std::string meaning(SpfResult others) {
  switch (others) {
    case SpfResult::fail: return "an address that it does not name fails (-all)";
    case SpfResult::softfail: return "an address that it does not name is suspect (~all)";
    case SpfResult::pass: return "every address passes (+all), so that it protects nobody";
    default: return "of an address that it does not name it says nothing (?all, or no all)";
  }
}

void Teller::tell_spf() {
  const SpfPosture& spf = posture_.spf;
  if (spf.others == SpfResult::unknown && spf.record.empty())
    return say(Ask::txt, domain_, domain_ + ": the DNS did not tell the sending rules (SPF, RFC 7208).");
  if (spf.record.empty()) return say(Ask::txt, domain_, domain_ + " has no sending rules (SPF, RFC 7208).");
  std::string sentence = domain_ + " has the sending rules \"" + spf.record + "\"";
  if (!spf.fault.empty()) return say(Ask::txt, domain_, sentence + ", which are broken: " + spf.fault + ".");
  say(Ask::txt, domain_, sentence + ", with " + std::to_string(spf.look_ups) + " of at most 10 look-ups: " + meaning(spf.others) + ".");
  if (spf.include.empty() || spf.provider == Told::unknown) return;
  say(Ask::txt, domain_,
      "They " + std::string(spf.provider == Told::yes ? "include " : "do not include ") + spf.include + ", for the servers of " +
          std::string(inquest_.verdict.mailbox.provider) + ".");
}

void Teller::tell_dmarc() {
  const DmarcPosture& dmarc = posture_.dmarc;
  if (dmarc.present == Told::unknown) return say(Ask::txt, dmarc.name, dmarc.name + ": the DNS did not tell the policy (DMARC, RFC 7489).");
  if (dmarc.policy.empty())
    return say(Ask::txt, dmarc.name, domain_ + " has no policy for mail that only pretends to come from it (DMARC, RFC 7489).");
  const std::string wish = dmarc.policy == "reject"       ? "is to be refused"
                           : dmarc.policy == "quarantine" ? "is to be treated as suspect"
                                                          : "is to be delivered all the same";
  say(Ask::txt, dmarc.name, dmarc.name + " says \"" + dmarc.record + "\": mail for which neither SPF nor DKIM vouches " + wish + ".");
}

void Teller::tell_keys() {
  for (const DkimKey& key : posture_.dkim) {
    const std::string name = dkim_name(key.selector, domain_);
    const std::string_view form = key.form == KeyForm::newer   ? ", a key of Exchange Online in the new form."
                                  : key.form == KeyForm::older ? ", a key of Exchange Online in the old form."
                                                               : ", a key of somebody else.";
    say(Ask::cname, name, name + " leads to " + key.target + std::string(form));
  }
  if (posture_.keys == Told::no)
    say(Ask::cname, dkim_name("selector1", domain_), domain_ + " has no DKIM key at the two names that Exchange Online uses (RFC 6376).");
}

std::vector<Evidence> Teller::tell() {
  if (posture_.asked == Told::unknown && inquest_.answer(Ask::txt, domain_) == nullptr) return {};  // nobody was asked
  tell_spf();
  tell_dmarc();
  tell_keys();
  if (posture_.dane)
    say(Ask::mx, domain_, "The exchanger's name ends in mx.microsoft, where Microsoft signs the DNS and publishes TLSA records (DANE, RFC 7672).");
  if (posture_.mta_sts == Told::yes) say(Ask::txt, mta_sts_name(domain_), domain_ + " demands TLS of those who send to it (MTA-STS, RFC 8461).");
  return std::move(all_);
}

}  // namespace

std::vector<Evidence> tell(const Posture& posture, const Inquest& inquest) { return Teller(posture, inquest).tell(); }

}  // namespace homing
