#pragma once
// What came of a talk with one mail server: values that outlive the connection.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/question.hpp"
#include "model/words.hpp"

namespace homing {

/// One step that has ended.
struct StepTaken {
  Step step = Step::dns;
  bool ok = false;
  double ms = 0;               ///< how long it took
  std::string reply;           ///< the server's own words, without secrets, in valid UTF-8; may have several lines
  bool in_plain_text = false;  ///< the channel was not encrypted yet
};

/// A certificate as it was shown (RFC 5280), trusted or not.
struct CertificateFacts {
  std::string subject, issuer;        ///< distinguished names (RFC 4514 order as OpenSSL prints it)
  std::string not_before, not_after;  ///< ISO 8601, UTC
  std::int64_t days_left = 0;         ///< negative: expired
  std::vector<std::string> names;     ///< DNS names and IP addresses it is for
};

struct Encryption {
  std::string version, cipher;  ///< such as TLSv1.3; empty where the handshake failed
  bool resumed = false;         ///< an earlier session went on (RFC 8446 section 2.2)
  bool older_version = false;   ///< a handshake with TLS 1.3 was cut, one with TLS 1.2 went through
  std::optional<CertificateFacts> certificate;
};

struct Recipient {
  std::string address;
  bool ok = false;
  std::string reply;
};

/// What the dialogue learned.
struct Gist {
  std::vector<std::string> capabilities;  ///< as they hold on the encrypted channel, without the protocol's frame
  std::string mechanism;                  ///< how it was signed in: a SASL name (RFC 4422), or LOGIN, USER of the protocol itself
  bool asked_to_sign_in = false;          ///< a credential was sent
  std::optional<std::int64_t> messages;   ///< in the mailbox
  std::optional<bool> found;              ///< the message that was looked for
  std::vector<Recipient> recipients;      ///< of a message that was submitted
  std::vector<std::string> warnings;      ///< what was not as it should be, though it went on
};

struct Transcript {
  std::vector<StepTaken> steps;
  Heard heard = Heard::answered;  ///< `answered`: all that was to be done was done
  std::string fault;              ///< else why not, as a sentence without a capital; the words of the server stand in the last step
  std::string address;            ///< the IP address that was spoken to; empty: none
  std::optional<Encryption> tls;
  Gist gist;
  std::vector<std::string> lines;  ///< all that the server said, without secrets: to be played again
};

}  // namespace homing
