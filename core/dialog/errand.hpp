#pragma once
// What is to be done at a mail server.
#include <string>
#include <vector>

#include "model/secret.hpp"
#include "model/words.hpp"

namespace homing {

/// Whoever signs in. `method` is what the caller has allowed: oauth2, password or password_encrypted.
struct Credentials {
  Method method = Method::password;
  std::string username;
  const Secret* secret = nullptr;  ///< never null
  std::string host;                ///< RFC 7628 section 3.1 wants to know where
  int port = 0;
};

/// One message to submit (RFC 6409).
struct Letter {
  std::string message_id;  ///< with its angle brackets
  std::string from;        ///< the reverse-path
  std::vector<std::string> to;
  std::string bytes;        ///< RFC 5322, CRLF line ends, already dot-stuffed, with its last line "."
  bool needs_utf8 = false;  ///< an address needs SMTPUTF8 (RFC 6531)
  std::string notify;       ///< NOTIFY of RFC 3461, such as SUCCESS,FAILURE,DELAY; empty: not asked for
};

struct Errand {
  bool implicit_tls = true;            ///< TLS from the first byte; else STARTTLS must succeed
  const Credentials* login = nullptr;  ///< null: nobody signs in
  std::string sender;                  ///< submission: for MAIL FROM, which is taken back at once; empty: not tried
  std::string find;                    ///< IMAP, POP3: the Message-ID of a message to look for, with its angle brackets; empty: none
  const Letter* letter = nullptr;      ///< submission
};

}  // namespace homing
