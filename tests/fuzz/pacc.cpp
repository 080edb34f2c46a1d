// read_pacc: a line with a TXT record, then the document.
#include "read/pacc.hpp"

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "judge.hpp"

namespace {

void judge_services(const homing::Settings& settings) {
  demand(settings.services.size() <= 5, "there are few services");
  for (const homing::Service& service : settings.services) {
    const bool sieve = service.type == homing::ServiceType::managesieve && service.url.view().starts_with("sieve://");
    demand(sieve || judge::is_https_url(service.url), "a service has its URL");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Address address = *homing::parse_address("ada@contoso.example");
  std::string_view body = text_of(data, size);
  const std::string record(take_line(body));
  const homing::PaccDigest alone = homing::check_pacc_digest({record}, body);
  const std::string good = "v=UAAC1; a=sha256; d=" + homing::to_base64(homing::sha256(body));
  demand(homing::check_pacc_digest({record, good}, body) == homing::PaccDigest::matches, "a record that matches is enough");
  demand(alone != homing::PaccDigest::matches || record.find("UAAC1") != std::string::npos, "only a record of this version matches");
  homing::Arena arena;
  const auto read = homing::read_pacc(body, address, arena);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  for (const homing::Protocol protocol : {homing::Protocol::imap, homing::Protocol::pop3, homing::Protocol::smtp}) {
    for (const homing::Endpoint& server : read->settings.of(protocol)) {
      judge::endpoint(server);
      demand(server.security == homing::Security::tls, "a server speaks implicit TLS");
    }
  }
  judge_services(read->settings);
  judge::problems(read->problems);
  demand(judge::is_line(read->provider), "a provider's name is a line");
  demand(read->issuer.empty() || is_utf8(read->issuer), "an issuer is a text");
  return 0;
}
