// A zone file: any records, and what they say of mail.
#include "read/zone.hpp"

#include <algorithm>

#include "judge.hpp"
#include "read/configuration.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Address address = homing::parse_address("ada@contoso.example").value();
  const std::string_view text = text_of(data, size);
  const homing::Zone zone = homing::read_zone(text, "contoso.example");
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  demand(zone.records.size() <= lines && zone.faults.size() <= lines, "a line has at most one record or fault");
  for (const homing::ZoneRecord& record : zone.records) {
    demand(!record.name.empty() && !record.type.empty(), "a record has a name and a type");
    demand(record.line >= 1 && record.line <= lines, "a record stands in a line");
  }
  for (const homing::ZoneFault& fault : zone.faults) {
    demand(!fault.sentence.empty() && is_utf8(fault.sentence) && fault.line >= 1 && fault.line <= lines, "a fault has a line and a sentence");
  }
  homing::Arena arena;
  const auto read = homing::read_service_zone(text, address, arena);
  if (!read) return judge::refusal(read.error()), 0;
  judge::settings(read->settings);
  judge::problems(read->problems);
  return 0;
}
