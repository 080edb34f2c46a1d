#pragma once
// Zone files (RFC 1035 section 5), as far as people write them to publish services.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace homing {

struct ZoneRecord {
  std::string name;  ///< whole, in lower case, without its last dot
  std::string type;  ///< in upper case
  std::string data;  ///< in presentation form; the names of SRV, MX and CNAME are whole and end with a dot
  std::size_t line;  ///< where it begins, counted from 1
};

struct ZoneFault {
  std::size_t line;
  std::string sentence;
};

struct Zone {
  std::vector<ZoneRecord> records;
  std::vector<ZoneFault> faults;  ///< of the lines that cannot be read; the others stay
};

/// Comments, quotation marks, parentheses, `@`, `$ORIGIN`, `$TTL`, names relative to the origin or left out, times and classes
/// in either order. `origin` is a domain without its last dot. At most 4096 records and 64 faults are kept.
Zone read_zone(std::string_view text, std::string_view origin);

}  // namespace homing
