#include "source/sending.hpp"

#include "read/spf_rules.hpp"

namespace homing {
namespace {

Asking needed(Ask kind, std::string name) { return {{kind, std::move(name)}, Disclosure::domain, 0, Awaited::needed}; }

}  // namespace

std::string dmarc_name(std::string_view domain) { return "_dmarc." + std::string(domain); }
std::string mta_sts_name(std::string_view domain) { return "_mta-sts." + std::string(domain); }
std::string dkim_name(std::string_view selector, std::string_view domain) { return std::string(selector) + "._domainkey." + std::string(domain); }
std::string proof_name(std::string_view pattern, std::string_view domain) {
  return std::string(pattern.substr(0, pattern.find('{'))) + std::string(domain);
}

void SendingSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  const Mailbox known = subject().catalogue.domain(domain).mailbox();
  if (known.kind == Kind::outlook_com && known.confidence == Confidence::certain) return;
  notebook.ask(needed(Ask::mx, domain));
  follow(domain, notebook);
  notebook.ask(needed(Ask::txt, dmarc_name(domain)));
  // RFC 7489 section 6.6.3: where the domain has no policy, that of the registrable domain holds.
  const std::string_view owner = registrable_domain(domain);
  if (!owner.empty() && owner != domain) notebook.ask(needed(Ask::txt, dmarc_name(owner)));
  for (const char* const selector : {"selector1", "selector2"}) notebook.ask(needed(Ask::cname, dkim_name(selector, domain)));
  notebook.ask(needed(Ask::txt, mta_sts_name(domain)));
  const table::Tables& tables = subject().catalogue.sending();
  for (const table::SendingOption& option : tables.sending) {
    if (option.proof_name.size > 0) notebook.ask(needed(Ask::cname, proof_name(tables.text(option.proof_name), domain)));
  }
}

void SendingSource::follow(const std::string& name, Notebook& notebook) {
  if (rules_.size() >= most_spf_records || !rules_.insert(name).second) return;
  notebook.ask(needed(Ask::txt, name));
}

void SendingSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind != Ask::txt || !rules_.contains(question.name)) return;
  const SpfRules rules = read_spf_rules(answer.records);
  for (const std::string& name : rules.includes) follow(name, notebook);
  if (!rules.redirect.empty()) follow(rules.redirect, notebook);
}

}  // namespace homing
