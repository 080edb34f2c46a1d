#pragma once
// What an SPF record says of those who send (RFC 7208).
#include <string>
#include <vector>

namespace homing {

struct SpfRules {
  std::size_t records = 0;            ///< how many there are; more than one count as broken (section 4.5)
  std::string record;                 ///< the first
  std::vector<std::string> includes;  ///< as `spf_includes` has them, without the redirect
  std::string redirect;               ///< empty: none, or not followed because of an `all` (section 6.1)
  unsigned look_ups = 0;              ///< terms of this record alone that ask the DNS (section 4.6.4)
  char others = '\0';                 ///< how an address that nothing else matches is qualified: + - ~ ?, or NUL without an `all`
  std::string unknown;                ///< the first term that no standard knows: a permanent error (section 4.6)
};

/// The rules among TXT records.
SpfRules read_spf_rules(const std::vector<std::string>& txt_records);

}  // namespace homing
