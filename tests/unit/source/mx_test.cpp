#include "source/mx.hpp"

#include "catch.hpp"
#include "unit/diary.hpp"

using namespace homing;
using testing::records;

namespace {

struct Hearing {
  explicit Hearing(const Answer& answer) { source.hear(0, answer); }
  explicit Hearing(std::vector<std::string> list) : Hearing(records(std::move(list))) {}
  const Finding& finding() const {
    REQUIRE(source.diary.found.size() == 1);
    return source.diary.found[0];
  }
  bool advises(std::string_view id) const {
    for (const Advice& advice : source.diary.advised) {
      if (advice.id.view() == id) return true;
    }
    return false;
  }
  testing::Asked<MxSource> source;
};

const std::string microsoft = "contoso-example.mail.protection.outlook.com.";

}  // namespace

TEST_CASE("One question is asked, and only the domain is told", "[source]") {
  const testing::Asked<MxSource> source;
  CHECK(source.diary.questions() == std::vector<std::string>{"MX contoso.example"});
  CHECK(source.diary.asked[0].discloses == Disclosure::domain);
}

TEST_CASE("A Microsoft exchanger alone is decisive", "[source]") {
  const Hearing heard({"0 " + microsoft});
  CHECK(heard.finding().weight == Weight::decisive);
  CHECK(heard.finding().trust == Trust::dns);
  CHECK(heard.finding().mailbox.kind == Kind::microsoft365);
  CHECK(heard.finding().settings->complete());
  CHECK(heard.source.diary.advised.empty());
}

TEST_CASE("The weight of a set is that of its best group", "[source]") {
  struct Row {
    std::vector<std::string> set;
    Weight weight;
    Confidence confidence;
  };
  const auto [set, weight, confidence] = GENERATE(values<Row>({
      {{"0 contoso-example.mail.protection.outlook.com."}, Weight::decisive, Confidence::strong},
      {{"0 contoso-example.mail.protection.outlook.com.", "10 mx.contoso.example."}, Weight::decisive, Confidence::strong},
      {{"0 contoso-example.mail.protection.outlook.com.", "0 mx.contoso.example."}, Weight::usable, Confidence::weak},
      {{"0 mx1.pphosted.com.", "10 contoso-example.mail.protection.outlook.com."}, Weight::usable, Confidence::strong},
      {{"0 mx1.pphosted.com.", "0 mx.contoso.example.", "10 contoso-example.mail.protection.outlook.com."}, Weight::provisional, Confidence::weak},
      {{"0 mx.contoso.example.", "10 contoso-example.mail.protection.outlook.com."}, Weight::provisional, Confidence::weak},
      {{"0 mx1.mail.ovh.net."}, Weight::provisional, Confidence::weak},
  }));
  const Hearing heard(set);
  CAPTURE(set.front(), set.size());
  CHECK(heard.finding().weight == weight);
  CHECK(heard.finding().mailbox.confidence == confidence);
}

TEST_CASE("What else stands in the set is told to the administrator", "[source]") {
  CHECK(Hearing({"0 " + microsoft, "10 aspmx.l.google.com."}).advises("mx-leftover"));
  CHECK(Hearing({"0 " + microsoft, "10 mx.contoso.example."}).advises("mx-mixed"));
  CHECK_FALSE(Hearing({"0 mx1.pphosted.com.", "10 " + microsoft}).advises("mx-mixed"));
  CHECK_FALSE(Hearing({"0 " + microsoft, "10 ms1.msv1.invalid."}).advises("mx-mixed"));
}

TEST_CASE("An unknown exchanger is a finding without settings", "[source]") {
  const Hearing heard({"0 mx.contoso.example."});
  CHECK(heard.finding().settings == nullptr);
  CHECK(heard.finding().mailbox.kind == Kind::unknown);
  CHECK(heard.finding().weight == Weight::provisional);
}

TEST_CASE("A null MX is decisive and takes no mail", "[source]") {
  const Hearing heard({"0 ."});
  CHECK(heard.finding().weight == Weight::decisive);
  CHECK(heard.finding().takes_no_mail);
  CHECK(heard.advises("domain-takes-no-mail"));
}

TEST_CASE("That there is none is a finding, that nobody answers is not", "[source]") {
  CHECK(Hearing(testing::failure(Heard::no_such_name)).source.diary.found.size() == 1);
  CHECK(Hearing(std::vector<std::string>{}).source.diary.found.size() == 1);
  for (const Heard silent : {Heard::timeout, Heard::server_failure, Heard::refused, Heard::protocol}) {
    const Hearing heard(testing::failure(silent));
    CHECK(heard.source.diary.found.empty());
    CHECK(heard.source.diary.notes.size() == 1);
  }
}

TEST_CASE("A very long set is noted in part", "[source]") {
  std::vector<std::string> many;
  for (int i = 0; i < 500; ++i) many.push_back(std::to_string(i) + " mx" + std::to_string(i) + ".contoso.example.");
  CHECK(Hearing(many).source.diary.notes.size() <= 16);
}
