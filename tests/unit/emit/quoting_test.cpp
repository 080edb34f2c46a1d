#include "emit/quoting.hpp"

#include "catch.hpp"

using namespace homing;

TEST_CASE("A line that no format could carry is found out", "[emit]") {
  CHECK(is_one_line("ada@contoso.example"));
  CHECK(
      is_one_line("b\xC3\xBC"
                  "cher \"'\\%#$`"));
  CHECK(is_one_line(""));
  for (const std::string_view text :
       {std::string_view("a\nb"), std::string_view("a\rb"), std::string_view("a\0b", 3), std::string_view("a\x1B[2J"), std::string_view("a\x7F"),
        std::string_view("a\xC2\x85"), std::string_view("a\xE2\x80\xA8"), std::string_view("a\xE2\x80\xA9"), std::string_view("a\xE2\x80\xAE"),
        std::string_view("a\xE2\x81\xA6"), std::string_view("a\xE2\x80\x8F"),
        std::string_view("\xEF\xBB\xBF"
                         "a"),
        std::string_view("a\xD8\x9C"), std::string_view("a\xFF"), std::string_view(" a"), std::string_view("a ")}) {
    INFO(text);
    CHECK_FALSE(is_one_line(text));
  }
}

TEST_CASE("A shell reads a word as it was", "[emit]") {
  CHECK(shell_word("ada+news@contoso.example") == "ada+news@contoso.example");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("$(id)") == "'$(id)'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("`id`\\\"") == "'`id`\\\"'");
  CHECK(shell_word("~") == "'~'");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_command({"homing", "token", "a;b"}) == "homing token 'a;b'");
  CHECK(shell_quoted("plain") == "'plain'");
}

TEST_CASE("Marks and backslashes in a quoted text stay what they were", "[emit]") {
  CHECK(double_quoted("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK(single_quoted("a'b\\c\"") == "'a\\'b\\\\c\"'");
  CHECK(double_quoted("") == "\"\"");
}

TEST_CASE("A part of a URL holds nothing that ends it", "[emit]") {
  CHECK(url_part("ada@contoso.example") == "ada%40contoso.example");
  CHECK(url_part("a:b/c?d#e%f") == "a%3Ab%2Fc%3Fd%23e%25f");
  CHECK(url_part("\xC3\xBC-._~") == "%C3%BC-._~");
}

TEST_CASE("A form is filled once: what a value holds is not filled again", "[emit]") {
  CHECK(fill("host <<host>>, user <<user>>.", {{"host", "<<user>>"}, {"user", "ada"}}) == "host <<user>>, user ada.");
  CHECK(fill("<<host>><<host>>", {{"host", "a"}}) == "aa");
  CHECK(fill("a << b", {{"host", "a"}}) == "a << b");
  CHECK(fill("<<nobody>>", {{"host", "a"}}) == "<<nobody>>");
}
