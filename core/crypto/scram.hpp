#pragma once
// SCRAM-SHA-256 (RFC 5802, RFC 7677) through GNU SASL, which is loaded when it is first wanted: hardly anybody does, and its load
// time is that of a whole offline answer.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace homing {

class Scram {
 public:
  /// Null where the system has no GNU SASL (libgsasl 2.x or 1.10).
  static std::unique_ptr<Scram> sha256(const std::string& username, std::string_view password);
  virtual ~Scram() = default;
  /// The response to a challenge, at first to an empty one; nothing: the challenge is wrong.
  virtual std::optional<std::string> respond(std::string_view challenge) = 0;
  /// The server has proved that it knows the password.
  virtual bool is_complete() const = 0;
};

}  // namespace homing
