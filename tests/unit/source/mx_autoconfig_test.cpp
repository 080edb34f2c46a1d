#include "source/mx_autoconfig.hpp"

#include <map>

#include "catch.hpp"
#include "unit/diary.hpp"

using namespace homing;

namespace {

std::vector<std::string> asked_after(std::vector<std::string> set, std::string_view typed = "ada@contoso.example", bool directory = true) {
  Permissions permissions = testing::default_permissions();
  permissions.directory = directory;
  testing::Asked<MxAutoconfigSource> source(typed, permissions);
  source.hear(0, testing::records(std::move(set)));
  std::vector<std::string> questions = source.diary.questions();
  questions.erase(questions.begin());
  return questions;
}

}  // namespace

TEST_CASE("The exchanger's domain is asked in full and at its base", "[source]") {
  testing::Asked<MxAutoconfigSource> source;
  source.hear(0, testing::records({"10 mx1.mail.hoster.example."}));
  std::map<std::string, int> place;
  for (const Asking& asking : source.diary.asked) place[asking.question.key()] = asking.place;
  // draft-ietf-mailmaint-autoconfig-06, 3.1 to 3.4
  const int first = place["GET https://autoconfig.mail.hoster.example/mail/config-v1.1.xml"];
  const int second = place["GET https://autoconfig.hoster.example/mail/config-v1.1.xml"];
  const int third = place["GET https://directory.example/mail.hoster.example"];
  const int fourth = place["GET https://directory.example/hoster.example"];
  CHECK(place.size() == 5);
  CHECK(first < second);
  CHECK(second < third);
  CHECK(third < fourth);
}

TEST_CASE("Without a directory only the exchanger's domain is asked", "[source]") {
  CHECK(asked_after({"10 mx1.hoster.example."}, "ada@contoso.example", false) ==
        std::vector<std::string>{"GET https://autoconfig.hoster.example/mail/config-v1.1.xml"});
}

TEST_CASE("Who would only repeat or mislead is not asked", "[source]") {
  CHECK(asked_after({"10 mx.contoso.example."}).empty());                              // the mail domain itself
  CHECK(asked_after({"10 mx.contoso.example."}, "ada@mail.contoso.example").empty());  // nothing above the mail domain
  CHECK(asked_after({"10 mx1.pphosted.com."}).empty());                                // a gateway
  CHECK(asked_after({"10 ms1.msv1.invalid."}).empty());                                // a verification name
  CHECK(asked_after({"10 mx.co.uk."}, "ada@contoso.example").size() <= 2);             // mx.co.uk is registrable
  CHECK(asked_after({"10 uk."}).empty());                                              // a public suffix
  CHECK(asked_after({"0 ."}).empty());                                                 // a null MX
  CHECK(asked_after({"10 x.mail.new.outlook.com."}).empty());                          // both kinds of Microsoft mailboxes
  CHECK(asked_after({}).empty());
}

TEST_CASE("What is found over the DNS is trusted no more than the DNS", "[source]") {
  testing::Asked<MxAutoconfigSource> source;
  source.hear(0, testing::records({"10 mx1.hoster.example."}));
  source.hear(1, testing::page(testing::published("hoster.example")));
  REQUIRE(source.diary.found.size() == 1);
  CHECK(source.diary.found[0].trust == Trust::dns);
  CHECK(source.diary.found[0].mailbox.confidence == Confidence::weak);
}

TEST_CASE("Where the DNS fails nothing more is asked", "[source]") {
  for (const Heard heard : {Heard::no_such_name, Heard::server_failure, Heard::timeout}) {
    testing::Asked<MxAutoconfigSource> source;
    source.hear(0, testing::failure(heard));
    CHECK(source.diary.asked.size() == 1);
  }
}
