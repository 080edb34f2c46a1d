#include "oauth/proof.hpp"

#include "crypto/base64.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"

namespace homing {
namespace {

constexpr std::size_t verifier_bytes = 32;  // 43 characters, as RFC 7636 section 4.1 recommends
constexpr std::size_t state_bytes = 24;

Secret new_verifier() {
  std::string bytes = random_bytes(verifier_bytes);
  std::string text = to_base64url(bytes);
  Secret verifier(text);
  wipe(bytes);
  wipe(text);
  return verifier;
}

}  // namespace

std::string challenge_of(const Secret& verifier) { return to_base64url(sha256(verifier.reveal())); }

Proof new_proof() {
  Proof proof;
  proof.verifier = new_verifier();
  proof.challenge = challenge_of(proof.verifier);
  proof.state = to_base64url(random_bytes(state_bytes));
  proof.nonce = to_base64url(random_bytes(state_bytes));
  return proof;
}

}  // namespace homing
