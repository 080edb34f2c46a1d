#include "sending/posture.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "read/dmarc.hpp"
#include "sending/spf_tree.hpp"
#include "source/sending.hpp"

namespace homing {
namespace {

std::string without_dot(std::string name) {
  name = lower_case(name);
  if (name.ends_with('.')) name.pop_back();
  return name;
}

Told presence(const Inquest& inquest, Ask kind, const std::string& name, bool found) {
  const Answer* const heard = inquest.answer(kind, name);
  const bool told = heard != nullptr && (heard->heard == Heard::answered || heard->heard == Heard::no_such_name);
  return !told ? Told::unknown : found ? Told::yes : Told::no;
}

void look_at_exchangers(const Inquest& inquest, Posture& posture) {
  const std::string domain = inquest.domain();
  for (MailExchanger& record : read_mx(inquest.records(Ask::mx, domain))) {
    if (record.host.empty()) continue;  // RFC 7505: no exchanger at all
    const Known known = inquest.subject.catalogue.exchanger(record.host);
    if (known && known.name->use == table::Use::verification) continue;
    Exchanger exchanger{std::move(record), Whose::other, known.provider != nullptr ? std::string(known.mailbox().provider) : std::string()};
    if (known && known.name->use == table::Use::gateway) exchanger.whose = Whose::gateway, exchanger.owner = known.note();
    const bool mailbox = known.provider != nullptr && known.name->proves == table::Proof::mailbox;
    if (mailbox && known.mailbox().kind == inquest.verdict.mailbox.kind) exchanger.whose = Whose::mailbox;
    posture.dane = posture.dane || is_within(exchanger.record.host, "mx.microsoft");
    posture.exchangers.push_back(std::move(exchanger));
  }
  posture.asked = presence(inquest, Ask::mx, domain, !posture.exchangers.empty());
  const Answer* const heard = inquest.answer(Ask::mx, domain);
  posture.dnssec = heard != nullptr && heard->authentic;
}

// RFC 7489 section 6.6.3: the domain's own policy, else that of the registrable domain for names below it.
void look_at_dmarc(const Inquest& inquest, DmarcPosture& posture) {
  const std::string domain = inquest.domain();
  const std::string own = dmarc_name(domain);
  const Dmarc mine = read_dmarc(inquest.records(Ask::txt, own));
  posture = {presence(inquest, Ask::txt, own, mine.records > 0), own, mine.record, mine.policy};
  const std::string_view owner = registrable_domain(domain);
  if (posture.present != Told::no || owner.empty() || owner == domain) return;
  const std::string above = dmarc_name(owner);
  const Dmarc theirs = read_dmarc(inquest.records(Ask::txt, above));
  posture = {presence(inquest, Ask::txt, above, theirs.records > 0), above, theirs.record, theirs.subdomains};
}

KeyForm form_of(const std::string& target) {
  if (is_within(target, "dkim.mail.microsoft")) return KeyForm::newer;
  for (const char* const tenants : {"onmicrosoft.com", "onmicrosoft.us", "onmschina.cn"}) {
    if (is_within(target, tenants)) return KeyForm::older;
  }
  return KeyForm::foreign;
}

void look_at_keys(const Inquest& inquest, Posture& posture) {
  for (const char* const selector : {"selector1", "selector2"}) {
    const std::string name = dkim_name(selector, inquest.domain());
    const std::vector<std::string> chain = inquest.records(Ask::cname, name);
    if (!chain.empty()) posture.dkim.push_back({selector, without_dot(chain.front()), form_of(without_dot(chain.front()))});
    const Told told = presence(inquest, Ask::cname, name, !chain.empty());
    if (posture.keys != Told::yes && told != Told::unknown) posture.keys = told;
  }
}

void look_at_mta_sts(const Inquest& inquest, Posture& posture) {
  const std::string name = mta_sts_name(inquest.domain());
  const std::vector<std::string> records = inquest.records(Ask::txt, name);
  const bool found = std::any_of(records.begin(), records.end(), [](const std::string& text) { return text.starts_with("v=STSv1"); });
  posture.mta_sts = presence(inquest, Ask::txt, name, found);
}

}  // namespace

const Exchanger* Posture::endpoint() const {
  const auto found = std::find_if(exchangers.begin(), exchangers.end(), [](const Exchanger& e) { return e.whose == Whose::mailbox; });
  return found == exchangers.end() ? nullptr : &*found;
}

const Exchanger* Posture::gateway() const {
  const auto found = std::find_if(exchangers.begin(), exchangers.end(), [](const Exchanger& e) { return e.whose == Whose::gateway; });
  return found == exchangers.end() ? nullptr : &*found;
}

bool Posture::has_microsoft_key() const {
  return std::any_of(dkim.begin(), dkim.end(), [](const DkimKey& key) { return key.form != KeyForm::foreign; });
}

Posture look_at_dns(const Inquest& inquest) {
  Posture posture;
  look_at_exchangers(inquest, posture);
  posture.spf = look_at_spf(inquest);
  look_at_dmarc(inquest, posture.dmarc);
  look_at_keys(inquest, posture);
  look_at_mta_sts(inquest, posture);
  return posture;
}

}  // namespace homing
