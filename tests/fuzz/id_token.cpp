// read_id_token: the token, or its claims where the input is a JSON object.
#include "crypto/base64.hpp"
#include "judge.hpp"
#include "oauth/identity.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const bool claims = text.starts_with('{');
  const auto read = homing::read_id_token(homing::Secret(claims ? "e30." + homing::to_base64url(text) + ".c2ln" : std::string(text)));
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(!read->iss.empty() && !read->audiences.empty(), "an ID token is from somebody and for somebody");
  demand(homing::is_issuer(read->iss, read->iss), "an issuer is itself");
  for (const std::string* const line : {&read->iss, &read->nonce, &read->subject, &read->tenant}) demand(judge::is_line(*line), "a claim is a line");
  demand(read->names.size() <= 64, "there are few names");
  for (const std::string& name : read->names) {
    demand(!name.empty() && judge::is_line(name), "a name is a line");
    demand(homing::is_named(*read, name), "whoever is named is named");
  }
  return 0;
}
