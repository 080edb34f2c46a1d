#pragma once
// Ways to sign in (RFC 4422). Responses are bytes; the protocols put them into base64.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialog/errand.hpp"

namespace homing {

class Sasl {
 public:
  /// The best way that the caller's method allows and the server offers (names in upper case); null: there is none.
  static std::unique_ptr<Sasl> choose(const Credentials& credentials, const std::vector<std::string>& offered);
  virtual ~Sasl() = default;

  virtual std::string_view name() const = 0;
  /// The client speaks first, so that its response may go with the command (RFC 4954 section 4, RFC 4959, RFC 5034).
  virtual bool speaks_first() const { return true; }
  /// After its first response it has nothing more to say, whatever the server says: more commands may follow at once.
  virtual bool is_single() const { return false; }
  /// Too long or too odd for one line in POP3 with some servers.
  virtual bool wants_two_lines() const { return false; }
  /// The response to a challenge, at first to an empty one; nothing: it cannot go on.
  virtual std::optional<std::string> respond(std::string_view challenge) = 0;
  /// The server has proved what the mechanism wants it to prove.
  virtual bool is_complete() const { return true; }
};

}  // namespace homing
