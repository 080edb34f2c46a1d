// read_token_response: a first line with a status code, then the body.
#include <charconv>

#include "judge.hpp"
#include "oauth/responses.hpp"

namespace {

bool is_token(std::string_view text) {
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F) return false;
  }
  return !text.empty() && text.size() <= 65536;
}

void judge_refusal(const homing::OAuthRefusal& refusal) {
  demand(!refusal.words.empty() && refusal.words.size() <= 4096 && judge::is_line(refusal.words), "a refusal has words, of one line");
  demand(judge::is_line(refusal.error) && refusal.error.size() <= 100, "an error is a word");
  demand(refusal.wait >= std::chrono::seconds(0), "nobody waits backwards");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view body = text_of(data, size);
  const std::string_view status = take_line(body);
  homing::Posted posted;
  std::from_chars(status.data(), status.data() + status.size(), posted.status);
  posted.headers = {{"retry-after", std::string(status)}, {"date", std::string(status)}};
  posted.body = homing::Secret(body);
  const auto read = homing::read_token_response(posted);
  if (const auto* const refusal = std::get_if<homing::OAuthRefusal>(&read)) {
    judge_refusal(*refusal);
    return 0;
  }
  const homing::Tokens& tokens = std::get<homing::Tokens>(read);
  demand(posted.status == 200, "only 200 gives tokens");
  demand(is_token(tokens.access.reveal()), "an access token can be sent");
  demand(tokens.refresh.empty() || is_token(tokens.refresh.reveal()), "a refresh token can be sent");
  demand(tokens.lifetime >= std::chrono::seconds(0) && tokens.lifetime <= std::chrono::hours(24 * 3660), "a lifetime is of this world");
  for (const std::string& scope : tokens.scopes) demand(!scope.empty() && scope.find(' ') == std::string::npos, "a scope is a word");
  return 0;
}
