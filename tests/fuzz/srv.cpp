// SRV records, one a line.
#include "read/srv.hpp"

#include <algorithm>
#include <tuple>

#include "fuzz.hpp"
#include "model/address.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  std::vector<std::string> lines;
  while (!rest.empty() && lines.size() < 256) lines.emplace_back(take_line(rest));
  const std::vector<homing::SrvRecord> records = homing::read_srv(lines);
  demand(records.size() <= std::min<std::size_t>(lines.size(), 64), "no service is invented, and there are few");
  demand(std::is_sorted(records.begin(), records.end(),
                        [](const auto& a, const auto& b) { return std::tie(a.priority, b.weight) < std::tie(b.priority, a.weight); }),
         "services are sorted by priority and weight");
  for (const homing::SrvRecord& record : records) {
    if (homing::is_not_offered(records)) continue;
    const auto host = homing::parse_domain(record.target);
    demand(host && *host == record.target, "a target is a name in its normal form");
    demand(record.port != 0, "a service has a port");
  }
  std::reverse(lines.begin(), lines.end());
  if (lines.size() <= 64) demand(homing::read_srv(lines) == records, "the order of the records does not matter");
  return 0;
}
