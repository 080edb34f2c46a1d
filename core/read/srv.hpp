#pragma once
// SRV answers (RFC 2782, RFC 6186): presentation form into a list in the order to be tried.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/words.hpp"

namespace homing {

struct SrvRecord {
  std::uint16_t priority = 0, weight = 0, port = 0;
  std::string target;  ///< lower case, without the trailing dot; empty where the service is not offered

  friend bool operator==(const SrvRecord&, const SrvRecord&) = default;
};

/// A service that leads to a mail server.
struct MailService {
  std::string_view name;
  Protocol protocol;
  Security security;
};

/// The ones with implicit TLS first (RFC 8314 section 5.1); those without an `s` upgrade with STARTTLS (RFC 6186 section 3).
inline constexpr std::array<MailService, 6> mail_services{{{"imaps", Protocol::imap, Security::tls},
                                                           {"imap", Protocol::imap, Security::starttls},
                                                           {"pop3s", Protocol::pop3, Security::tls},
                                                           {"pop3", Protocol::pop3, Security::starttls},
                                                           {"submissions", Protocol::smtp, Security::tls},
                                                           {"submission", Protocol::smtp, Security::starttls}}};

/// `_imaps._tcp.contoso.example`.
std::string service_name(const MailService& service, std::string_view domain);

/// By priority; then the heavier first, where RFC 2782 would cast lots, then by name: equal sets read the same. Records that
/// are not `<priority> <weight> <port> <host>` are dropped, and so is the target `.` beside others.
std::vector<SrvRecord> read_srv(const std::vector<std::string>& records);

/// RFC 2782: the single target `.` says that the service is decidedly not available at this domain.
bool is_not_offered(const std::vector<SrvRecord>& records);

}  // namespace homing
