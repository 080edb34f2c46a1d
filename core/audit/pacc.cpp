#include "read/pacc.hpp"
#include "audit/auditors.hpp"

namespace homing {
namespace {

void audit_document(const Inquest& inquest, const std::string& url, std::string_view body, Faults& faults) {
  Arena arena;
  const Expected<Pacc> document = read_pacc(body, inquest.subject.address, arena);
  if (!document) {
    faults.add("pacc-malformed", Severity::problem, url, "No program can read the document: " + document.error().sentence, "Replace it.",
               Remedy::pacc);
    return;
  }
  for (const Problem& problem : document->problems) {
    faults.add("pacc-problem", problem.severity, url, std::string(problem.where) + ": " + std::string(problem.text), "Correct the member.",
               Remedy::pacc);
  }
}

void audit_digest(const Inquest& inquest, const std::string& name, std::string_view body, Faults& faults) {
  switch (check_pacc_digest(inquest.records(Ask::txt, name), body)) {
    case PaccDigest::matches: return;
    case PaccDigest::missing:
      faults.add("pacc-digest-missing", Severity::problem, name, "The DNS holds no digest of the document, so no program may believe it.",
                 "Publish the TXT record.", Remedy::pacc);
      return;
    case PaccDigest::differs:
      faults.add("pacc-digest-differs", Severity::problem, name,
                 "The digest in the DNS is that of another document: it was changed without its record, so no program may believe it.",
                 "Replace the TXT record with each change of the document.", Remedy::pacc);
      return;
  }
}

}  // namespace

void audit_pacc(const Inquest& inquest, Faults& faults) {
  const std::string url = "https://ua-auto-config." + inquest.domain() + "/.well-known/user-agent-configuration.json";
  const std::string name = "_ua-auto-config." + inquest.domain();
  const PageHeard page = inquest.page(Ask::https, url);
  if (audit_place(page, url, true, Remedy::pacc, faults)) {
    audit_document(inquest, url, page.answer->body, faults);
    return audit_digest(inquest, name, page.answer->body, faults);
  }
  const bool told = page.answer != nullptr;
  if (told && !inquest.records(Ask::txt, name).empty())
    faults.add("pacc-document-missing", Severity::problem, url, "The DNS holds the digest of a document that is not served.",
               "Serve the document, or remove the TXT record.", Remedy::pacc);
}

}  // namespace homing
