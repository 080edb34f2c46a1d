// next_hop: a first line that is a URL, and a second that is a Location.
#include "read/redirect.hpp"
#include "fuzz.hpp"
#include "model/question.hpp"

namespace {

bool same_owner(std::string_view a, std::string_view b) {
  const std::string_view first = homing::registrable_domain(a);
  const std::string_view second = homing::registrable_domain(b);
  return (first.empty() ? a : first) == (second.empty() ? b : second);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Catalogue catalogue(homing::builtin_tables());
  std::string_view rest = text_of(data, size);
  std::string url(take_line(rest));
  // Only URLs that were asked are ever redirected, so they are good ones.
  if (!url.starts_with("https://") || !homing::parse_domain(homing::host_of(url))) url = "https://autoconfig.contoso.example/mail/config-v1.1.xml";
  const auto next = homing::next_hop(url, rest, catalogue);
  if (!next) {
    demand(!next.error().sentence.empty(), "a refusal has a sentence");
    return 0;
  }
  demand(next->starts_with("https://"), "a hop is https");
  const auto host = homing::parse_domain(homing::host_of(*next));
  demand(host.has_value(), "a hop has a good host");
  const auto from = homing::parse_domain(homing::host_of(url));
  const bool known = catalogue.host(*host) || catalogue.domain(*host) || catalogue.domain(homing::registrable_domain(*host));
  demand(known || same_owner(*from, *host), "a hop goes to the same owner or to somebody known");
  demand(rest.starts_with('/') || next->substr(0, next->find_first_of("/?#", 8)).find('@') == std::string::npos, "a hop carries no user");
  for (const char c : rest) demand(static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F, "a hop is plain ASCII");
  return 0;
}
