// TXT records, one a line: what a domain wants done with mail that only pretends to come from it.
#include "read/dmarc.hpp"

#include <algorithm>

#include "fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  std::vector<std::string> lines;
  while (!rest.empty() && lines.size() < 64) lines.emplace_back(take_line(rest));
  const homing::Dmarc dmarc = homing::read_dmarc(lines);
  for (const std::string& policy : {dmarc.policy, dmarc.subdomains}) {
    demand(policy.empty() || policy == "none" || policy == "quarantine" || policy == "reject", "a policy is one of three");
  }
  demand(dmarc.records == 1 || dmarc.policy.empty(), "one record alone counts");
  demand((dmarc.records == 0) == dmarc.record.empty(), "a record that counts is told");
  return 0;
}
