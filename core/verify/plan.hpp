#pragma once
// Which servers are tried, in which order, and how it may be signed in there.
#include <optional>
#include <string>
#include <vector>

#include "model/address.hpp"
#include "model/resolution.hpp"
#include "verify/account.hpp"

namespace homing {

/// One server that may be tried.
struct Trial {
  Protocol protocol = Protocol::imap;
  Security security = Security::tls;  ///< tls or starttls; nothing is tried in plain text
  std::string host;
  int port = 0;
  std::string username;
  std::optional<Method> method;  ///< nothing: nobody signs in
  std::string refusal;           ///< why not, where the caller has a secret: a sentence
  bool listed = true;            ///< the settings name this server; else it is the same host's other port
  std::vector<SignIn> known;     ///< the ways to sign in that the settings name

  /// `imaps://host:993` (model/question.hpp).
  std::string name() const;
};

/// For one protocol, best first. Empty where no server is known.
std::vector<Trial> trials(Protocol protocol, const Resolution& resolution, const Address& address, const Account& account);

}  // namespace homing
