// A response of HTTP/1.1, its first byte the size of the pieces in which it comes: they make no difference, and limits hold.
#include <algorithm>
#include <array>

#include "fuzz.hpp"
#include "read/http_response.hpp"

namespace {

using homing::HttpResponse;

constexpr std::array<std::string_view, 2> wanted{"content-type", "www-authenticate"};
constexpr std::size_t most = 4096;

void hear(HttpResponse& response, std::string_view text, std::size_t piece) {
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) response.hear(text.substr(0, piece));
  response.hear_end();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = text_of(data + 1, size - 1);
  HttpResponse at_once(wanted, most), in_pieces(wanted, most);
  hear(at_once, text, std::max<std::size_t>(text.size(), 1));
  hear(in_pieces, text, std::size_t{1} + data[0] % 16U);
  demand(at_once.state() != HttpResponse::State::wants_more, "a connection that has ended leaves nothing to wait for");
  demand(at_once.state() == in_pieces.state() && at_once.fields() == in_pieces.fields(), "the size of the pieces makes no difference");
  const homing::Secret body = at_once.take_body(), other = in_pieces.take_body();
  demand(body.reveal() == other.reveal(), "the size of the pieces makes no difference to the body");
  demand(body.reveal().size() <= most, "a body has a limit");
  const bool whole = at_once.state() == HttpResponse::State::whole;
  demand(whole || (body.empty() && at_once.fields().empty()), "of what is refused nothing is left");
  demand(!whole || (at_once.status() >= 200 && at_once.status() <= 599), "a whole response has a final status");
  for (const auto& [name, value] : at_once.fields()) {
    demand(std::find(wanted.begin(), wanted.end(), name) != wanted.end(), "only what is wanted is kept");
    demand(is_utf8(value) && value.find_first_of("\r\n") == std::string::npos, "a value is one line of UTF-8");
  }
  return 0;
}
