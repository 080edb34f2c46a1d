#pragma once
// What a sign-in in a browser proves that it is the one that was begun: PKCE (RFC 7636), state and nonce.
#include <string>

#include "model/secret.hpp"

namespace homing {

struct Proof {
  Secret verifier;
  std::string challenge;     ///< S256 of it
  std::string state, nonce;  ///< 128 bits and more, each of its own
};

Proof new_proof();

/// S256 (RFC 7636 section 4.2).
std::string challenge_of(const Secret& verifier);

}  // namespace homing
