// read_record: what is read is written and read again the same.
#include "oauth/record.hpp"
#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = homing::read_record(homing::Secret(text_of(data, size)));
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(!read->address.empty() && !read->client_id.empty(), "a record is of somebody");
  const homing::Authority& authority = read->authority;
  demand(judge::is_https_url(authority.token_endpoint), "a refresh token is sent to an https URL");
  for (const std::string* const url : {&authority.authorization_endpoint, &authority.device_authorization_endpoint, &authority.revocation_endpoint}) {
    demand(url->empty() || judge::is_https_url(*url), "an endpoint is an https URL");
  }
  const homing::Secret written = homing::write_record(*read);
  const auto again = homing::read_record(written);
  demand(again.has_value(), "what was written is read");
  demand(homing::write_record(*again).reveal() == written.reveal(), "and is the same");
  return 0;
}
