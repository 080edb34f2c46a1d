#include "source/autoconfig.hpp"

namespace homing {
namespace {

// RFC 3986 section 2.3: everything but the unreserved characters is escaped.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) result += c;
    else result += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

}  // namespace

void AutoconfigSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  Publication own{{Ask::https, autoconfig_url(domain)}};
  own.telling = true;
  if (subject().permissions.send_address) {
    own.question.name += "?emailaddress=" + percent_encoded(subject().address.text());
    own.discloses = Disclosure::address;
  }
  ask_for(std::move(own), notebook);
  // The draft gives this one no address.
  Publication well_known{{Ask::https, "https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"}};
  well_known.place = 1;
  ask_for(std::move(well_known), notebook);
}

}  // namespace homing
