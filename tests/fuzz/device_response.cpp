// read_device_response: the body of an answer of 200.
#include "judge.hpp"
#include "oauth/responses.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing::Posted posted;
  posted.status = 200;
  posted.body = homing::Secret(text_of(data, size));
  const auto read = homing::read_device_response(posted);
  if (const auto* const refusal = std::get_if<homing::OAuthRefusal>(&read)) {
    demand(!refusal->words.empty() && judge::is_line(refusal->words), "a refusal has words, of one line");
    return 0;
  }
  const homing::DeviceCode& code = std::get<homing::DeviceCode>(read);
  demand(!code.device_code.empty(), "there is a code for the program");
  demand(!code.user_code.empty() && code.user_code.size() <= 64 && judge::is_line(code.user_code), "the code for people can be shown");
  demand(judge::is_https_url(code.page), "the page is an https URL");
  demand(code.page_with_code.empty() || judge::is_https_url(code.page_with_code), "so is the one with the code");
  demand(code.interval >= std::chrono::seconds(1) && code.interval <= std::chrono::seconds(60), "it is asked neither at once nor never");
  demand(code.lifetime >= std::chrono::seconds(1) && code.lifetime <= std::chrono::hours(1), "the code is good for an hour at most");
  return 0;
}
