#include "read/mx.hpp"

#include "catch.hpp"

using homing::is_null_mx;
using homing::MailExchanger;
using homing::read_mx;

TEST_CASE("Exchangers come in the order of RFC 5321 section 5.1, equal ones by name", "[read]") {
  const auto set = read_mx({"20 b.example.", "10 z.example.", "10 a.example.", "0 m.example."});
  CHECK(set == std::vector<MailExchanger>{{0, "m.example"}, {10, "a.example"}, {10, "z.example"}, {20, "b.example"}});
}

TEST_CASE("Names of exchangers are lower case and without the last dot", "[read]") {
  CHECK(read_mx({"5 MX.Contoso.EXAMPLE."}) == std::vector<MailExchanger>{{5, "mx.contoso.example"}});
}

TEST_CASE("Records that are no MX are dropped and the others stay", "[read]") {
  CHECK(read_mx({"", "10", "10 ", "ten mx.example.", "-1 mx.example.", "65536 mx.example.", "10mx.example.", "10 two words.", " 10 mx.example.",
                 "65535 last.example."}) == std::vector<MailExchanger>{{65535, "last.example"}});
}

TEST_CASE("A null MX stands alone", "[read]") {
  CHECK(is_null_mx(read_mx({"0 ."})));
  CHECK_FALSE(is_null_mx(read_mx({"0 .", "10 mx.example."})));
  CHECK_FALSE(is_null_mx(read_mx({"0 mx.example."})));
  CHECK_FALSE(is_null_mx({}));
}
