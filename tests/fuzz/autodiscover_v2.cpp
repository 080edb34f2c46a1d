// read_autodiscover_v2: the JSON form of Autodiscover.
#include "read/autodiscover_v2.hpp"

#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing::Arena arena;
  const auto read = homing::read_autodiscover_v2(text_of(data, size), arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(judge::is_line(read->protocol) && !read->protocol.empty(), "an answer names its protocol");
  demand(judge::is_https_url(read->url), "an answer has an https URL");
  return 0;
}
