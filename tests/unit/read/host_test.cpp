#include "read/host.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("A host is a name or an address, and nothing in between", "[read]") {
  CHECK(read_host("IMAP.Contoso.example.").value() == "imap.contoso.example");
  CHECK(read_host("192.0.2.7").value() == "192.0.2.7");
  for (const char* const written :
       {"", "10.1", "192.0.2.256", "192.0.2.7.9", "mail.77", "a b", "a_b.example", "::1", "https://a.example", "a.example:993"}) {
    CAPTURE(written);
    CHECK_FALSE(read_host(written));
  }
}

TEST_CASE("A port is a number from 1 to 65535", "[read]") {
  CHECK(read_port("1") == 1);
  CHECK(read_port("65535") == 65535);
  for (const char* const written : {"", "0", "65536", "-1", "+1", " 993", "993 ", "0x10", "99999999999999999999"}) {
    CAPTURE(written);
    CHECK(read_port(written) == 0);
  }
}

TEST_CASE("A text for people becomes one line of UTF-8", "[read]") {
  CHECK(one_line("a\r\nb\tc\x7F", 100) == "a  b c ");
  CHECK(one_line("abcdef", 3) == "abc...");
  CHECK(one_line("gr\xFC", 100) == "gr\xEF\xBF\xBD");
}

TEST_CASE("What is sent to a server is one line already", "[read]") {
  CHECK(is_one_line("ada", 3));
  CHECK(is_one_line("gr\xC3\xBC", 4));
  CHECK_FALSE(is_one_line("", 3));
  CHECK_FALSE(is_one_line("ada\n", 9));
  CHECK_FALSE(is_one_line("adam", 3));
  CHECK_FALSE(is_one_line("gr\xFC", 9));
}
