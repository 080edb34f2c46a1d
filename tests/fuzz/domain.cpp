// parse_domain and what is derived from domains.
#include "fuzz.hpp"
#include "model/address.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view typed = text_of(data, size);
  const auto domain = homing::parse_domain(typed);
  if (!domain) {
    demand(!domain.error().sentence.empty() && domain.error().position <= size, "a refusal says what and where");
    return 0;
  }
  demand(!domain->empty() && domain->size() <= 253 && domain->back() != '.', "a domain has 1 to 253 characters and no last dot");
  for (const char c : *domain) {
    demand((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.', "a domain is lower-case ASCII");
  }
  const auto again = homing::parse_domain(*domain);
  demand(again && *again == *domain, "a domain reads as itself");
  demand(homing::is_within(*domain, *domain), "a domain lies within itself");
  const std::string_view registrable = homing::registrable_domain(*domain);
  demand(registrable.empty() || homing::is_within(*domain, registrable), "a domain lies within its registrable domain");
  const std::string_view parent = homing::without_first_label(*domain);
  demand(parent.empty() || homing::is_within(*domain, parent), "a domain lies within its parent");
  return 0;
}
