#pragma once
// One message for a test (RFC 5322, RFC 2045): bytes in the form in which they are handed to a server.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace homing {

struct TestMessage {
  std::string from;             ///< addr-spec; the domain in ASCII, the local part may be UTF-8 (RFC 6531)
  std::vector<std::string> to;  ///< addr-specs
  std::string message_id;       ///< without angle brackets: a token that nobody has used, "@", the sender's domain
  std::chrono::system_clock::time_point date;
  std::string subject, text;  ///< empty: those of a test message that says what it is
  std::string account;        ///< what was tested, for the text
};

/// The whole message with CRLF line ends, not dot-stuffed. All of it is 7 bit; in the headers other letters stand in encoded
/// words (RFC 2047), but for addresses, where RFC 2047 section 5 forbids them: those stand as RFC 6532 wants it.
struct Composed {
  std::string bytes;
  bool needs_utf8 = false;  ///< an address is not ASCII: the server must offer SMTPUTF8
};

/// No field can add a header, a line or a recipient by control characters: they are dropped or become blanks.
Composed compose(const TestMessage& message);

/// The message as it follows DATA, with the line that ends it (RFC 5321 section 4.5.2). Line breaks in any form become CRLF, so that
/// no server can read the end of the message elsewhere.
std::string dot_stuffed(std::string_view bytes);

/// `Wed, 25 Nov 2026 13:05:00 +0000` (RFC 5322 section 3.3), in every locale.
std::string mail_date(std::chrono::system_clock::time_point moment);

}  // namespace homing
