#include "read/srv_faults.hpp"

#include <algorithm>

#include "read/host.hpp"

namespace homing {
namespace {

struct Parts {
  std::vector<std::string_view> words;
  std::string_view port() const { return words[2]; }
  std::string_view target() const { return words[3].ends_with('.') && words[3] != "." ? words[3].substr(0, words[3].size() - 1) : words[3]; }
};

Parts split(std::string_view record) {
  Parts parts;
  while (!record.empty()) {
    const std::string_view word = record.substr(0, record.find(' '));
    if (!word.empty()) parts.words.push_back(word);
    record.remove_prefix(std::min(word.size() + 1, record.size()));
  }
  return parts;
}

class Judge {
 public:
  explicit Judge(const PublishedServices& services) : services_(services) {}
  std::vector<SrvFault> judge();

 private:
  void judge_record(std::size_t service, std::size_t record);
  void judge_port(std::size_t service, std::size_t record, std::string_view written);
  void judge_set();
  bool offers(std::string_view name) const;
  std::size_t index(std::string_view name) const;
  void judge_encryption(std::string_view with, std::string_view without);
  void add(Text id, Severity severity, std::size_t service, std::size_t record, std::string text, std::string mend) {
    faults_.push_back({id, severity, service, record, std::move(text), std::move(mend)});
  }

  const PublishedServices& services_;
  std::vector<SrvFault> faults_;
};

std::string underscored(std::string_view name) { return "_" + std::string(name) + "._tcp"; }

void Judge::judge_port(std::size_t service, std::size_t record, std::string_view written) {
  const MailService& mail = mail_services[service];
  const std::uint16_t port = read_port(written);
  const std::uint16_t usual = usual_port(mail.protocol, mail.security);
  if (port == usual || port == 0) return;
  const bool other_way = mail.security == Security::tls ? is_starttls_port(port) : is_tls_port(port);
  add("srv-unusual-port", other_way ? Severity::problem : Severity::warning, service, record,
      "Port " + std::to_string(port) + " is not usual for " + underscored(mail.name) + ", which stands for " +
          (mail.security == Security::tls ? "TLS from the first byte" : "STARTTLS") + " (RFC 8314)" +
          (other_way ? ", and servers at that port speak the other way." : "."),
      "Name port " + std::to_string(usual) + ".");
}

void Judge::judge_record(std::size_t service, std::size_t record) {
  const std::vector<std::string>& records = services_[service];
  const Parts parts = split(records[record]);
  const bool repeated = std::find(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(record), records[record]) !=
                        records.begin() + static_cast<std::ptrdiff_t>(record);
  if (repeated) return add("srv-duplicate", Severity::warning, service, record, "The same record stands there twice.", "Remove one of them.");
  if (parts.words.size() != 4)
    return add("srv-malformed", Severity::problem, service, record, "The record is not PRIORITY WEIGHT PORT TARGET (RFC 2782).", "Write it anew.");
  const std::string_view target = parts.target();
  if (target == ".") {
    const bool alone = records.size() == 1;
    if (!alone)
      add("srv-dot-beside-others", Severity::problem, service, record,
          "The target \".\" says that the service is not offered (RFC 2782), and other records say that it is.", "Remove it, or the others.");
    return;
  }
  const std::string shown = one_line(target, 100);
  if (is_ip_address(target))
    return add("srv-target-address", Severity::problem, service, record,
               "The target " + shown + " is an IP address; it must be a host name (RFC 2782).",
               "Name the host to which the server's certificate belongs.");
  if (const Expected<std::string> host = read_host(target); !host)
    return add("srv-malformed", Severity::problem, service, record, "The target \"" + shown + "\" is no host name.", "Name a host.");
  if (read_port(parts.port()) == 0)
    return add("srv-malformed", Severity::problem, service, record, "\"" + one_line(parts.port(), 20) + "\" is no port from 1 to 65535.",
               "Name a port.");
  judge_port(service, record, parts.port());
}

std::size_t Judge::index(std::string_view name) const {
  const auto* const found = std::find_if(mail_services.begin(), mail_services.end(), [&](const MailService& s) { return s.name == name; });
  return static_cast<std::size_t>(found - mail_services.begin());
}

bool Judge::offers(std::string_view name) const {
  const std::vector<SrvRecord> records = read_srv(services_[index(name)]);
  return !records.empty() && !is_not_offered(records);
}

void Judge::judge_encryption(std::string_view with, std::string_view without) {
  if (!offers(without) || offers(with)) return;
  add("srv-without-tls", Severity::warning, index(without), 0,
      underscored(without) + " is published without " + underscored(with) +
          ": programs must begin in plain text and upgrade, though TLS from the first byte is preferred (RFC 8314 section 3).",
      "Offer and publish " + underscored(with) + ".");
}

void Judge::judge_set() {
  judge_encryption("imaps", "imap");
  judge_encryption("pop3s", "pop3");
  const bool receives = offers("imaps") || offers("imap") || offers("pop3s") || offers("pop3");
  const bool sends = offers("submissions") || offers("submission");
  if (receives && !sends)
    add("srv-submission-missing", Severity::problem, index("submissions"), 0, "Servers to receive mail are published, and none to send it.",
        "Publish _submissions._tcp (port 465) or _submission._tcp (port 587).");
  if (sends && !receives)
    add("srv-receiving-missing", Severity::problem, index("imaps"), 0, "A server to send mail is published, and none to receive it.",
        "Publish _imaps._tcp (port 993).");
}

std::vector<SrvFault> Judge::judge() {
  for (std::size_t service = 0; service < services_.size(); ++service) {
    for (std::size_t record = 0; record < services_[service].size(); ++record) judge_record(service, record);
  }
  judge_set();
  return std::move(faults_);
}

}  // namespace

std::vector<SrvFault> find_srv_faults(const PublishedServices& services) { return Judge(services).judge(); }

}  // namespace homing
