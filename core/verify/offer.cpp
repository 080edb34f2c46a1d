#include "verify/offer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/ascii.hpp"

namespace homing {
namespace {

struct Name {
  std::string_view mechanism;  // its start
  Method method;
};
// The IANA registry of SASL mechanisms, and what is in use beside it.
constexpr std::array<Name, 12> names{{{"XOAUTH2", Method::oauth2},
                                      {"OAUTHBEARER", Method::oauth2},
                                      {"PLAIN", Method::password},
                                      {"LOGIN", Method::password},
                                      {"SCRAM-", Method::password_encrypted},
                                      {"CRAM-MD5", Method::password_encrypted},
                                      {"DIGEST-MD5", Method::password_encrypted},
                                      {"NTLM", Method::ntlm},
                                      {"GSSAPI", Method::gssapi},
                                      {"GSS-SPNEGO", Method::gssapi},
                                      {"GS2-KRB5", Method::gssapi},
                                      {"EXTERNAL", Method::client_certificate}}};

void add_words(std::string_view line, std::vector<std::string_view>& words) {
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find_first_of(" ="));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    if (!word.empty()) words.push_back(word);
  }
}

// The names of mechanisms, however the protocol writes them: `AUTH=PLAIN`, `AUTH PLAIN LOGIN`, `SASL PLAIN`.
std::vector<std::string_view> mechanisms(Protocol protocol, const Gist& gist) {
  std::vector<std::string_view> words;
  const std::string_view lead = protocol == Protocol::pop3 ? "SASL" : "AUTH";
  for (const std::string& line : gist.capabilities) {
    if (same_word(std::string_view(line).substr(0, lead.size()), lead) && line.size() > lead.size())
      add_words(std::string_view(line).substr(lead.size()), words);
  }
  return words;
}

bool lists(const Gist& gist, std::string_view word) {
  return std::any_of(gist.capabilities.begin(), gist.capabilities.end(), [&](const std::string& line) { return same_word(line, word); });
}

bool takes_plain_login(Protocol protocol, const Gist& gist) {
  if (protocol == Protocol::imap) return !gist.capabilities.empty() && !lists(gist, "LOGINDISABLED");
  return protocol == Protocol::pop3 && lists(gist, "USER");
}

}  // namespace

std::vector<Method> offered_methods(Protocol protocol, const Gist& gist) {
  std::vector<Method> methods;
  if (takes_plain_login(protocol, gist)) methods.push_back(Method::password);
  for (const std::string_view mechanism : mechanisms(protocol, gist)) {
    const auto* const name = std::find_if(names.begin(), names.end(),
                                          [&](const Name& one) { return same_word(mechanism.substr(0, one.mechanism.size()), one.mechanism); });
    if (name != names.end()) methods.push_back(name->method);
  }
  std::sort(methods.begin(), methods.end());
  methods.erase(std::unique(methods.begin(), methods.end()), methods.end());
  return methods;
}

}  // namespace homing
