#pragma once
// The ways to send for a domain (manifests/sending.json).
#include "model/client_tables.hpp"
#include "model/sending_words.hpp"

namespace homing::table {

/// What an option needs and the DNS does not show; `unknown`: of mailboxes of any kind.
struct Need {
  TextRef text;
  Kind kind;
};
struct SendingServer {
  ServerOf of;
  TextRef host;  ///< of a named one
  std::uint16_t port;
  Security security;
  Range auth;  ///< sign-ins
};
struct SendingOption {
  TextRef id, name;
  SendingServer server;
  Recipients recipients;
  Range clouds, undocumented_clouds;  ///< texts
  bool elsewhere;                     ///< other providers offer it, too
  SpfOf spf;
  TextRef proof_name, proof_target;  ///< an alias that shows the option in use; may be empty
  TextRef limits;
  bool limits_of_mailbox;
  Range needs;
  TextRef link;
};

}  // namespace homing::table
