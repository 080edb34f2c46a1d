#include "source/mx.hpp"

#include <algorithm>

#include "model/utf8.hpp"
#include "read/mx.hpp"

namespace homing {
namespace {

struct Classified {
  MailExchanger exchanger;
  Known known;

  bool is_mailbox() const { return known && known.provider != nullptr && known.name->proves == table::Proof::mailbox; }
  bool is_gateway() const { return known && known.name->use == table::Use::gateway; }
};

// The mail goes nowhere, or somewhere that no manifest knows: that, too, contradicts an unconfirmed list of domains.
void report_unknown(Text where, Delivery delivery, Trust trust, Notebook& notebook) {
  Finding finding;
  finding.source = SourceId::mx;
  finding.weight = Weight::provisional;
  finding.trust = trust;
  finding.origin = where;
  finding.delivery = delivery;
  notebook.find(finding);
}

// Judges one set of exchangers as an administrator would.
class Judge {
 public:
  Judge(const Subject& subject, Trust trust, Notebook& notebook) : subject_(subject), trust_(trust), notebook_(notebook) {}
  void judge(const std::vector<MailExchanger>& exchangers);

 private:
  void classify(const std::vector<MailExchanger>& exchangers);
  const Classified* leader() const;
  Weight weight_of(const Classified& chosen) const;
  Confidence confidence_of(const Classified& chosen, Weight weight) const;
  void report(const Classified& chosen);
  void note_each();
  void advise_about_others(const Classified& chosen);
  bool in_best_group(const Classified& one) const { return one.exchanger.preference == set_.front().exchanger.preference; }

  bool behind_gateways() const;
  Delivery delivery() const;

