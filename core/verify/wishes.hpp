#pragma once
// What a caller may say about how an account signs in with OAuth2.
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/secret.hpp"
#include "model/words.hpp"

namespace homing {

/// How somebody signs in with OAuth2; what is empty is found out.
struct SignInWishes {
  Flow flow = Flow::browser;
  std::string client_id, redirect;  ///< the program as it is registered
  std::string certificate;          ///< the path of a PEM file (RFC 7523)
  std::string tenant;               ///< of Microsoft Entra: a GUID or a verified domain
  std::string issuer;               ///< an https URL with metadata (RFC 8414), instead of what the settings say
  std::string user;                 ///< who signs in, where that is not the mailbox's address
  std::vector<Access> accesses;     ///< what for; empty: all there is
  Secret client_secret;

  /// Names and values as the C ABI has them; the fault says what is expected.
  static bool knows(std::string_view name);
  Expected<void> set(std::string_view name, std::string_view value);
  SignInWishes copy() const;
};

}  // namespace homing
