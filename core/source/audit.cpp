#include "source/audit.hpp"

#include "read/mx.hpp"
#include "read/srv.hpp"

namespace homing {
namespace {

constexpr std::size_t most_hosts = 16;
constexpr std::size_t most_exchangers = 4;
constexpr std::size_t most_levels = 4;

}  // namespace

std::string invented_name(std::string_view domain) { return "homing-audit-no-such-name." + std::string(domain); }

std::vector<std::string> directory_names(std::string_view exchanger) {
  std::vector<std::string> names;
  const std::string_view base = registrable_domain(exchanger);
  for (std::string_view name = without_first_label(exchanger); !base.empty() && is_within(name, base); name = without_first_label(name)) {
    if (names.size() < most_levels || name == base) names.emplace_back(name);
    if (name == base) break;
  }
  return names;
}

void AuditSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  notebook.ask({{Ask::mx, domain}});
  notebook.ask({{Ask::txt, domain}});
  for (const char* const label : {"autoconfig.", "ua-auto-config.", "autodiscover."}) notebook.ask({{Ask::host, label + domain}});
  notebook.ask({{Ask::cname, "autodiscover." + domain}});
  notebook.ask({{Ask::host, domain}});
  notebook.ask({{Ask::host, invented_name(domain)}});
  for (const MailService& service : mail_services) notebook.ask({{Ask::srv, service_name(service, domain)}});
}

void AuditSource::ask_about(std::string_view host, bool alias, Notebook& notebook) {
  const bool known = hosts_.contains(host);
  if ((!known && hosts_.size() >= most_hosts) || !parse_domain(host)) return;
  hosts_.emplace(host);  // another source may have named it, and asked for less
  notebook.ask({{Ask::host, std::string(host)}});
  if (alias) notebook.ask({{Ask::cname, std::string(host)}});
}

void AuditSource::ask_directory(std::string_view exchanger, Notebook& notebook) {
  const Permissions& permissions = subject().permissions;
  if (!permissions.directory || registrable_domain(exchanger) == registrable_domain(subject().address.domain())) return;
  for (const std::string& name : directory_names(exchanger)) notebook.ask({{Ask::https, permissions.directory_url + name}});
}

void AuditSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind == Ask::mx) {
    const std::vector<MailExchanger> exchangers = read_mx(answer.records);
    for (std::size_t i = 0; i < exchangers.size() && i < most_exchangers; ++i) ask_about(exchangers[i].host, true, notebook);
    if (!exchangers.empty() && !exchangers.front().host.empty()) ask_directory(exchangers.front().host, notebook);
  }
  if (question.kind != Ask::srv) return;
  for (const SrvRecord& record : read_srv(answer.records)) {
    if (!record.target.empty()) ask_about(record.target, true, notebook);
  }
}

// The hosts of the catalogue are known to exist.
void AuditSource::overhear(const Finding& finding, Notebook& notebook) {
  const bool published = finding.source != SourceId::catalogue && finding.source != SourceId::mx && !finding.from_hints;
  if (!published || finding.settings == nullptr) return;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& endpoint : finding.settings->of(protocol)) ask_about(endpoint.host, false, notebook);
  }
}

}  // namespace homing
