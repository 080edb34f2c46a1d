#include "source/srv.hpp"

#include <algorithm>

#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t most_endpoints = 8;

}  // namespace

void SrvSource::start(Notebook& notebook) {
  for (const MailService& service : mail_services) notebook.ask({{Ask::srv, service_name(service, subject().address.domain())}});
}

void SrvSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  ++heard_;
  for (std::size_t i = 0; i < mail_services.size(); ++i) {
    if (question.name != service_name(mail_services[i], subject().address.domain())) continue;
    records_[i] = read_srv(answer.records);
    const bool refused = is_not_offered(records_[i]);
    std::erase_if(records_[i], [](const SrvRecord& record) { return record.port == 0 || !parse_domain(record.target); });
    authentic_ = authentic_ && (records_[i].empty() || answer.authentic);
    const Trust trust = answer.authentic ? Trust::dnssec : Trust::dns;
    if (refused)
      notebook.note({SourceId::srv, keep_as_utf8(subject().arena, question.name + " says that this service is not offered (RFC 2782)."), trust});
    for (const SrvRecord& record : records_[i]) {
      notebook.note({SourceId::srv,
                     keep_as_utf8(subject().arena, question.name + " names " + record.target + ", port " + std::to_string(record.port) + "."),
                     trust});
    }
  }
  report(notebook);
}

std::span<const Endpoint> SrvSource::endpoints(Protocol protocol) const {
  Arena& arena = subject().arena;
  static constexpr SignIn password{};
  const std::span<const SignIn> methods = arena.keep_list<SignIn>(std::span(&password, 1));
  std::vector<Endpoint> list;
  for (std::size_t i = 0; i < mail_services.size(); ++i) {
    for (const SrvRecord& record : records_[i]) {
      if (mail_services[i].protocol != protocol || list.size() >= most_endpoints) continue;
      // RFC 6186 section 4: the whole address is the user name to try first.
      list.push_back({arena.keep(record.target), record.port, mail_services[i].security, arena.keep(subject().address.text()), methods});
    }
  }
  return arena.keep_list<Endpoint>(list);
}

// Again with every answer, so that a silent one holds up nothing.
void SrvSource::report(Notebook& notebook) {
  const bool any = std::any_of(records_.begin(), records_.end(), [](const auto& records) { return !records.empty(); });
  if (!any) return;
  Settings settings;
  settings.imap = endpoints(Protocol::imap);
  settings.pop3 = endpoints(Protocol::pop3);
  settings.smtp = endpoints(Protocol::smtp);
  Finding finding;
  finding.source = SourceId::srv;
  finding.weight = Weight::usable;
  finding.trust = authentic_ ? Trust::dnssec : Trust::dns;
  finding.mailbox = {Kind::other, Cloud::none, Confidence::weak, {}};
  finding.settings = subject().arena.keep_value(settings);
  finding.origin = "the SRV records";
  // Nobody else knows the domain better; only its own published file would tell more.
  finding.patient = heard_ < mail_services.size();
  notebook.find(finding);
}

}  // namespace homing
