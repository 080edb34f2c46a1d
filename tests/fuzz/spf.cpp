// TXT records, one a line: whom an SPF record includes.
#include "read/spf.hpp"

#include <algorithm>

#include "fuzz.hpp"
#include "read/spf_rules.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  std::vector<std::string> lines;
  while (!rest.empty() && lines.size() < 64) lines.emplace_back(take_line(rest));
  const std::vector<std::string> names = homing::spf_includes(lines);
  demand(names.size() <= 32, "there are few names");
  for (const std::string& name : names) {
    demand(!name.empty() && name.size() <= 253 && name.front() != '.' && name.back() != '.', "a name is a name");
    demand(std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F && !(c >= 'A' && c <= 'Z'); }),
           "a name is lower-case ASCII");
    demand(std::count(names.begin(), names.end(), name) == 1, "a name stands once");
  }
  const homing::SpfRules rules = homing::read_spf_rules(lines);
  demand(rules.records <= lines.size() && rules.look_ups <= 257, "what is counted is there");
  demand(std::string_view("\0+-~?", 5).find(rules.others) != std::string_view::npos, "a qualifier is one of four, or none");
  demand(rules.others == '\0' || rules.redirect.empty(), "an all leaves no redirect");
  demand(is_utf8(rules.unknown), "what is shown is UTF-8");
  // A redirect takes a place among the names, of which there are 32 at the most.
  const bool all_are_there = names.size() < 32;
  for (const std::string& name : rules.includes) {
    demand(!all_are_there || std::count(names.begin(), names.end(), name) == 1, "an include is a name of the record");
  }
  return 0;
}
