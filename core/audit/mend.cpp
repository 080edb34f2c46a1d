#include "audit/mend.hpp"

#include <algorithm>

#include "emit/autoconfig.hpp"
#include "emit/autodiscover.hpp"
#include "emit/pacc.hpp"
#include "model/utf8.hpp"
#include "read/pacc.hpp"
#include "read/srv.hpp"

namespace homing {
namespace {

class Mender {
 public:
  Mender(const Inquest& inquest, AuditReport& report) : inquest_(inquest), report_(report) {}
  void mend();

 private:
  bool wants(Remedy remedy) const;
  bool has(std::string_view id) const;
  bool is_microsoft() const { return inquest_.verdict.mailbox.is_microsoft(); }
  void change(Change change, const DnsRecord& record, const std::string& was = {});
  void alias(std::string_view label);
  void mend_autoconfig();
  void mend_pacc();
  void mend_autodiscover();
  void mend_services();
  void mend_service(const std::string& name, const std::vector<std::string>& present, const std::vector<DnsRecord>& wanted);
  void mend_mail();
  void mend_sending();

  const Inquest& inquest_;
  AuditReport& report_;
};

std::string line_of(const std::string& name, const std::string& type, const std::string& data) { return zone_line({name, type, data}); }

std::string address_line(const std::string& name, const std::string& address) {
  return line_of(name, address.find(':') == std::string::npos ? "A" : "AAAA", address);
}

bool Mender::wants(Remedy remedy) const {
  return std::any_of(report_.faults.begin(), report_.faults.end(), [&](const AuditFault& fault) { return fault.remedy == remedy; });
}

bool Mender::has(std::string_view id) const {
  return std::any_of(report_.faults.begin(), report_.faults.end(), [&](const AuditFault& fault) { return fault.id == id; });
}

void Mender::change(Change change, const DnsRecord& record, const std::string& was) {
  report_.records.push_back({change, to_utf8(zone_line(record)), to_utf8(was)});
}

// The name at which programs ask, where it does not exist yet and the domain has a web host.
void Mender::alias(std::string_view label) {
  const std::string domain = inquest_.domain();
  const std::string name = std::string(label) + '.' + domain;
  if (inquest_.exists(domain) && !inquest_.exists(name)) change(Change::add, {name, "CNAME", domain + '.'});
}

void Mender::mend_autoconfig() {
  const std::string text = emit_autoconfig(inquest_.verdict.settings, inquest_.subject.address, inquest_.verdict.mailbox.provider);
  if (text.empty()) return;
  alias("autoconfig");
  report_.files.push_back({"https://autoconfig." + inquest_.domain() + "/mail/config-v1.1.xml", "text/xml", text});
}

// The record for what is served, where that can be read; else for a new document.
void Mender::mend_pacc() {
  const std::string name = "_ua-auto-config." + inquest_.domain();
  const std::string url = "https://ua-auto-config." + inquest_.domain() + "/.well-known/user-agent-configuration.json";
  const PageHeard page = inquest_.page(Ask::https, url);
  Arena arena;
  std::string document;
  const bool good = page.is_file() && !has("pacc-malformed") && !has("pacc-problem") && read_pacc(page.answer->body, inquest_.subject.address, arena);
  if (good) document = page.answer->body;
  else document = emit_pacc(inquest_.verdict.settings, inquest_.subject.address, inquest_.verdict.mailbox.provider);
  if (document.empty()) return;
  if (!good) alias("ua-auto-config");
  if (!good) report_.files.push_back({url, "application/json", document});
  const std::vector<std::string> present = inquest_.records(Ask::txt, name);
  const DnsRecord wanted{name, "TXT", emit_pacc_digest(document)};
  if (check_pacc_digest(present, document) == PaccDigest::matches) return;
  if (present.empty()) change(Change::add, wanted);
  else change(Change::replace, wanted, line_of(name, "TXT", present.front()));
}

void Mender::mend_autodiscover() {
  const std::string name = "autodiscover." + inquest_.domain();
  const std::vector<std::string> chain = inquest_.records(Ask::cname, name);
  const std::string was = chain.empty() ? "" : line_of(name, "CNAME", chain.front());
  const std::string wanted(autodiscover_host(inquest_.verdict.mailbox));
  const bool there = !chain.empty() || inquest_.exists(name);
  if (!wanted.empty() && (has("autodiscover-alias-missing") || has("autodiscover-alias-elsewhere"))) {
    change(there ? Change::replace : Change::add, {name, "CNAME", wanted + '.'},
           there && was.empty() ? address_line(name, inquest_.records(Ask::host, name).front()) : was);
    return;
  }
  if (has("autodiscover-left-over")) {
    const std::string service = "_autodiscover._tcp." + inquest_.domain();
    for (const std::string& data : inquest_.records(Ask::srv, service)) change(Change::remove, {service, "SRV", data});
    if (!chain.empty()) change(Change::remove, {name, "CNAME", chain.front()});
  }
  if (is_microsoft()) return;
  const std::string text = emit_autodiscover(inquest_.verdict.settings, inquest_.subject.address, inquest_.verdict.mailbox.provider);
  if (!text.empty() && !has("autodiscover-left-over"))
    report_.files.push_back({"https://" + name + "/autodiscover/autodiscover.xml", "text/xml", text});
}

// Priority and weight are the administrator's choice; port and target count.
std::string server_of(std::string_view data) {
  const std::vector<SrvRecord> read = read_srv({std::string(data)});
  return read.empty() ? std::string() : std::to_string(read.front().port) + ' ' + read.front().target;
}

void Mender::mend_service(const std::string& name, const std::vector<std::string>& present, const std::vector<DnsRecord>& wanted) {
  std::vector<std::string> wrong, kept;
  for (const std::string& data : present) {
    const std::string server = server_of(data);
    const bool right = !server.empty() && std::any_of(wanted.begin(), wanted.end(), [&](const DnsRecord& w) { return server_of(w.data) == server; });
    const bool repeated = std::find(kept.begin(), kept.end(), server) != kept.end();
    if (right && !repeated) kept.push_back(server);
    else wrong.push_back(data);
  }
  for (const DnsRecord& record : wanted) {
    const bool refusal = record.data.ends_with(" .");
    if (std::find(kept.begin(), kept.end(), server_of(record.data)) != kept.end() || (refusal && present.empty())) continue;
    if (wrong.empty()) {
      change(Change::add, record);
      continue;
    }
    change(Change::replace, record, line_of(name, "SRV", wrong.back()));
    wrong.pop_back();
  }
  for (const std::string& data : wrong) change(Change::remove, {name, "SRV", data});
}

void Mender::mend_services() {
  if (!inquest_.verdict.settings.receives()) return;
  const PublishedServices services = inquest_.services();
  const std::vector<DnsRecord> all = emit_services(inquest_.verdict.settings, inquest_.domain());
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string name = service_name(mail_services[i], inquest_.domain());
    std::vector<DnsRecord> wanted;
    std::copy_if(all.begin(), all.end(), std::back_inserter(wanted), [&](const DnsRecord& record) { return record.name == name; });
    mend_service(name, services[i], wanted);
  }
}

void Mender::mend_sending() {
  const auto fault = std::find_if(report_.faults.begin(), report_.faults.end(), [](const AuditFault& f) { return f.id == "spf-provider-missing"; });
  if (fault == report_.faults.end()) return;
  const std::size_t at = fault->mend.find("include:");
  const std::string include = fault->mend.substr(at, fault->mend.find(' ', at) - at);
  for (const std::string& text : inquest_.records(Ask::txt, inquest_.domain())) {
    if (!text.starts_with("v=spf1")) continue;
    change(Change::replace, {inquest_.domain(), "TXT", "v=spf1 " + include + text.substr(std::string_view("v=spf1").size())},
           line_of(inquest_.domain(), "TXT", text));
  }
}

void Mender::mend_mail() {
  const std::string domain = inquest_.domain();
  for (const std::string& data : inquest_.records(Ask::mx, domain)) {
    const std::string host = host_name(data.substr(data.find(' ') + 1));
    const Known known = inquest_.subject.catalogue.exchanger(host);
    const bool leftover = has("mx-leftover") && known.provider != nullptr && known.mailbox().provider != inquest_.verdict.mailbox.provider;
    const bool dead = has("mx-target-missing") && !host.empty() && inquest_.is_missing(host);
    const bool null = has("mx-null-beside-others") && data.ends_with(" .");
    if (leftover || dead || null) change(Change::remove, {domain, "MX", data});
  }
  mend_sending();
}

void Mender::mend() {
  if (wants(Remedy::mail)) mend_mail();
  if (wants(Remedy::autodiscover)) mend_autodiscover();
  if (wants(Remedy::services)) mend_services();
  if (wants(Remedy::pacc)) mend_pacc();
  if (wants(Remedy::autoconfig)) mend_autoconfig();
}

}  // namespace

void mend(const Inquest& inquest, AuditReport& report) { Mender(inquest, report).mend(); }

}  // namespace homing
