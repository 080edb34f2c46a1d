// parse_address: what people type.
#include "model/address.hpp"
#include "fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view typed = text_of(data, size);
  const auto address = homing::parse_address(typed);
  if (!address) {
    demand(!address.error().sentence.empty() && is_utf8(address.error().sentence), "a refusal has a sentence");
    demand(address.error().position <= size, "a refusal names a place in what was typed");
    return 0;
  }
  demand(is_utf8(address->text()), "an address is UTF-8");
  demand(std::string(address->local()) + '@' + std::string(address->domain()) == address->text(), "an address has two parts");
  demand(!address->local().empty() && address->local().size() <= 64, "a local part has 1 to 64 bytes");
  const auto domain = homing::parse_domain(address->domain());
  demand(domain && *domain == address->domain(), "the domain is in its normal form");
  const auto again = homing::parse_address(address->text());
  demand(again && again->text() == address->text() && again->local() == address->local(), "an address reads as itself");
  return 0;
}
