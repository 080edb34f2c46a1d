// The head of a request of HTTP/1.1: what is read from it is what may be in one.
#include <algorithm>

#include "fuzz.hpp"
#include "read/http_request.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const auto read = homing::read_http_request(text);
  if (!read) {
    demand(!read.error().sentence.empty(), "a refusal has a sentence");
    demand(!homing::read_http_request(std::string(text) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "what is refused stays refused");
    return 0;
  }
  if (!read->has_value()) {
    demand(text.find("\r\n\r\n", 2) == std::string_view::npos, "a whole head is no part");
    return 0;
  }
  const homing::HttpRequest& request = **read;
  const std::string_view target = request.target.reveal();
  demand(!request.method.empty() && text.find(request.method) <= 2, "the method comes first");
  demand(target.starts_with('/') && target.find_first_of(" \r\n") == std::string_view::npos, "the target is a path");
  demand(text.find(target) != std::string_view::npos && text.find(request.host) != std::string_view::npos, "nothing is invented");
  for (const char c : request.host) demand(c > 0x20 && c < 0x7F, "a host is one word");
  return 0;
}
