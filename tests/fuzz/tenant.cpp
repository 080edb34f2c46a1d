// read_tenant: OpenID configurations.
#include "read/tenant.hpp"

#include <algorithm>

#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing::Arena arena;
  const auto read = homing::read_tenant(text_of(data, size), arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  const std::string_view id = read->id;
  demand(id.size() == 36 && std::count(id.begin(), id.end(), '-') == 4, "a tenant has a GUID");
  demand(id.find_first_not_of("0123456789abcdef-") == std::string_view::npos, "a GUID is in lower case");
  demand(read->consumer == (id == homing::consumer_tenant), "the tenant of personal accounts is one");
  for (const homing::Text& text : {read->region, read->sub_scope, read->cloud_instance}) {
    demand(judge::is_line(text) && text.size() <= 100, "what a tenant says of itself is a short line");
  }
  return 0;
}
