#include "model/utf8.hpp"

#include "catch.hpp"
#include "model/text.hpp"

using homing::find_invalid_utf8;
using homing::utf8_is_valid;

TEST_CASE("Each length of RFC 3629 is valid from its first to its last code point", "[model]") {
  for (const char* const text : {"", "\x01", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                                 "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(text);
    CHECK(find_invalid_utf8(text) == utf8_is_valid);
  }
}

TEST_CASE("What RFC 3629 forbids is found at its first byte", "[model]") {
  struct Row {
    const char* text;
    std::size_t place;
  };
  const Row row = GENERATE(values<Row>({
      {"\x80", 0},              // a tail without a head
      {"a\xC0\x80", 1},         // overlong NUL
      {"ab\xC1\xBF", 2},        // overlong
      {"\xE0\x9F\xBF", 0},      // overlong
      {"\xF0\x8F\xBF\xBF", 0},  // overlong
      {"\xED\xA0\x80", 0},      // a surrogate
      {"\xED\xBF\xBF", 0},      // a surrogate
      {"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
      {"\xF8\x88\x80\x80\x80", 0},
      {"\xFF", 0},
      {"abc\xC3", 3},           // cut off
      {"\xC3\xA4\xE2\x82", 2},  // cut off
      {"\xC3(", 0},
  }));
  CAPTURE(row.place);
  CHECK(find_invalid_utf8(row.text) == row.place);
}

TEST_CASE("Foreign bytes become replacement characters and nothing else changes", "[model]") {
  homing::Arena arena;
  CHECK(homing::keep_as_utf8(arena,
                             "gr\xC3\xBC\xC3\x9F"
                             "e")
            .view() ==
        "gr\xC3\xBC\xC3\x9F"
        "e");
  CHECK(homing::keep_as_utf8(arena,
                             "gr\xFC\xDF"
                             "e")
            .view() ==
        "gr\xEF\xBF\xBD\xEF\xBF\xBD"
        "e");
  CHECK(homing::keep_as_utf8(arena, "\xFF").view() == "\xEF\xBF\xBD");
  CHECK(homing::keep_as_utf8(arena, "").view().empty());
}

TEST_CASE("Texts of an arena end with NUL and stay where they are", "[model]") {
  homing::Arena arena;
  const homing::Text first = arena.keep("first");
  for (int i = 0; i < 1000; ++i) arena.join({"a long text that makes the arena grow ", std::to_string(i)});
  CHECK(first.view() == "first");
  CHECK(first.c_str()[first.size()] == '\0');
  CHECK(std::string(homing::Text().c_str()).empty());
}
