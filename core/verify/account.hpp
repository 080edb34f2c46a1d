#pragma once
// A mail address together with what it takes to use it. A verification and a test message start from one.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/secret.hpp"
#include "model/words.hpp"
#include "verify/wishes.hpp"

namespace homing {

/// A server that the caller names, instead of those that were found.
struct NamedServer {
  Protocol protocol = Protocol::imap;
  Security security = Security::tls;
  std::string host;
  int port = 0;
};

/// How a test message goes: `graph` by Microsoft Graph; `automatic` so where submission is switched off for the mailbox.
enum class Via : std::uint8_t { smtp, graph, automatic };

struct Account {
  enum class Kind : std::uint8_t { nothing, password, token };

  std::string address;              ///< as it was typed
  std::vector<Protocol> protocols;  ///< to be tried; empty: all for which there is a server
  std::optional<Method> method;     ///< the one way that may be tried, whatever is known of it; else those that are not retired
  std::string username;             ///< empty: what the settings say
  std::optional<NamedServer> server;
  std::vector<int> more_ports;  ///< 465 and 25, which are tried on request only
  std::string find;             ///< the Message-ID of a message to look for, with its angle brackets
  std::string from;             ///< of a test message; empty: the account's address
  std::string notify;           ///< of a test message: delivery reports, such as SUCCESS,FAILURE (RFC 3461)
  std::string subject, text;    ///< of a test message; empty: ours
  Via via = Via::smtp;
  SignInWishes sign_in;
  Secret secret;
  Kind kind = Kind::nothing;

  /// Names and values as the C ABI has them; the fault says what is expected.
  Expected<void> set(std::string_view name, std::string_view value);
  /// A password or an access token (RFC 6749); no line breaks and no NUL, which no protocol could say.
  Expected<void> set_secret(Kind kind, std::string_view bytes);
  Expected<void> set_client_secret(std::string_view bytes);
  /// Nobody signs in, whatever is kept.
  bool stays_outside() const { return method == Method::none; }
  /// The method and the secret belong together.
  Expected<void> check() const;
  std::shared_ptr<Account> copy() const;
};

}  // namespace homing
