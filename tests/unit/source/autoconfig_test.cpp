#include "source/autoconfig.hpp"

#include "catch.hpp"
#include "unit/diary.hpp"

using namespace homing;
using testing::Asked;

namespace {

Permissions sending() {
  Permissions permissions = testing::default_permissions();
  permissions.send_address = true;
  return permissions;
}

}  // namespace

TEST_CASE("The mail domain's two addresses are asked for, the first preferred", "[source]") {
  const Asked<AutoconfigSource> source;
  CHECK(source.diary.questions() == std::vector<std::string>{"GET https://autoconfig.contoso.example/mail/config-v1.1.xml",
                                                             "GET https://contoso.example/.well-known/autoconfig/mail/config-v1.1.xml"});
  CHECK(source.diary.asked[0].place < source.diary.asked[1].place);
  for (const Asking& asking : source.diary.asked) CHECK(asking.discloses == Disclosure::domain);
}

TEST_CASE("Only the first address takes the mail address, percent-encoded, and only if allowed", "[source]") {
  const Asked<AutoconfigSource> source("a+b&c=d#e?f/g%h~i.j-k_l@contoso.example", sending());
  CHECK(source.diary.questions()[0] ==
        "GET https://autoconfig.contoso.example/mail/config-v1.1.xml?emailaddress=a%2Bb%26c%3Dd%23e%3Ff%2Fg%25h~i.j-k_l%40contoso.example");
  CHECK(source.diary.asked[0].discloses == Disclosure::address);
  CHECK(source.diary.asked[1].question.name.find("emailaddress") == std::string::npos);
  CHECK(source.diary.asked[1].discloses == Disclosure::domain);
}

TEST_CASE("A published file is a finding from the mail domain itself", "[source]") {
  Asked<AutoconfigSource> source;
  source.hear(0, testing::page(testing::published("contoso.example")));
  REQUIRE(source.diary.found.size() == 1);
  const Finding& finding = source.diary.found[0];
  CHECK(finding.trust == Trust::https);
  CHECK(finding.weight == Weight::usable);
  CHECK(finding.origin.view() == "https://autoconfig.contoso.example/mail/config-v1.1.xml");
  CHECK(finding.settings->imap[0].host.view() == "imap.contoso.example");
}

TEST_CASE("Whatever is no file is no finding", "[source]") {
  for (const Answer& answer :
       {testing::page("<html/>"), testing::page(""), testing::page(testing::published("contoso.example"), 404),
        testing::page(testing::published("contoso.example"), 500), testing::page("<clientConfig><emailProvider/></clientConfig>"),
        testing::failure(Heard::timeout), testing::failure(Heard::certificate), testing::failure(Heard::too_large), testing::failure(Heard::refused),
        testing::failure(Heard::no_such_name), testing::failure(Heard::private_address), testing::failure(Heard::protocol)}) {
    Asked<AutoconfigSource> source;
    source.hear(0, answer);
    CHECK(source.diary.found.empty());
    CHECK(source.diary.asked.size() == 2);
  }
}

TEST_CASE("A redirect becomes one more question of the same place", "[source]") {
  Asked<AutoconfigSource> source;
  source.hear(0, testing::redirect("https://config.contoso.example/x.xml"));
  REQUIRE(source.diary.asked.size() == 3);
  CHECK(source.diary.questions()[2] == "GET https://config.contoso.example/x.xml");
  CHECK(source.diary.asked[2].place == 0);
  source.hear(2, testing::page(testing::published("contoso.example")));
  REQUIRE(source.diary.found.size() == 1);
  CHECK(source.diary.found[0].origin.view() == "https://config.contoso.example/x.xml");
}

TEST_CASE("A redirect that must not be followed asks nothing and says why", "[source]") {
  for (const char* const location :
       {"http://config.contoso.example/", "https://evil.example/", "", "https://autoconfig.contoso.example/mail/config-v1.1.xml"}) {
    Asked<AutoconfigSource> source;
    source.hear(0, testing::redirect(location));
    CAPTURE(location);
    CHECK(source.diary.asked.size() == 2);
    CHECK_FALSE(source.diary.notes.empty());
  }
}

TEST_CASE("Five redirects are followed and no more", "[source]") {
  Asked<AutoconfigSource> source;
  std::size_t last = 0;
  for (int hop = 1; hop <= 10; ++hop) {
    source.hear(last, testing::redirect("https://h" + std::to_string(hop) + ".contoso.example/"));
    if (source.diary.asked.size() == last + 1 || source.diary.asked.size() == 2) break;
    last = source.diary.asked.size() - 1;
  }
  CHECK(source.diary.asked.size() == 2 + 5);
  CHECK_THAT(source.diary.all_notes(), Catch::Contains("too often"));
}

TEST_CASE("An answer to somebody else's question is passed over", "[source]") {
  Asked<AutoconfigSource> source;
  source.diary.asked.push_back({{Ask::https, "https://other.example/"}});
  source.hear(2, testing::page(testing::published("contoso.example")));
  CHECK(source.diary.found.empty());
}
