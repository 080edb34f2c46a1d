// A zone file as a configuration: its SRV records for mail.
#include <algorithm>
#include <map>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/configuration.hpp"
#include "read/host.hpp"
#include "read/srv_faults.hpp"
#include "read/xml.hpp"
#include "read/zone.hpp"

namespace homing {
namespace {

class Reader {
 public:
  Reader(const Zone& zone, const Address& address, Arena& arena) : zone_(zone), address_(address), arena_(arena) {}
  Expected<Configuration> read();

 private:
  void sort();
  void pass_over(const ZoneRecord& record);
  void find_aliases();
  std::span<const Endpoint> endpoints(Protocol protocol) const;
  void tell(Severity severity, std::size_t line, std::string_view text) {
    problems_.push_back({severity, arena_.keep("line " + std::to_string(line)), keep_as_utf8(arena_, text)});
  }

  const Zone& zone_;
  const Address& address_;
  Arena& arena_;
  PublishedServices services_;
  std::array<std::vector<std::size_t>, mail_services.size()> lines_;  // of the record at the same place
  std::vector<Problem> problems_;
};

std::string_view target_of(std::string_view data) {
  const std::string_view target = data.substr(data.rfind(' ') + 1);
  return target.ends_with('.') ? target.substr(0, target.size() - 1) : target;
}

// Names that people write for the services of RFC 6186, and that nobody asks for.
void Reader::pass_over(const ZoneRecord& record) {
  const std::string start = record.name.substr(0, record.name.find('.'));
  if (start == "_smtps") tell(Severity::warning, record.line, "_smtps is asked for by nobody; the name is _submissions (RFC 8314 section 7.3).");
  if (start == "_smtp") tell(Severity::warning, record.line, "_smtp is asked for by nobody; the name is _submission (RFC 6186 section 3.1).");
}

void Reader::sort() {
  for (const ZoneRecord& record : zone_.records) {
    if (record.type != "SRV") continue;
    const auto* const known = std::find_if(mail_services.begin(), mail_services.end(),
                                           [&](const MailService& service) { return record.name == service_name(service, address_.domain()); });
    if (known == mail_services.end()) {
      pass_over(record);
      continue;
    }
    const auto service = static_cast<std::size_t>(known - mail_services.begin());
    services_[service].push_back(record.data);
    lines_[service].push_back(record.line);
  }
}

// RFC 2782: the target must not be an alias.
void Reader::find_aliases() {
  std::map<std::string_view, std::size_t> aliases;
  for (const ZoneRecord& record : zone_.records) {
    if (record.type == "CNAME") aliases.emplace(record.name, record.line);
  }
  for (std::size_t service = 0; service < services_.size(); ++service) {
    for (std::size_t i = 0; i < services_[service].size(); ++i) {
      const std::string target = lower_case(target_of(services_[service][i]));
      const auto alias = aliases.find(target);
      if (alias == aliases.end()) continue;
      tell(Severity::problem, lines_[service][i],
           "The target " + one_line(target, 100) + " is an alias (CNAME in line " + std::to_string(alias->second) +
               "); it must not be one (RFC 2782).");
    }
  }
}

std::span<const Endpoint> Reader::endpoints(Protocol protocol) const {
  constexpr std::size_t most = 8;
  static constexpr SignIn password{};
  const std::span<const SignIn> methods = arena_.keep_list<SignIn>(std::span(&password, 1));
  std::vector<Endpoint> list;
  for (std::size_t i = 0; i < mail_services.size(); ++i) {
    if (mail_services[i].protocol != protocol) continue;
    const std::vector<SrvRecord> records = read_srv(services_[i]);
    for (const SrvRecord& record : records) {
      if (record.target.empty() || list.size() >= most) continue;
      // RFC 6186 section 4: the whole address is the user name to try first.
      list.push_back({arena_.keep(record.target), record.port, mail_services[i].security, arena_.keep(address_.text()), methods});
    }
  }
  return arena_.keep_list<Endpoint>(list);
}

Expected<Configuration> Reader::read() {
  sort();
  const bool any = std::any_of(services_.begin(), services_.end(), [](const auto& records) { return !records.empty(); });
  if (!any)
    return Fault{"The zone holds no SRV record for mail at " + std::string(address_.domain()) + ", such as " +
                     service_name(mail_services[0], address_.domain()) + ".",
                 0};
  for (const ZoneFault& fault : zone_.faults) tell(Severity::warning, fault.line, "Passed over: " + fault.sentence);
  for (const SrvFault& fault : find_srv_faults(services_)) {
    const std::vector<std::size_t>& lines = lines_[fault.service];
    const std::string text = fault.text + ' ' + fault.mend;
    if (fault.record < lines.size()) tell(fault.severity, lines[fault.record], text);
    else problems_.push_back({fault.severity, "zone", keep_as_utf8(arena_, text)});
  }
  find_aliases();
  Configuration result;
  result.settings.imap = endpoints(Protocol::imap);
  result.settings.pop3 = endpoints(Protocol::pop3);
  result.settings.smtp = endpoints(Protocol::smtp);
  result.problems = std::move(problems_);
  return result;
}

}  // namespace

Expected<Configuration> read_service_zone(std::string_view text, const Address& address, Arena& arena) {
  if (text.size() > largest_configuration) return Fault{"The zone file has more than " + std::to_string(largest_configuration / 1024) + " kB.", 0};
  const Zone zone = read_zone(text, address.domain());
  return Reader(zone, address, arena).read();
}

}  // namespace homing
