#include <algorithm>

#include "audit/auditors.hpp"
#include "read/autoconfig.hpp"

namespace homing {
namespace {

constexpr std::string_view own_path = "/mail/config-v1.1.xml", root_path = "/.well-known/autoconfig/mail/config-v1.1.xml";

class Auditor {
 public:
  Auditor(const Inquest& inquest, Faults& faults) : inquest_(inquest), faults_(faults) {}
  void audit();

 private:
  struct Place {
    std::string url;
    bool own;
  };

  bool is_served(const Place& place, Ask kind);
  void read(const Place& place, std::string_view body);
  void report_missing(bool over_http);

  const Inquest& inquest_;
  Faults& faults_;
};

bool Auditor::is_served(const Place& place, Ask kind) {
  Faults ignored;
  const PageHeard page = inquest_.page(kind, place.url);
  const bool file = audit_place(page, place.url, place.own, Remedy::autoconfig, kind == Ask::https ? faults_ : ignored);
  if (file && kind == Ask::https) read(place, page.answer->body);
  Arena arena;
  return file && read_autoconfig(page.answer->body, inquest_.subject.address, arena);
}

// Plain text is told once, by the auditor of settings.
void Auditor::read(const Place& place, std::string_view body) {
  Arena arena;
  const Expected<Autoconfig> file = read_autoconfig(body, inquest_.subject.address, arena);
  if (!file) {
    faults_.add("autoconfig-malformed", Severity::problem, place.url, "No program can read the file: " + file.error().sentence, "Replace it.",
                Remedy::autoconfig);
    return;
  }
  for (const Problem& problem : file->problems) {
    if (problem.text.view().starts_with("Plain text:") || problem.severity == Severity::info) continue;
    faults_.add("autoconfig-problem", problem.severity, place.url, std::string(problem.where) + ": " + std::string(problem.text),
                "Correct the section.", Remedy::autoconfig);
  }
}

void Auditor::report_missing(bool over_http) {
  const std::string host = "https://autoconfig." + inquest_.domain() + std::string(own_path);
  if (over_http) {
    faults_.add("autoconfig-only-http", Severity::problem, host,
                "The file is served over plain http alone: anybody on the way can change it, and careful programs do not read it.",
                "Serve the same file over https, with a certificate for the host.", Remedy::autoconfig);
    return;
  }
  const bool damaged = faults_.has("autoconfig-malformed") || faults_.has("page-instead-of-file") || faults_.has("certificate");
  if (damaged || inquest_.verdict.outcome == Outcome::not_found) return;
  // Where the exchanger is a known provider's, the programs find its settings there.
  const Severity severity = inquest_.proof() != nullptr ? Severity::info : Severity::warning;
  faults_.add("autoconfig-missing", severity, host, "The domain publishes no autoconfig file; Thunderbird, K-9 and Evolution look for it first.",
              "Serve the file.", Remedy::autoconfig);
}

void Auditor::audit() {
  const std::string domain = inquest_.domain();
  const Place places[] = {{"://autoconfig." + domain + std::string(own_path), true}, {"://" + domain + std::string(root_path), false}};
  bool over_https = false, over_http = false;
  for (const Place& place : places) {
    over_https = is_served({"https" + place.url, place.own}, Ask::https) || over_https;
    over_http = is_served({"http" + place.url, place.own}, Ask::http) || over_http;
  }
  if (!over_https) report_missing(over_http);
}

}  // namespace

void audit_autoconfig(const Inquest& inquest, Faults& faults) { Auditor(inquest, faults).audit(); }

}  // namespace homing
