#include "read/spf_rules.hpp"

#include "catch.hpp"

using homing::read_spf_rules;
using homing::SpfRules;
using Names = std::vector<std::string>;

TEST_CASE("Sending rules tell whom they include and what happens to others", "[read]") {
  const SpfRules rules = read_spf_rules({"MS=ms1", "v=spf1 ip4:192.0.2.0/24 include:spf.protection.outlook.com -all"});
  CHECK(rules.records == 1);
  CHECK(rules.record == "v=spf1 ip4:192.0.2.0/24 include:spf.protection.outlook.com -all");
  CHECK(rules.includes == Names{"spf.protection.outlook.com"});
  CHECK(rules.others == '-');
  CHECK(rules.look_ups == 1);
  CHECK(rules.unknown.empty());
  CHECK(read_spf_rules({"no rules", "v=spf10 -all"}).records == 0);
  CHECK(read_spf_rules({}).records == 0);
}

TEST_CASE("An all without a qualifier lets everybody pass (RFC 7208 section 4.6.2)", "[read]") {
  CHECK(read_spf_rules({"v=spf1 all"}).others == '+');
  CHECK(read_spf_rules({"v=spf1 +ALL"}).others == '+');
  CHECK(read_spf_rules({"v=spf1 ~all"}).others == '~');
  CHECK(read_spf_rules({"v=spf1 ?all"}).others == '?');
  CHECK(read_spf_rules({"v=spf1 mx"}).others == '\0');
}

TEST_CASE("Behind an all nothing counts, not even a redirect (RFC 7208 sections 5.1 and 6.1)", "[read]") {
  const SpfRules rules = read_spf_rules({"v=spf1 mx -all a exists:x.example redirect=other.example"});
  CHECK(rules.look_ups == 1);
  CHECK(rules.redirect.empty());
  CHECK(rules.others == '-');
}

TEST_CASE("A redirect is a look-up, and no include", "[read]") {
  const SpfRules rules = read_spf_rules({"v=spf1 redirect=_spf.contoso.example"});
  CHECK(rules.redirect == "_spf.contoso.example");
  CHECK(rules.includes.empty());
  CHECK(rules.look_ups == 1);
}

TEST_CASE("Those terms are look-ups that ask the DNS (RFC 7208 section 4.6.4)", "[read]") {
  CHECK(read_spf_rules({"v=spf1 a mx ptr a:x.example mx/24 ptr:y.example exists:%{i}.z.example include:w.example ~all"}).look_ups == 8);
  CHECK(read_spf_rules({"v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 exp=why.example -all"}).look_ups == 0);
  CHECK(read_spf_rules({"v=spf1 -include:a.example ?MX ~A -all"}).look_ups == 3);
}

TEST_CASE("A term that no standard knows is named, a modifier is not (RFC 7208 section 6)", "[read]") {
  CHECK(read_spf_rules({"v=spf1 ipv4:192.0.2.1 -all"}).unknown == "ipv4:192.0.2.1");
  CHECK(read_spf_rules({"v=spf1 include -all"}).unknown.empty());
  CHECK(read_spf_rules({"v=spf1 later=x -all"}).unknown.empty());
  CHECK(read_spf_rules({"v=spf1 \xFF -all"}).unknown == "\xEF\xBF\xBD");
}

TEST_CASE("Several records are counted", "[read]") { CHECK(read_spf_rules({"v=spf1 -all", "V=SPF1 mx -all"}).records == 2); }
