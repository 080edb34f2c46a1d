// read_oauth_metadata: a line with the issuer, then its metadata.
#include "read/oauth_metadata.hpp"

#include "judge.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view json = text_of(data, size);
  const std::string_view issuer = take_line(json);
  const std::string url = homing::oauth_metadata_url(issuer);
  demand(url.empty() || judge::is_https_url(url), "metadata stand at an https URL");
  homing::Arena arena;
  const auto read = homing::read_oauth_metadata(json, issuer, arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(read->issuer == issuer, "the issuer is the one that was asked");
  demand(judge::is_https_url(read->token_endpoint), "there is a token endpoint");
  for (const homing::Text& endpoint : {read->authorization_endpoint, read->device_authorization_endpoint}) {
    demand(endpoint.empty() || judge::is_https_url(endpoint), "an endpoint is an https URL");
  }
  for (const std::span<const homing::Text> scopes : {read->imap_scopes, read->pop3_scopes, read->smtp_scopes, read->refresh_scopes}) {
    demand(scopes.size() <= 64, "there are few scopes");
    for (const homing::Text& scope : scopes)
      demand(!scope.empty() && judge::is_line(scope) && scope.view().find(' ') == std::string_view::npos, "a scope is a word");
  }
  return 0;
}
