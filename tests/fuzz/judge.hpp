#pragma once
// What holds for all settings that are read from strangers' files.
#include "fuzz.hpp"
#include "model/address.hpp"
#include "model/settings.hpp"

namespace judge {

inline bool is_line(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) return false;
  }
  return is_utf8(text);
}

inline bool is_https_url(std::string_view url) {
  for (const char c : url) {
    if (c <= 0x20 || c >= 0x7F) return false;
  }
  return url.starts_with("https://") && url.size() > std::string_view("https://").size();
}

inline void endpoint(const homing::Endpoint& endpoint) {
  const auto host = homing::parse_domain(endpoint.host.view());
  demand(host && *host == endpoint.host.view(), "a host is a name in its normal form");
  demand(endpoint.port != 0, "a server has a port");
  demand(is_line(endpoint.username), "a user name is a line of UTF-8");
  demand(!endpoint.auth.empty(), "a server has a way to sign in");
}

inline void settings(const homing::Settings& settings) {
  for (const homing::Protocol protocol : {homing::Protocol::imap, homing::Protocol::pop3, homing::Protocol::smtp}) {
    bool plain = false;
    for (const homing::Endpoint& server : settings.of(protocol)) {
      endpoint(server);
      demand(!plain || server.security == homing::Security::none, "what is not encrypted comes last");
      plain = server.security == homing::Security::none;
    }
    demand(settings.of(protocol).size() <= 64, "there are few servers");
  }
  demand(settings.services.size() <= 32, "there are few services");
  for (const homing::Service& service : settings.services) demand(is_https_url(service.url), "a service has an https URL");
}

inline void problems(const std::vector<homing::Problem>& problems) {
  for (const homing::Problem& problem : problems) {
    demand(!problem.text.empty() && is_utf8(problem.text) && is_utf8(problem.where), "a problem has a sentence");
  }
}

inline void refusal(const homing::Fault& fault) { demand(!fault.sentence.empty() && is_utf8(fault.sentence), "a refusal has a sentence"); }

}  // namespace judge