  const Subject& subject_;
  Trust trust_;
  Notebook& notebook_;
  std::vector<Classified> set_;  // sorted by preference, without verification names
};

void Judge::classify(const std::vector<MailExchanger>& exchangers) {
  for (const MailExchanger& exchanger : exchangers) {
    const Known known = subject_.catalogue.exchanger(exchanger.host);
    // Names that only prove who owns the domain take no mail.
    if (known && known.name->use == table::Use::verification) continue;
    set_.push_back({exchanger, known});
  }
}

void Judge::note_each() {
  constexpr std::size_t most_noted = 8;
  for (const Classified& one : std::span(set_).first(std::min(set_.size(), most_noted))) {
    std::string says = std::string(subject_.address.domain()) + " has its mail delivered to " + one.exchanger.host + " (preference " +
                       std::to_string(one.exchanger.preference) + ")";
    if (one.is_gateway()) says += ": " + std::string(one.known.note()) + ", which stands in front of any mailbox and proves nothing";
    else if (one.known) says += ": " + std::string(one.known.mailbox().provider);
    notebook_.note({SourceId::mx, keep_as_utf8(subject_.arena, says + "."), trust_});
  }
}

// The provider whose mailboxes these are: the one named first, counting those of equal preference as one place.
const Classified* Judge::leader() const {
  const Classified* best = nullptr;
  std::ptrdiff_t most = 0;
  for (const Classified& one : set_) {
    if (!in_best_group(one) && best != nullptr) break;
    if (one.known.provider == nullptr) continue;
    const auto same = std::count_if(set_.begin(), set_.end(), [&](const Classified& other) {
      return other.exchanger.preference == one.exchanger.preference && other.known.provider == one.known.provider;
    });
    if (same > most) best = &one, most = same;
    if (!in_best_group(one)) break;
  }
  return best;
}

bool Judge::behind_gateways() const {
  return std::all_of(set_.begin(), set_.end(), [&](const Classified& one) { return !in_best_group(one) || one.is_gateway(); });
}

// Where the mail goes if no provider is known to take it.
Delivery Judge::delivery() const {
  if (behind_gateways()) return Delivery::gateway;
  const std::string_view domain = subject_.address.domain();
  const std::string_view owner = registrable_domain(domain).empty() ? domain : registrable_domain(domain);
  return is_within(set_.front().exchanger.host, owner) ? Delivery::own : Delivery::unknown;
}

Weight Judge::weight_of(const Classified& chosen) const {
  if (!chosen.is_mailbox()) return Weight::provisional;
  const bool alone = std::all_of(set_.begin(), set_.end(),
                                 [&](const Classified& one) { return !in_best_group(one) || one.known.provider == chosen.known.provider; });
  if (in_best_group(chosen)) return alone ? Weight::decisive : Weight::usable;
  // Behind a gateway: the direct way in, kept as a second choice. Behind the domain's own server: perhaps only a leftover.
  return behind_gateways() ? Weight::usable : Weight::provisional;
}

Confidence Judge::confidence_of(const Classified& chosen, Weight weight) const {
  return weight == Weight::decisive                           ? chosen.known.name->confidence
         : weight == Weight::usable && !in_best_group(chosen) ? Confidence::strong
                                                              : Confidence::weak;
}

// What else is in the set: an administrator would ask whether it is still wanted.
void Judge::advise_about_others(const Classified& chosen) {
  for (const Classified& other : set_) {
    const bool elsewhere = other.known.provider != chosen.known.provider && !other.is_gateway();
    if (!elsewhere) continue;
    Advice advice;
    advice.id = other.known ? Text("mx-leftover") : Text("mx-mixed");
    advice.severity = other.known ? Severity::warning : Severity::info;
    advice.who = Fixer::admin;
    advice.text = keep_as_utf8(subject_.arena, "Besides " + chosen.exchanger.host + ", the MX records of " + std::string(subject_.address.domain()) +
                                                   " name " + other.exchanger.host + " (preference " + std::to_string(other.exchanger.preference) +
                                                   "). If it is left over from an earlier provider, remove it: some mail will be delivered there.");
    notebook_.advise(advice);
    return;
  }
}

void Judge::report(const Classified& chosen) {
  Finding finding;
  finding.source = SourceId::mx;
  const Settings* const settings = Catalogue::settings(chosen.known, subject_.address, subject_.arena);
  // Where nobody documents the servers, what the domain publishes is worth waiting for.
  const bool documented = settings->receives() || !settings->smtp.empty();
  finding.weight = documented ? weight_of(chosen) : Weight::provisional;
  finding.trust = trust_;
  finding.delivery = !behind_gateways() && chosen.is_mailbox() ? Delivery::mailbox : delivery();
  finding.shared_cloud = finding.weight == Weight::decisive && chosen.known.name->shared;
  finding.mailbox = chosen.known.mailbox();
  finding.mailbox.confidence = confidence_of(chosen, weight_of(chosen));
  finding.settings = settings;
  finding.origin = subject_.arena.keep(chosen.exchanger.host);
  if (!chosen.known.note().empty()) notebook_.note({SourceId::mx, chosen.known.note(), Trust::builtin});
  if (in_best_group(chosen)) advise_about_others(chosen);
  notebook_.find(finding);
}

void Judge::judge(const std::vector<MailExchanger>& exchangers) {
  classify(exchangers);
  if (set_.empty()) return report_unknown({}, Delivery::nowhere, trust_, notebook_);
  note_each();
  if (const Classified* const chosen = leader()) return report(*chosen);
  report_unknown(keep_as_utf8(subject_.arena, set_.front().exchanger.host), delivery(), trust_, notebook_);
}

void report_null_mx(const Subject& subject, Notebook& notebook) {
  const std::string_view domain = subject.address.domain();
  Finding finding;
  finding.source = SourceId::mx;
  finding.weight = Weight::decisive;
  finding.trust = Trust::dns;
  finding.takes_no_mail = true;
  finding.origin = subject.arena.keep(domain);
  notebook.note({SourceId::mx, subject.arena.join({domain, " publishes a null MX (RFC 7505): it takes no mail."}), Trust::dns});
  Advice advice;
  advice.id = "domain-takes-no-mail";
  advice.severity = Severity::problem;
  advice.text = subject.arena.join({"The domain ", domain, " declares that it takes no mail. Check the spelling of the address."});
  notebook.advise(advice);
  notebook.find(finding);
}

}  // namespace

void MxSource::start(Notebook& notebook) { notebook.ask({{Ask::mx, std::string(subject().address.domain())}}); }

void MxSource::hear(const Question&, const Answer& answer, Notebook& notebook) {
  const std::string_view domain = subject().address.domain();
  const auto note = [&](std::string_view what) { notebook.note({SourceId::mx, subject().arena.join({domain, what}), Trust::dns}); };
  if (answer.heard == Heard::timeout) return note(": the DNS did not answer in time when asked for its mail exchangers.");
  const bool unknown_name = answer.heard == Heard::no_such_name;
  if (answer.heard != Heard::answered && !unknown_name) return note(": the DNS could not say who takes its mail.");
  const Trust trust = answer.authentic ? Trust::dnssec : Trust::dns;
  const std::vector<MailExchanger> exchangers = read_mx(answer.records);
  if (exchangers.empty()) {
    note(unknown_name ? " does not exist in the DNS, or has no mail exchanger." : " names no mail exchanger.");
    return report_unknown({}, Delivery::nowhere, trust, notebook);
  }
  if (is_null_mx(exchangers)) return report_null_mx(subject(), notebook);
  Judge(subject(), trust, notebook).judge(exchangers);
}

}  // namespace homing
