#pragma once
// The challenges and responses of one attempt to sign in, whatever the protocol's frame around them.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dialog/sasl.hpp"

namespace homing {

class SaslExchange {
 public:
  SaslExchange() = default;
  explicit SaslExchange(std::unique_ptr<Sasl> sasl) : sasl_(std::move(sasl)) {}

  explicit operator bool() const { return sasl_ != nullptr; }
  const Sasl& way() const { return *sasl_; }
  /// What goes with the command; only where the mechanism speaks first.
  std::string initial() { return started_ = true, sasl_->respond({}).value_or(std::string()); }
  /// The response to a challenge in base64; nothing: it is none, or the mechanism cannot go on.
  std::optional<std::string> respond(std::string_view challenge);
  /// A refusal with the challenges that told its reason (RFC 7628 section 3.2.2), each line behind the protocol's `lead`.
  std::string with_reason(std::string_view lead, std::string_view refusal) const;

 private:
  std::unique_ptr<Sasl> sasl_;
  bool started_ = false;
  int rounds_ = 0;
  std::string challenges_;
};

}  // namespace homing
