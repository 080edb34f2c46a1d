#include "model/address.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using homing::parse_address;
using homing::parse_domain;

namespace {

std::string read(std::string_view typed) {
  const auto address = parse_address(typed);
  return address ? std::string(address->text()) : "refused: " + address.error().sentence;
}

}  // namespace

TEST_CASE("What people type becomes one normal form", "[model]") {
  struct Row {
    const char* typed;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {"ada@contoso.example", "ada@contoso.example"},
      {"Ada@Contoso.EXAMPLE", "Ada@contoso.example"},
      {"  ada@contoso.example\r\n", "ada@contoso.example"},
      {"ada@contoso.example.", "ada@contoso.example"},
      {"Ada Lovelace <ada@contoso.example>", "ada@contoso.example"},
      {"<ada@contoso.example>", "ada@contoso.example"},
      {"\"Lovelace, Ada <the first>\" <ada@contoso.example>", "ada@contoso.example"},
      {"(work) ada@contoso.example (Ada)", "ada@contoso.example"},
      {"mailto:ada@contoso.example", "ada@contoso.example"},
      {"MAILTO:ada@contoso.example?cc=eve@contoso.example", "ada@contoso.example"},
      {"o'brien+x_{}=@contoso.example", "o'brien+x_{}=@contoso.example"},
      {"\"ada\"@contoso.example", "ada@contoso.example"},
      {"\"ada lovelace\"@contoso.example", "\"ada lovelace\"@contoso.example"},
      {"\"a@b\"@contoso.example", "\"a@b\"@contoso.example"},
      {"\"a\\\"b\\\\c\"@contoso.example", "\"a\\\"b\\\\c\"@contoso.example"},
      {"\"ada..\"@contoso.example", "\"ada..\"@contoso.example"},
      {"ada@b\xC3\xBC"
       "cher.example",
       "ada@xn--bcher-kva.example"},
      {"ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"},
      {"ada@contoso\xE3\x80\x82"
       "example",
       "ada@contoso.example"},
      {"\xC3\xA4"
       "da@contoso.example",
       "\xC3\xA4"
       "da@contoso.example"},
      {"ada@1.example", "ada@1.example"},
  }));
  CAPTURE(row.typed);
  CHECK(read(row.typed) == row.text);
}

TEST_CASE("A link that was pasted is decoded as RFC 6068 section 2 says", "[model]") {
  CHECK(read("mailto:ada%2Bshop@contoso.example") == "ada+shop@contoso.example");
  CHECK(read("mailto:gorby%25kremvax@contoso.example") == "gorby%kremvax@contoso.example");  // the RFC's own example
}

TEST_CASE("A percent sign outside a link is a letter like others", "[model]") {
  CHECK(read("ada%2Bshop@contoso.example") == "ada%2Bshop@contoso.example");
}

TEST_CASE("The parts of an address are views into it", "[model]") {
  const auto address = parse_address("\"a@b\"@Mail.Contoso.Example");
  REQUIRE(address);
  CHECK(address->local() == "\"a@b\"");
  CHECK(address->domain() == "mail.contoso.example");
}

TEST_CASE("What is malformed is refused at its place", "[model]") {
  struct Row {
    const char* typed;
    const char* part_of_the_sentence;
    std::size_t position;
  };
  const Row row = GENERATE(values<Row>({
      {"", "empty", 0},
      {"   ", "empty", 0},
      {"ada", "no '@'", 3},
      {"@contoso.example", "nothing before", 0},
      {"ada@", "nothing after", 4},
      {"ada@eve@contoso.example", "second '@'", 7},
      {".ada@contoso.example", "starts with a dot", 0},
      {"ada.@contoso.example", "ends with a dot", 3},
      {"a..da@contoso.example", "Two dots", 2},
      {"a da@contoso.example", "a space", 1},
      {"a\x01"
       "da@contoso.example",
       "control character", 1},
      {"\"ada@contoso.example", "not closed", 0},
      {"\"\"@contoso.example", "nothing before", 0},
      {"ada@contoso", "no dot", 4},
      {"ada@192.0.2.1", "IP number", 4},
      {"ada@[192.0.2.1]", "IP number", 4},
      {"ada@-contoso.example", "hyphen", 4},
      {"ada@contoso..example", "empty label", 12},
      {"ada@con_toso.example", "'_'", 7},
      {"ada@contoso.example, eve@contoso.example", "second '@'", 24},
      {"ada@contoso.example; eve", "list separator", 19},
      {"ada@contoso .example", "a space", 11},
      {"Ada <ada@contoso.example", "no '>'", 4},
      {"Ada <<ada@contoso.example>", "second '<'", 5},
      {"ada@contoso.example>", "without a '<'", 19},
      {"(work ada@contoso.example", "no ')'", 0},
      {"ada\xEF\xBC\xA0"
       "contoso.example",
       "full-width", 3},
      {"ada\xFF@contoso.example", "UTF-8", 3},
  }));
  CAPTURE(row.typed);
  const auto address = parse_address(row.typed);
  REQUIRE_FALSE(address);
  CHECK_THAT(address.error().sentence, Catch::Contains(row.part_of_the_sentence));
  CHECK(address.error().position == row.position);
}

TEST_CASE("The limits of RFC 5321 and RFC 1035 hold to the byte", "[model]") {
  const std::string label(63, 'a');
  CHECK(parse_address(std::string(64, 'a') + "@contoso.example"));
  CHECK_FALSE(parse_address(std::string(65, 'a') + "@contoso.example"));
  CHECK(parse_domain(label + ".example"));
  CHECK_FALSE(parse_domain(label + "a.example"));
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(61, 'b');
  REQUIRE(longest.size() == 253);
  CHECK(parse_domain(longest));
  CHECK(parse_domain(longest + '.'));
  CHECK_FALSE(parse_domain(longest + 'b'));
}

TEST_CASE("A very long text is refused before it is read", "[model]") {
  CHECK_FALSE(parse_address(std::string(100000, '(') + "ada@contoso.example"));
}

TEST_CASE("Names that IDNA2008 forbids are refused", "[model]") {
  CHECK_FALSE(parse_domain("xn--zzzzzz-.example"));
  CHECK_FALSE(
      parse_domain("\xE2\x80\xAE"
                   "contoso.example"));  // a right-to-left override
  CHECK_FALSE(parse_domain("a b.example"));
  CHECK_FALSE(parse_domain(""));
  CHECK_FALSE(parse_domain("."));
}

TEST_CASE("The registrable domain is one label more than the public suffix", "[model]") {
  CHECK(homing::registrable_domain("mail.contoso.co.uk") == "contoso.co.uk");
  CHECK(homing::registrable_domain("contoso.com") == "contoso.com");
  CHECK(homing::registrable_domain("co.uk").empty());
  CHECK(homing::registrable_domain("com").empty());
  CHECK(homing::registrable_domain("").empty());
}

TEST_CASE("A name lies within another label by label", "[model]") {
  CHECK(homing::is_within("mail.contoso.example", "contoso.example"));
  CHECK(homing::is_within("contoso.example", "contoso.example"));
  CHECK_FALSE(homing::is_within("evilcontoso.example", "contoso.example"));
  CHECK_FALSE(homing::is_within("contoso.example", "mail.contoso.example"));
  CHECK_FALSE(homing::is_within("contoso.example", ""));
  CHECK(homing::without_first_label("mx1.mail.contoso.example") == "mail.contoso.example");
  CHECK(homing::without_first_label("example").empty());
}
