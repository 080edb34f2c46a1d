#include "read/configuration.hpp"

#include "world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

struct Read {
  explicit Read(std::string_view text) : result(read_configuration(text, address(), arena)) {}
  std::string problems() const {
    std::string text;
    for (const Problem& problem : result->problems)
      text += std::string(word(problem.severity).view()) + ' ' + std::string(problem.where) + ": " + std::string(problem.text) + '\n';
    return text;
  }
  bool says(std::string_view sentence) const { return problems().find(sentence) != std::string::npos; }

  Arena arena;
  Expected<Configuration> result;
};

}  // namespace

TEST_CASE("Each of the four formats is told by its content", "[read]") {
  const Read autoconfig(published("contoso.example"));
  REQUIRE(autoconfig.result);
  CHECK(autoconfig.result->settings.imap.front().host == "imap.contoso.example");
  const Read pox(
      "\xEF\xBB\xBF<x:Autodiscover xmlns:x='u'><Response><Account><Action>settings</Action><Protocol><Type>IMAP</Type><Server>pox.contoso.example"
      "</Server><Port>993</Port></Protocol><Protocol><Type>SMTP</Type><Server>pox.contoso.example</Server><Port>465</Port></Protocol></Account>"
      "</Response></x:Autodiscover>");
  REQUIRE(pox.result);
  CHECK(pox.result->settings.imap.front().host == "pox.contoso.example");
  CHECK(pox.problems().empty());
  const Read pacc(R"( {"protocols":{"imap":{"host":"a.contoso.example"},"smtp":{"host":"b.contoso.example"}},"authentication":{"password":true}})");
  REQUIRE(pacc.result);
  CHECK(pacc.result->settings.smtp.front().host == "b.contoso.example");
  CHECK(pacc.problems().empty());
  const Read zone("_imaps._TCP SRV 0 1 993 mail\n_submissions._tcp SRV 0 1 465 mail\n");
  REQUIRE(zone.result);
  CHECK(zone.result->settings.imap.front().host == "mail.contoso.example");
  CHECK(zone.problems().empty());
}

TEST_CASE("What is none of the four formats is told so, with their names", "[read]") {
  for (const char* const text : {"", "hello", "<html></html>", "{}", "[1]"}) {
    const Read read(text);
    INFO(text);
    REQUIRE_FALSE(read.result);
    for (const char* const name : {"<clientConfig>", "<Autodiscover>", "PACC", "SRV"})
      CHECK(read.result.error().sentence.find(name) != std::string::npos);
  }
  CHECK_FALSE(Read("<clientConfig").result);
  CHECK_FALSE(Read("{\"protocols\"").result);
  CHECK_FALSE(Read("_imaps._tcp.other.example. SRV 0 1 993 mail.other.example.\n").result);
}

TEST_CASE("An Autodiscover answer that names no server says what it is", "[read]") {
  CHECK(
      Read("<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>no</Message></Error></Response></Autodiscover>").says("error 500: no"));
  CHECK(Read("<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>x@y.example</RedirectAddr></Account></Response></"
             "Autodiscover>")
            .says("x@y.example"));
}

TEST_CASE("The faults of a zone name their lines", "[read]") {
  const Read read(
      "_imap._tcp SRV 0 1 1143 mail\n"
      "_imap._tcp SRV 0 0 0 .\n"
      "_imap._tcp SRV 0 1 143 192.0.2.7.\n"
      "_imap._tcp SRV 0 1 143 alias\n"
      "alias CNAME mail\n"
      "_imap._tcp SRV 0 1 143 alias\n"
      "_imap._tcp SRV 0 1 0 mail\n"
      "_imap._tcp SRV 0 1\n"
      "_smtps._tcp SRV 0 1 465 mail\n"
      "_pop3s._tcp SRV 0 1 110 mail\n");
  REQUIRE(read.result);
  INFO(read.problems());
  CHECK(read.says("warning line 1: Port 1143 is not usual"));
  CHECK(read.says("problem line 2: The target \".\""));
  CHECK(read.says("problem line 3: The target 192.0.2.7 is an IP address"));
  CHECK(read.says("problem line 4: The target alias.contoso.example is an alias (CNAME in line 5)"));
  CHECK(read.says("warning line 6: The same record stands there twice"));
  CHECK(read.says("problem line 7: \"0\" is no port"));
  CHECK(read.says("warning line 8: Passed over"));
  CHECK(read.says("warning line 9: _smtps is asked for by nobody"));
  CHECK(read.says("problem line 10: Port 110"));
  CHECK(read.says("problem zone: Servers to receive mail are published, and none to send it"));
  CHECK(read.says("_imap._tcp is published without _imaps._tcp"));
}
