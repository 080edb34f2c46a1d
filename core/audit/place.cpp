// A place on the web where programs look for a file.
#include "audit/auditors.hpp"

namespace homing {
namespace {

void report_redirect(const PageHeard& page, std::string_view asked, bool own, Remedy remedy, Faults& faults) {
  const std::string_view to = page.answer->header("location");
  const bool plain = to.starts_with("http://");
  const Text id = plain ? Text("redirect-to-http") : to.empty() ? Text("redirect-broken") : Text("redirect-to-stranger");
  faults.add(id, own ? Severity::problem : Severity::warning, asked, std::string(page.url) + ' ' + page.refused,
             plain ? "Redirect to the same host over https." : "Serve the file at this host, or redirect to a host of the same domain.", remedy);
}

}  // namespace

bool audit_place(const PageHeard& page, std::string_view asked, bool own, Remedy remedy, Faults& faults) {
  if (page.silent && own)
    faults.add("host-silent", Severity::warning, asked, std::string(host_of(page.url)) + " exists and does not answer: programs wait for it.",
               "Let it answer, or remove the name from the DNS.", remedy);
  if (page.answer == nullptr) return false;
  const Severity severity = own ? Severity::problem : Severity::info;
  const std::string host(host_of(page.url));
  switch (page.answer->heard) {
    case Heard::certificate:
      faults.add("certificate", severity, asked,
                 host +
                     " has a certificate that does not fit its name, has expired, or was signed by nobody known. Programs refuse it, or go on over "
                     "plain http.",
                 "Get a certificate for " + host + ", or remove the name from the DNS.", remedy);
      return false;
    case Heard::too_large:
      if (own) faults.add("file-too-large", severity, asked, host + " sends more than any configuration has.", "Serve the file alone.", remedy);
      return false;
    case Heard::answered: break;
    default: return false;
  }
  if (!page.refused.empty()) {
    report_redirect(page, asked, own, remedy, faults);
    return false;
  }
  if (page.answer->status != 200) return false;
  if (!is_web_page(*page.answer)) return true;
  if (own)
    faults.add("page-instead-of-file", severity, asked,
               host + " answers with a web page for people and status 200, perhaps for every name and path. Programs take it for a broken file.",
               "Answer 404 where there is no file, and remove a wildcard record (*) that leads every name there.", remedy);
  return false;
}

}  // namespace homing
