#include "crypto/base64.hpp"

#include "catch.hpp"

using homing::from_base64;
using homing::to_base64;

TEST_CASE("The examples of RFC 4648 section 10 hold both ways", "[crypto]") {
  struct Row {
    const char* bytes;
    const char* text;
  };
  const Row row = GENERATE(
      values<Row>({{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}}));
  CHECK(to_base64(row.bytes) == row.text);
  REQUIRE(from_base64(row.text));
  CHECK(*from_base64(row.text) == row.bytes);
}

TEST_CASE("All bytes survive", "[crypto]") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(from_base64(to_base64(bytes)) == bytes);
}

TEST_CASE("What is not base64 is told", "[crypto]") {
  for (const char* const text : {"Zg", "Zg=", "Z", "Zm9v!", "Zm9*", "====", "Zg==Zg=="}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64(text));
  }
}

TEST_CASE("The URL's alphabet has no padding (RFC 4648 section 5)", "[crypto]") {
  // RFC 7515 appendix C.
  const std::string bytes("\x03\xec\xff\xe0\xc1", 5);
  CHECK(homing::to_base64url(bytes) == "A-z_4ME");
  CHECK(homing::from_base64url("A-z_4ME") == bytes);
  CHECK(homing::from_base64url("") == "");
}

TEST_CASE("What is not the URL's base64 is told", "[crypto]") {
  // Padding, the other alphabet, half a byte, blanks, and bits that are in no byte.
  for (const char* const text : {"A-z_4ME=", "A+z/4ME", "A", "A-z_4", " A-z", "A-z\n", "A-z_4MF", "Zh", "Zm9w."}) {
    CAPTURE(text);
    CHECK_FALSE(homing::from_base64url(text));
  }
}
