#include "emit/zone.hpp"

#include <algorithm>

#include "emit/servers.hpp"

namespace homing {
namespace {

struct ServiceRow {
  std::string_view name;
  Protocol protocol;
  Security security;
};

constexpr ServiceRow services[] = {{"imaps", Protocol::imap, Security::tls},       {"imap", Protocol::imap, Security::starttls},
                                   {"pop3s", Protocol::pop3, Security::tls},       {"pop3", Protocol::pop3, Security::starttls},
                                   {"submissions", Protocol::smtp, Security::tls}, {"submission", Protocol::smtp, Security::starttls}};

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 255;  // RFC 1035 section 3.3.14
  std::string result;
  while (!text.empty() || result.empty()) {
    result += result.empty() ? "\"" : " \"";
    for (const char c : text.substr(0, longest)) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    result += '"';
    text.remove_prefix(std::min(longest, text.size()));
  }
  return result;
}

}  // namespace

std::vector<DnsRecord> emit_services(const Settings& settings, std::string_view domain) {
  std::vector<DnsRecord> records;
  for (const ServiceRow& service : services) {
    const std::string name = "_" + std::string(service.name) + "._tcp." + std::string(domain);
    const std::vector<Endpoint> servers = published_servers(settings, service.protocol);
    std::size_t priority = 0;
    for (const Endpoint& endpoint : servers) {
      if (endpoint.security != service.security) continue;
      records.push_back({name, "SRV", std::to_string(priority) + " 1 " + std::to_string(endpoint.port) + ' ' + std::string(endpoint.host) + '.'});
      priority += 10;
    }
    if (servers.empty()) records.push_back({name, "SRV", "0 0 0 ."});
  }
  return records;
}

std::string_view autodiscover_host(const Mailbox& mailbox) {
  if (mailbox.kind != Kind::microsoft365) return {};
  switch (mailbox.cloud) {
    case Cloud::worldwide: return "autodiscover.outlook.com";
    case Cloud::gcc_high: return "autodiscover.office365.us";
    case Cloud::dod: return "autodiscover-dod.office365.us";
    case Cloud::china: return "autodiscover.partner.outlook.cn";
    default: return {};
  }
}

std::vector<DnsRecord> emit_aliases(const Mailbox& mailbox, std::string_view domain, std::string_view web_host) {
  std::vector<DnsRecord> records;
  const auto add = [&](std::string_view label, std::string_view target) {
    if (!target.empty()) records.push_back({std::string(label) + '.' + std::string(domain), "CNAME", std::string(target) + '.'});
  };
  add("autoconfig", web_host);
  add("ua-auto-config", web_host);
  add("autodiscover", mailbox.kind == Kind::microsoft365 ? autodiscover_host(mailbox) : web_host);
  return records;
}

std::string zone_line(const DnsRecord& record) {
  return record.name + ". 3600 IN " + record.type + ' ' + (record.type == "TXT" ? quoted(record.data) : record.data);
}

}  // namespace homing
