#include <algorithm>

#include "audit/auditors.hpp"
#include "read/autodiscover.hpp"
#include "source/clues.hpp"
#include "source/web.hpp"

namespace homing {
namespace {

class Auditor {
 public:
  Auditor(const Inquest& inquest, Faults& faults) : inquest_(inquest), faults_(faults), host_("autodiscover." + inquest.domain()) {}
  void audit();

 private:
  std::string led_to(Ask ask) const;
  bool is_hybrid() const;
  void audit_alias();
  void audit_left_over();
  void read(const std::string& url, std::string_view body);

  const Inquest& inquest_;
  Faults& faults_;
  std::string host_;
};

// The provider's id to whose Autodiscover the alias or the SRV record leads; empty: to nobody's who is known.
std::string Auditor::led_to(Ask ask) const {
  const table::Tables& tables = inquest_.subject.catalogue.hints();
  for (const table::Hint& hint : tables.hints) {
    const std::string name = hint_name(tables, hint, inquest_.domain());
    if (hint.ask != ask || name.find("autodiscover") == std::string::npos) continue;
    const Answer* const answer = inquest_.answer(ask, name);
    if (answer == nullptr) continue;
    const std::optional<Hint> clue = find_clue(inquest_.subject.catalogue, hint, *answer, inquest_.subject.arena);
    if (clue && clue->provider.provider != nullptr) return std::string(tables.text(clue->provider.provider->id));
  }
  return {};
}

bool Auditor::is_hybrid() const {
  return std::any_of(inquest_.findings.begin(), inquest_.findings.end(), [](const Finding& finding) { return finding.on_premises; });
}

void Auditor::audit_alias() {
  const std::string wanted(autodiscover_host(inquest_.verdict.mailbox));
  const Answer* const heard = inquest_.answer(Ask::cname, host_);
  if (wanted.empty() || heard == nullptr || is_hybrid()) return;
  const std::vector<std::string> chain = inquest_.records(Ask::cname, host_);
  const std::string led = led_to(Ask::cname);
  const std::string mend = "Point it to " + wanted + " with a CNAME record.";
  const bool there = inquest_.exists(host_);
  if (!led.empty()) {
    const Known known = inquest_.subject.catalogue.provider(led);
    if (known.mailbox().cloud != inquest_.verdict.mailbox.cloud)
      faults_.add("autodiscover-alias-elsewhere", Severity::problem, host_, "It leads to another cloud of Microsoft, " + chain.back() + ".", mend,
                  Remedy::autodiscover);
    return;
  }
  if (chain.empty() && !there) {
    const bool by_service = !led_to(Ask::srv).empty();
    faults_.add("autodiscover-alias-missing", by_service ? Severity::info : Severity::problem, host_,
                "The mailboxes are at Microsoft 365, and the name by which Outlook and telephones find them does not exist.", mend,
                Remedy::autodiscover);
    return;
  }
  faults_.add("autodiscover-alias-elsewhere", Severity::problem, host_,
              "The mailboxes are at Microsoft 365, but this name leads to " + (chain.empty() ? std::string("a host of its own") : chain.back()) +
                  ": Outlook asks there, and may offer the password to it.",
              mend, Remedy::autodiscover);
}

// The mailboxes are demonstrably elsewhere, and the names of Microsoft 365 were forgotten.
void Auditor::audit_left_over() {
  const bool elsewhere = inquest_.verdict.mailbox.kind == Kind::other && inquest_.verdict.settings.receives();
  if (!elsewhere) return;
  const std::string mend = "Remove the record, or let it lead to the provider's own Autodiscover.";
  for (const Ask ask : {Ask::cname, Ask::srv}) {
    if (led_to(ask).empty()) continue;
    faults_.add("autodiscover-left-over", Severity::problem, ask == Ask::cname ? host_ : "_autodiscover._tcp." + inquest_.domain(),
                "It leads to Microsoft 365, where the domain has no mailboxes: Outlook asks there and fails.", mend, Remedy::autodiscover);
  }
}

void Auditor::read(const std::string& url, std::string_view body) {
  Arena arena;
  const std::string asked = std::string(neutral_local_part) + '@' + inquest_.domain();
  const Expected<Autodiscover> response = read_autodiscover(body, inquest_.subject.address, asked, arena);
  if (!response) {
    faults_.add("autodiscover-malformed", Severity::problem, url, "No program can read the answer: " + response.error().sentence,
                "Correct the service, or remove its name.", Remedy::autodiscover);
    return;
  }
  for (const Problem& problem : response->problems) {
    if (problem.text.view().starts_with("Plain text:") || problem.severity == Severity::info) continue;
    faults_.add("autodiscover-problem", problem.severity, url, std::string(problem.where) + ": " + std::string(problem.text), "Correct the answer.",
                Remedy::autodiscover);
  }
}

void Auditor::audit() {
  if (inquest_.verdict.mailbox.kind == Kind::microsoft365) audit_alias();
  else audit_left_over();
  const std::string own = "https://" + host_ + "/autodiscover/autodiscover.xml";
  const PageHeard page = inquest_.page(Ask::post, own);
  const bool stranger = led_to(Ask::cname).empty();
  if (stranger && audit_place(page, own, true, Remedy::autodiscover, faults_)) read(own, page.answer->body);
  const std::string root = "https://" + inquest_.domain() + "/autodiscover/autodiscover.xml";
  const PageHeard at_root = inquest_.page(Ask::post, root);
  // Any web site may stand there; only what looks like an answer is one.
  if (at_root.is_file() && !is_web_page(*at_root.answer) && at_root.answer->body.find("Autodiscover") != std::string::npos)
    read(root, at_root.answer->body);
  const std::string plain = "http://" + host_ + "/autodiscover/autodiscover.xml";
  const PageHeard redirect = inquest_.page(Ask::http, plain);
  if (!redirect.refused.empty())
    faults_.add("redirect-to-stranger", Severity::problem, plain, redirect.url + ' ' + redirect.refused, "Redirect to a host of the same domain.",
                Remedy::autodiscover);
}

}  // namespace

void audit_autodiscover(const Inquest& inquest, Faults& faults) { Auditor(inquest, faults).audit(); }

}  // namespace homing
