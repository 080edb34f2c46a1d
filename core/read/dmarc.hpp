#pragma once
// What a domain wants done with mail that only pretends to come from it (DMARC, RFC 7489).
#include <string>
#include <vector>

namespace homing {

struct Dmarc {
  std::size_t records = 0;  ///< more than one count as none (section 6.6.3)
  std::string record;       ///< the first
  std::string policy;       ///< none, quarantine, reject; empty: no record that can be used
  std::string subdomains;   ///< the policy for names below it
};

/// The policy among the TXT records of `_dmarc`.
Dmarc read_dmarc(const std::vector<std::string>& txt_records);

}  // namespace homing
