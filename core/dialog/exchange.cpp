#include "dialog/exchange.hpp"

#include "crypto/base64.hpp"

namespace homing {
namespace {

constexpr int most_rounds = 8;
constexpr std::size_t longest_kept = 1000;

}  // namespace

std::string SaslExchange::with_reason(std::string_view lead, std::string_view refusal) const {
  const bool told = sasl_ != nullptr && sasl_->wants_two_lines() && !challenges_.empty();
  return told ? std::string(lead).append(challenges_).append(refusal) : std::string(refusal);
}

std::optional<std::string> SaslExchange::respond(std::string_view challenge) {
  if (++rounds_ > most_rounds) return std::nullopt;
  // Whoever speaks first answers an empty challenge; servers put words there that mean nothing (LOGIN's too).
  const bool first = !std::exchange(started_, true);
  if (first && sasl_->speaks_first()) return sasl_->respond({});
  const std::optional<std::string> bytes = from_base64(challenge);
  if (!first && challenges_.size() + challenge.size() <= longest_kept) (challenges_ += challenge) += '\n';
  if (!bytes && sasl_->name() != "LOGIN") return std::nullopt;
  return sasl_->respond(bytes.value_or(std::string()));
}

}  // namespace homing
