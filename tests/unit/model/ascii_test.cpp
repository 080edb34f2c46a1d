#include "model/ascii.hpp"

#include "catch.hpp"

using namespace homing;

TEST_CASE("Only letters of ASCII have a lower case", "[model]") {
  CHECK(lower_case("MX @[Contoso]\xC3\x84") == "mx @[contoso]\xC3\x84");
  CHECK(lower_case('Z') == 'z');
}

TEST_CASE("Words are the same but for the case of ASCII letters", "[model]") {
  CHECK(same_word("IMAP4rev1", "imap4REV1"));
  CHECK_FALSE(same_word("imap", "imaps"));
  CHECK_FALSE(same_word("\xC3\x84", "\xC3\xA4"));
}
