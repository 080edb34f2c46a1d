#include "crypto/seal.hpp"

#include "catch.hpp"
#include "crypto/base64.hpp"
#include "crypto/equal.hpp"
#include "crypto/random.hpp"

using homing::Secret;

namespace {

const std::string context = "ada@contoso.example";

Secret key_of(char c) { return Secret(std::string(32, c)); }

// By Node's crypto and, the same, by Python's cryptography: HKDF-SHA-256 of 32 times `k` with the salt 00..0f and the purpose, then
// AES-256-GCM of "a refresh token" with the nonce 64..6f, bound to the version and the context.
const std::string from_elsewhere = *homing::from_base64("AQABAgMEBQYHCAkKCwwNDg9kZWZnaGlqa2xtbm8PhSYnUNyXm/DYwWjrnQGauT9i7MPC6qG4u20EsaSP");

}  // namespace

TEST_CASE("What another program sealed by the same rules is opened", "[crypto]") {
  const auto opened = homing::unseal(key_of('k'), context, from_elsewhere);
  REQUIRE(opened);
  CHECK(opened->reveal() == "a refresh token");
}

TEST_CASE("What was sealed is opened again, and does not show", "[crypto]") {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 4096U, 300000U}) {
    CAPTURE(size);
    const std::string text(size, 't');
    const std::string sealed = homing::seal(key_of('k'), context, Secret(text));
    if (size > 3) CHECK(sealed.find("tttt") == std::string::npos);
    const auto opened = homing::unseal(key_of('k'), context, sealed);
    REQUIRE(opened);
    CHECK(opened->reveal() == text);
  }
}

TEST_CASE("The same text is never sealed alike", "[crypto]") {
  CHECK(homing::seal(key_of('k'), context, Secret("text")) != homing::seal(key_of('k'), context, Secret("text")));
}

TEST_CASE("Another key, or another name, opens nothing", "[crypto]") {
  const std::string sealed = homing::seal(key_of('k'), context, Secret("text"));
  CHECK_FALSE(homing::unseal(key_of('l'), context, sealed));
  CHECK_FALSE(homing::unseal(Secret(), context, sealed));
  CHECK_FALSE(homing::unseal(key_of('k'), "grace@contoso.example", sealed));
  CHECK_FALSE(homing::unseal(key_of('k'), "", sealed));
}

TEST_CASE("A change of any bit, and any cut, is noticed", "[crypto]") {
  const std::string sealed = homing::seal(key_of('k'), context, Secret("a refresh token"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      CAPTURE(i, bit);
      CHECK_FALSE(homing::unseal(key_of('k'), context, changed));
    }
    CHECK_FALSE(homing::unseal(key_of('k'), context, sealed.substr(0, i)));
  }
  CHECK_FALSE(homing::unseal(key_of('k'), context, sealed + 'x'));
}

TEST_CASE("Nothing is sealed without a key", "[crypto]") { CHECK_THROWS_AS(homing::seal(Secret(), context, Secret("text")), std::logic_error); }

TEST_CASE("Texts are equal in constant time where they are equal", "[crypto]") {
  CHECK(homing::equal_in_constant_time("", ""));
  CHECK(homing::equal_in_constant_time("abc", "abc"));
  CHECK_FALSE(homing::equal_in_constant_time("abc", "abd"));
  CHECK_FALSE(homing::equal_in_constant_time("abc", "ab"));
  CHECK_FALSE(homing::equal_in_constant_time("", "a"));
}

TEST_CASE("Random bytes are as many as wanted, and others each time", "[crypto]") {
  CHECK(homing::random_bytes(0).empty());
  CHECK(homing::random_bytes(33).size() == 33);
  CHECK(homing::random_bytes(16) != homing::random_bytes(16));
}
