// read_realm: Microsoft's realm discovery.
#include "read/realm.hpp"

#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing::Arena arena;
  const auto read = homing::read_realm(text_of(data, size), arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(judge::is_line(read->brand) && read->brand.size() <= 260, "a brand is a line");
  demand(judge::is_line(read->cloud_instance) && read->cloud_instance.size() <= 100, "a cloud is a short line");
  if (read->sign_in_host.empty()) return 0;
  const auto host = homing::parse_domain(read->sign_in_host.view());
  demand(host && *host == read->sign_in_host.view(), "a host is a name in its normal form");
  demand(read->kind == homing::Realm::Kind::federated || read->kind == homing::Realm::Kind::consumer, "only federations sign in elsewhere");
  return 0;
}
