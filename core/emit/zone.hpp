#pragma once
// What a domain's DNS says about its mail (RFC 1035 section 5), record by record.
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace homing {

struct DnsRecord {
  std::string name;  ///< whole, without its last dot
  std::string type;
  std::string data;  ///< in presentation form, without quotation marks

  friend bool operator==(const DnsRecord&, const DnsRecord&) = default;
};

/// The SRV records of the servers (RFC 6186, RFC 8314 section 5.1), first come first tried; `.` for a protocol that is not
/// offered (RFC 6186 section 3.4).
std::vector<DnsRecord> emit_services(const Settings& settings, std::string_view domain);

/// The aliases of the web hosts at which programs ask: autoconfig and ua-auto-config lead to `web_host`, autodiscover too, or to
/// Microsoft's host of the cloud where the mailboxes are (learn.microsoft.com/microsoft-365/enterprise/
/// external-domain-name-system-records, and the pages of each cloud).
std::vector<DnsRecord> emit_aliases(const Mailbox& mailbox, std::string_view domain, std::string_view web_host);

/// The host to which `autodiscover` of a Microsoft 365 domain must lead; empty for any other mailbox.
std::string_view autodiscover_host(const Mailbox& mailbox);

/// `NAME. 3600 IN TYPE DATA`; the text of a TXT in quotation marks, cut into strings of 255 bytes.
std::string zone_line(const DnsRecord& record);

}  // namespace homing
