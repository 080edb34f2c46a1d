#include "oauth/proof.hpp"

#include <set>

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("The challenge is that of RFC 7636 appendix B", "[oauth]") {
  CHECK(challenge_of(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("A proof is of the verifier's alphabet and size (RFC 7636 section 4.1), and no two are alike", "[oauth]") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const Proof proof = new_proof();
    const std::string verifier(proof.verifier.reveal());
    CHECK(verifier.size() == 43);
    CHECK(verifier.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") == std::string::npos);
    CHECK(proof.challenge == challenge_of(proof.verifier));
    CHECK(proof.state.size() >= 22);  // 128 bits
    CHECK(proof.nonce.size() >= 22);
    seen.insert({verifier, proof.state, proof.nonce});
  }
  CHECK(seen.size() == 300);
}
