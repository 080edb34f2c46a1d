#include "source/mx_autoconfig.hpp"

#include "read/mx.hpp"

namespace homing {

void MxAutoconfigSource::start(Notebook& notebook) { notebook.ask({{Ask::mx, std::string(subject().address.domain())}, Disclosure::domain}); }

void MxAutoconfigSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind != Ask::mx) return PublishedSource::hear(question, answer, notebook);
  if (answer.heard != Heard::answered) return;
  const std::vector<MailExchanger> exchangers = read_mx(answer.records);
  if (exchangers.empty() || exchangers.front().host.empty()) return;
  const std::string_view host = exchangers.front().host;
  const Known known = subject().catalogue.exchanger(host);
  if (known && known.provider == nullptr) return;  // a gateway's own settings are nobody's mailbox
  const std::string_view base = registrable_domain(host);
  const std::string_view mail_domain = subject().address.domain();
  // Never above the registrable domain, and nothing that the mail domain's own file would have said.
  if (base.empty() || base == mail_domain || base == registrable_domain(mail_domain)) return;
  // Below outlook.com lie both kinds of Microsoft mailboxes; what is published for outlook.com itself holds for one only.
  if (subject().catalogue.domain(base).mailbox().is_microsoft()) return;
  const std::string_view full = without_first_label(host);
  if (full != base && is_within(full, base)) ask_about(full, 0, notebook);
  ask_about(base, 1, notebook);
}

void MxAutoconfigSource::ask_about(std::string_view exchanger_domain, std::uint8_t place, Notebook& notebook) {
  Page own{{Ask::https, autoconfig_url(exchanger_domain)}};
  own.trust = Trust::dns;
  own.place = place;
  ask_for(std::move(own), notebook);
  if (!subject().permissions.directory) return;
  Page entry{{Ask::https, subject().permissions.directory_url + std::string(exchanger_domain)}};
  entry.trust = Trust::dns;
  entry.place = static_cast<std::uint8_t>(place + 2);  // 3.3 and 3.4 come after 3.1 and 3.2
  ask_for(std::move(entry), notebook);
}

}  // namespace homing
