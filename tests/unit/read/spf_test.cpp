#include "read/spf.hpp"

#include "catch.hpp"

using homing::spf_includes;
using Names = std::vector<std::string>;

TEST_CASE("An SPF record tells whom it includes", "[read]") {
  CHECK(spf_includes({"v=spf1 include:spf.protection.outlook.com -all"}) == Names{"spf.protection.outlook.com"});
  CHECK(spf_includes({"v=spf1 mx include:_spf.google.com ip4:192.0.2.0/24 include:b.example ~all"}) == Names{"_spf.google.com", "b.example"});
  CHECK(spf_includes({"v=spf1 redirect=_spf.contoso.example"}) == Names{"_spf.contoso.example"});
}

TEST_CASE("Qualifiers and case change nothing (RFC 7208 section 4.6.1)", "[read]") {
  for (const char* const term : {"include:a.example", "+include:a.example", "-include:a.example", "?include:a.example", "~include:a.example",
                                 "INCLUDE:A.Example", "Redirect=a.example."}) {
    CAPTURE(term);
    CHECK(spf_includes({std::string("V=SPF1 ") + term}) == Names{"a.example"});
  }
}

TEST_CASE("Only the record of this version counts (RFC 7208 section 4.5)", "[read]") {
  CHECK(spf_includes({"MS=ms12345678", "v=spf10 include:a.example", "v=spf1 include:b.example"}) == Names{"b.example"});
  CHECK(spf_includes({" v=spf1 include:a.example", "include:a.example", "v=spf2.0/pra include:a.example"}).empty());
  CHECK(spf_includes({"v=spf1"}).empty());
  CHECK(spf_includes({""}).empty());
  CHECK(spf_includes({}).empty());
}

TEST_CASE("What is no name is left out", "[read]") {
  CHECK(spf_includes({"v=spf1 include: include:%{i}._spf.a.example include:a..example include:a.. include:.a.example include:. include:a/b "
                      "xinclude:a.example +redirect=a.example include:gr\xC3\xBC.example include:ok.example"}) == Names{"ok.example"});
  CHECK(spf_includes({"v=spf1 include:" + std::string(254, 'a')}).empty());
}

TEST_CASE("Each name stands once, and there are at most 32", "[read]") {
  CHECK(spf_includes({"v=spf1 include:a.example  include:A.example. redirect=a.example"}) == Names{"a.example"});
  std::string many = "v=spf1";
  for (int i = 0; i < 100; ++i) many += " include:h" + std::to_string(i) + ".example";
  CHECK(spf_includes({many}).size() == 32);
}
