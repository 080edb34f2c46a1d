#pragma once
// MX answers: presentation form into a sorted set.
#include <cstdint>
#include <string>
#include <vector>

namespace homing {

struct MailExchanger {
  std::uint16_t preference = 0;
  std::string host;  ///< lower case, without the trailing dot; empty in a null MX

  friend bool operator==(const MailExchanger&, const MailExchanger&) = default;
};

/// Sorted by preference (RFC 5321 section 5.1), then by name so that equal sets read the same. Records that are not
/// `<preference> <host>` are dropped.
std::vector<MailExchanger> read_mx(const std::vector<std::string>& records);

/// RFC 7505: a single `0 .` says that the domain takes no mail.
bool is_null_mx(const std::vector<MailExchanger>& exchangers);

}  // namespace homing
