#include "read/placeholders.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using homing::has_unknown_placeholder;
using homing::substitute_placeholders;
using homing::testing::address;

TEST_CASE("The three placeholders of the draft are filled", "[read]") {
  const auto ada = address("ada@contoso.example");
  CHECK(substitute_placeholders("%EMAILADDRESS%", ada) == "ada@contoso.example");
  CHECK(substitute_placeholders("%EMAILLOCALPART%", ada) == "ada");
  CHECK(substitute_placeholders("%EMAILDOMAIN%", ada) == "contoso.example");
  CHECK(substitute_placeholders("%EMAILLOCALPART%.%EMAILDOMAIN%", ada) == "ada.contoso.example");
  CHECK(substitute_placeholders("x%EMAILDOMAIN%%EMAILDOMAIN%y", ada) == "xcontoso.examplecontoso.exampley");
}

TEST_CASE("What was put in is never searched again", "[read]") {
  CHECK(substitute_placeholders("%EMAILLOCALPART%", address("%EMAILDOMAIN%@contoso.example")) == "%EMAILDOMAIN%");
  CHECK(substitute_placeholders("%EMAILLOCALPART%DOMAIN%", address("%EMAIL@contoso.example")) == "%EMAILDOMAIN%");
}

TEST_CASE("What is no placeholder stays as it is", "[read]") {
  const auto ada = address();
  for (const char* const text : {"", "ada", "100%", "%%", "%emailaddress%", "%REALNAME%", "50% of %x", "% EMAILADDRESS%"}) {
    CAPTURE(text);
    CHECK(substitute_placeholders(text, ada) == text);
  }
}

TEST_CASE("The directory's files that forget the last percent sign are understood", "[read]") {
  CHECK(substitute_placeholders("%EMAILADDRESS", address()) == "ada@contoso.example");
}

TEST_CASE("A percent sign in front of a placeholder does not hide it", "[read]") {
  CHECK(substitute_placeholders("5%%EMAILLOCALPART%", address()) == "5%ada");
  CHECK(has_unknown_placeholder("5%%REALNAME%"));
}

TEST_CASE("Placeholders that only the user can fill are recognised", "[read]") {
  CHECK(has_unknown_placeholder("%REALNAME%"));
  CHECK(has_unknown_placeholder("%EMAILADDRESS%%REALNAME%"));
  CHECK_FALSE(has_unknown_placeholder("%EMAILADDRESS%"));
  CHECK_FALSE(has_unknown_placeholder("%EMAILLOCALPART%.%EMAILDOMAIN%"));
  CHECK_FALSE(has_unknown_placeholder("100%"));
  CHECK_FALSE(has_unknown_placeholder("ada"));
}
