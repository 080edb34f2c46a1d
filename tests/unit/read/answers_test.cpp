#include "read/answers.hpp"

#include "catch.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;
using std::chrono::milliseconds;

namespace {

TimedAnswer listed(std::string_view json, Ask kind, const std::string& name) { return Answers::read(json).value().answer({kind, name}); }

std::string fault(std::string_view json) {
  const auto read = Answers::read(json);
  return read ? "accepted" : read.error().sentence;
}

}  // namespace

TEST_CASE("Each form of a DNS answer is read", "[read]") {
  const char* const json = R"({"dns":{"MX a.example":["10 mx."],"MX b.example":"SERVFAIL","MX c.example":{"delay_ms":300,"records":["5 mx.","6 my."]},
                               "MX d.example":{"delay_ms":7,"error":"TIMEOUT","detail":"no answer"},"MX e.example":[]}})";
  CHECK(listed(json, Ask::mx, "a.example").answer.records == std::vector<std::string>{"10 mx."});
  CHECK(listed(json, Ask::mx, "b.example").answer.heard == Heard::server_failure);
  CHECK(listed(json, Ask::mx, "c.example").delay == milliseconds(300));
  CHECK(listed(json, Ask::mx, "c.example").answer.records.size() == 2);
  CHECK(listed(json, Ask::mx, "d.example").answer.heard == Heard::timeout);
  CHECK(listed(json, Ask::mx, "d.example").answer.detail == "no answer");
  CHECK(listed(json, Ask::mx, "e.example").answer.heard == Heard::answered);
  CHECK(listed(json, Ask::mx, "e.example").answer.records.empty());
}

TEST_CASE("Each form of an https answer is read", "[read]") {
  const char* const json = R"({"http":{"GET https://a/":{"status":301,"headers":{"LOCATION":"/x"},"body":"b"},"GET https://b/":{"body_base64":"/w=="},
                               "GET https://c/":"CERTIFICATE","GET https://d/":{"error":"TOO_LARGE","delay_ms":5}}})";
  const Answer a = listed(json, Ask::https, "https://a/").answer;
  CHECK(a.status == 301);
  CHECK(a.header("location") == "/x");
  CHECK(a.body == "b");
  CHECK(listed(json, Ask::https, "https://b/").answer.body == "\xFF");
  CHECK(listed(json, Ask::https, "https://b/").answer.status == 200);
  CHECK(listed(json, Ask::https, "https://c/").answer.heard == Heard::certificate);
  CHECK(listed(json, Ask::https, "https://d/").answer.heard == Heard::too_large);
}

TEST_CASE("Every failure has its word", "[read]") {
  struct Row {
    const char* word;
    Heard heard;
  };
  const Row row = GENERATE(values<Row>({{"NXDOMAIN", Heard::no_such_name},
                                        {"SERVFAIL", Heard::server_failure},
                                        {"TIMEOUT", Heard::timeout},
                                        {"REFUSED", Heard::refused},
                                        {"CERTIFICATE", Heard::certificate},
                                        {"TOO_LARGE", Heard::too_large},
                                        {"PROTOCOL", Heard::protocol},
                                        {"PRIVATE_ADDRESS", Heard::private_address}}));
  const std::string json = std::string(R"({"http":{"GET https://a/":")") + row.word + "\"}}";
  CHECK(listed(json, Ask::https, "https://a/").answer.heard == row.heard);
  CHECK(testing::joined(testing::check_schema("answers", json)).empty());
}

TEST_CASE("What is not listed is not there", "[read]") {
  CHECK(listed("{}", Ask::mx, "a.example").answer.heard == Heard::no_such_name);
  CHECK(listed("{}", Ask::file, "/a.xml").answer.heard == Heard::no_such_name);
  for (const Ask kind : {Ask::srv, Ask::txt, Ask::cname, Ask::host}) CHECK(listed("{}", kind, "a.example").answer.heard == Heard::no_such_name);
  CHECK(listed("{}", Ask::https, "https://a/").answer.heard == Heard::refused);
  CHECK(listed("{}", Ask::post, "https://a/").answer.heard == Heard::refused);
  CHECK(listed("{}", Ask::http, "http://a/").answer.heard == Heard::refused);
  CHECK(listed("{}", Ask::probe, "imaps://a:993").answer.heard == Heard::refused);
}

TEST_CASE("Names in questions are compared as the DNS does", "[read]") {
  CHECK(listed(R"({"dns":{"MX Contoso.EXAMPLE.":["10 mx."]}})", Ask::mx, "contoso.example").answer.records.size() == 1);
}

TEST_CASE("Every kind of DNS answer is read under the name of its type", "[read]") {
  const char* const json = R"({"dns":{"SRV _imaps._tcp.Contoso.example.":["0 1 993 imap.contoso.example."],
      "TXT contoso.example":{"records":["v=spf1 include:spf.protection.outlook.com -all",""],"authentic":true,"ttl":3600},
      "CNAME autodiscover.contoso.example":["autodiscover.outlook.com.","atod-g2.tm-4.office.com."],
      "HOST imap.contoso.example":["192.0.2.7","2001:db8::7"],"MX contoso.example":{"error":"NXDOMAIN","authentic":true,"ttl":60}}})";
  CHECK(testing::joined(testing::check_schema("answers", json)).empty());
  CHECK(listed(json, Ask::srv, "_imaps._tcp.contoso.example").answer.records == std::vector<std::string>{"0 1 993 imap.contoso.example."});
  const Answer text = listed(json, Ask::txt, "contoso.example").answer;
  CHECK(text.records == std::vector<std::string>{"v=spf1 include:spf.protection.outlook.com -all", ""});
  CHECK(text.authentic);
  CHECK(text.ttl == 3600);
  CHECK(listed(json, Ask::cname, "autodiscover.contoso.example").answer.records.size() == 2);
  CHECK(listed(json, Ask::cname, "autodiscover.contoso.example").answer.records[1] == "atod-g2.tm-4.office.com.");
  CHECK(listed(json, Ask::host, "IMAP.contoso.example.").answer.records[1] == "2001:db8::7");
  CHECK_FALSE(listed(json, Ask::host, "imap.contoso.example").answer.authentic);
  const Answer missing = listed(json, Ask::mx, "contoso.example").answer;
  CHECK(missing.heard == Heard::no_such_name);
  CHECK(missing.authentic);
  CHECK(missing.ttl == 60);
}

TEST_CASE("Posts and plain http are answers of the web", "[read]") {
  const char* const json =
      R"({"http":{"POST https://a/":{"status":200,"body":"posted"},"GET http://a/":{"status":302,"headers":{"location":"https://b/"}},
                               "GET https://a/":{"status":404}}})";
  CHECK(testing::joined(testing::check_schema("answers", json)).empty());
  const Answers answers = Answers::read(json).value();
  CHECK(answers.answer({Ask::post, "https://a/", "<Autodiscover/>"}).answer.body == "posted");
  CHECK(answers.answer({Ask::http, "http://a/"}).answer.status == 302);
  CHECK(answers.answer({Ask::https, "https://a/"}).answer.status == 404);
}

TEST_CASE("Each form of a probe's answer is read", "[read]") {
  const char* const json =
      R"({"probe":{"PROBE imaps://a.example:993":["IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED"],"PROBE pop3s://a.example:995":"CERTIFICATE",
      "PROBE submission://a.example:587":{"delay_ms":20,"records":["SIZE 1000","AUTH LOGIN"]},
      "PROBE submissions://a.example:465":{"delay_ms":9,"error":"PROTOCOL","detail":"no greeting"}}})";
  CHECK(testing::joined(testing::check_schema("answers", json)).empty());
  CHECK(listed(json, Ask::probe, "imaps://a.example:993").answer.records == std::vector<std::string>{"IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED"});
  CHECK(listed(json, Ask::probe, "pop3s://a.example:995").answer.heard == Heard::certificate);
  CHECK(listed(json, Ask::probe, "submission://a.example:587").delay == milliseconds(20));
  CHECK(listed(json, Ask::probe, "submissions://a.example:465").answer.detail == "no greeting");
}

TEST_CASE("Members for people are passed over", "[read]") { CHECK(Answers::read(R"({"scenario":"x","expect":{"a":[1,2]},"dns":{}})")); }

TEST_CASE("The first thing that is wrong is named with its place", "[read]") {
  CHECK_THAT(fault("{"), Catch::Contains("JSON"));
  CHECK_THAT(fault("[]"), Catch::Contains("object"));
  CHECK_THAT(fault(R"({"dns":{"MX a":"GONE"}})"), Catch::Contains("/dns/MX a") && Catch::Contains("NXDOMAIN"));
  CHECK_THAT(fault(R"({"dns":{"MX a":"OK"}})"), Catch::Contains("/dns/MX a"));
  CHECK_THAT(fault(R"({"dns":{"MX a":[1]}})"), Catch::Contains("/dns/MX a/0"));
  CHECK_THAT(fault(R"({"dns":{"MX a":7}})"), Catch::Contains("/dns/MX a"));
  CHECK_THAT(fault(R"({"http":{"GET https://a/":{"status":42}}})"), Catch::Contains("/status"));
  CHECK_THAT(fault(R"({"http":{"GET https://a/":{"delay_ms":-1}}})"), Catch::Contains("/delay_ms"));
  CHECK_THAT(fault(R"({"http":{"GET https://a/":{"body_base64":"!"}}})"), Catch::Contains("base64"));
  CHECK_THAT(fault(R"({"dns":{"TXT a":{"records":[],"ttl":-1}}})"), Catch::Contains("/dns/TXT a/ttl"));
  CHECK_THAT(fault(R"({"dns":{"TXT a":{"records":[],"ttl":2147483648}}})"), Catch::Contains("/dns/TXT a/ttl"));
  CHECK_THAT(fault(R"({"dns":{"TXT a":{"records":[null]}}})"), Catch::Contains("/dns/TXT a/records/0"));
  CHECK_THAT(fault(R"({"dns":{"TXT a":{"authentic":1}}})"), Catch::Contains("/dns/TXT a/authentic"));
  CHECK_THAT(fault(R"({"probe":{"PROBE imaps://a:993":7}})"), Catch::Contains("/probe/PROBE imaps:"));
  CHECK_THAT(fault(R"({"file":{"FILE /a":[]}})"), Catch::Contains("/file/FILE /a"));
}

TEST_CASE("JSON that nests for ever is refused", "[read]") { CHECK(fault(std::string(100000, '[')) != "accepted"); }

namespace {

Traced traced(Ask kind, std::string name, Answer answer, int delay) { return {{kind, std::move(name)}, {std::move(answer), milliseconds(delay)}}; }

std::vector<Traced> everything() {
  Answer mx, missing, page, broken, file, text, aliases, redirect, capabilities;
  text.records = {"v=UAAC1; a=sha256; d=abc=", ""};
  text.authentic = true;
  text.ttl = 300;
  aliases.records = {"a.example.", "b.example."};
  aliases.ttl = 2147483647;
  redirect.status = 302;
  redirect.headers = {{"location", "https://contoso.example/"}};
  capabilities.records = {"IMAP4rev1 AUTH=PLAIN"};
  missing.ttl = 900;
  mx.records = {"10 mx.contoso.example.", "20 my.contoso.example."};
  missing.heard = Heard::no_such_name;
  page.status = 301;
  page.headers = {{"location", "/x"}};
  page.body =
      "gr\xC3\xBC\xC3\x9F"
      "e";
  broken.heard = Heard::certificate;
  broken.detail = "certificate has expired";
  file.body = "<clientConfig/>";
  return {traced(Ask::mx, "contoso.example", mx, 20),
          traced(Ask::mx, "missing.example", missing, 5),
          traced(Ask::https, "https://contoso.example/", page, 80),
          traced(Ask::https, "https://broken.example/", broken, 60),
          traced(Ask::file, "/etc/contoso.example.xml", file, 0),
          traced(Ask::txt, "_ua-auto-config.contoso.example", text, 3),
          traced(Ask::cname, "autodiscover.contoso.example", aliases, 4),
          traced(Ask::srv, "_imaps._tcp.contoso.example", missing, 6),
          traced(Ask::host, "imap.contoso.example", mx, 7),
          traced(Ask::post, "https://contoso.example/autodiscover/autodiscover.xml", page, 8),
          traced(Ask::http, "http://autodiscover.contoso.example/", redirect, 9),
          traced(Ask::probe, "imaps://imap.contoso.example:993", capabilities, 10),
          traced(Ask::probe, "pop3s://pop.contoso.example:995", broken, 11)};
}

}  // namespace

TEST_CASE("What was heard replays as it was heard", "[read]") {
  const std::vector<Traced> heard = everything();
  const std::string trace = write_answers(heard);
  CHECK(testing::joined(testing::check_schema("answers", trace)).empty());
  const Answers read = Answers::read(trace).value();
  for (const Traced& one : heard) {
    CAPTURE(one.question.key());
    const TimedAnswer again = read.answer(one.question);
    CHECK(again.delay == one.heard.delay);
    CHECK(again.answer.heard == one.heard.answer.heard);
    CHECK(again.answer.records == one.heard.answer.records);
    CHECK(again.answer.status == one.heard.answer.status);
    CHECK(again.answer.headers == one.heard.answer.headers);
    CHECK(again.answer.body == one.heard.answer.body);
    CHECK(again.answer.detail == one.heard.answer.detail);
    CHECK(again.answer.authentic == one.heard.answer.authentic);
    CHECK(again.answer.ttl == one.heard.answer.ttl);
  }
}

TEST_CASE("A body that is not UTF-8 replays byte by byte", "[read]") {
  Answer page;
  page.status = 200;
  page.body = std::string("\xFF\xFE\0x", 4);
  const auto read = Answers::read(write_answers(std::vector<Traced>{traced(Ask::https, "https://a/", page, 1)}));
  REQUIRE(read);
  CHECK(read->answer({Ask::https, "https://a/"}).answer.body == page.body);
}

TEST_CASE("Foreign bytes in a header do not spoil a trace", "[read]") {
  Answer page;
  page.status = 301;
  page.headers = {{"location",
                   "https://contoso.example/gr\xFC\xDF"
                   "e"}};
  CHECK(fault(write_answers(std::vector<Traced>{traced(Ask::https, "https://a/", page, 1)})) == "accepted");
}

TEST_CASE("Foreign bytes in a local file do not spoil a trace", "[read]") {
  Answer file;
  file.body =
      "<clientConfig>gr\xFC\xDF"
      "e</clientConfig>";
  CHECK(fault(write_answers(std::vector<Traced>{traced(Ask::file, "/a.xml", file, 1)})) == "accepted");
}

TEST_CASE("Foreign bytes in what the system said do not spoil a trace", "[read]") {
  Answer broken = {};
  broken.heard = Heard::certificate;
  broken.detail =
      "issuer gr\xFC\xDF"
      "e";
  CHECK(fault(write_answers(std::vector<Traced>{traced(Ask::https, "https://a/", broken, 1)})) == "accepted");
}

TEST_CASE("Foreign bytes in a record do not spoil a trace", "[read]") {
  CHECK(fault(write_answers(std::vector<Traced>{traced(Ask::txt, "a.example", testing::records({"\xFF\x01 \"x\""}), 1)})) == "accepted");
}

TEST_CASE("What was not validated and may not be kept is written as before", "[read]") {
  const std::string trace = write_answers(std::vector<Traced>{traced(Ask::mx, "a.example", testing::records({"10 mx."}), 1)});
  CHECK(trace == R"({"dns":{"MX a.example":{"delay_ms":1,"records":["10 mx."]}},"http":{}})");
}

TEST_CASE("Several answers of a web server are heard one after the other, and the last one stays", "[read]") {
  const char* const json =
      R"({"http":{"POST https://login.example/token":[{"status":400,"body":"pending"},{"error":"REFUSED"},{"status":200,"body":"token"}],
                               "GET https://a.example/":[{"status":200},{"status":404}],"POST https://one.example/":{"status":200}}})";
  CHECK(testing::check_schema("answers", json).empty());
  const Answers answers = Answers::read(json).value();
  const Question token{Ask::post, "https://login.example/token"};
  CHECK(answers.answer(token).answer.body == "pending");
  CHECK(answers.answer(token, 1).answer.heard == Heard::refused);
  CHECK(answers.answer(token, 2).answer.body == "token");
  CHECK(answers.answer(token, 9).answer.body == "token");
  CHECK(answers.answer({Ask::https, "https://a.example/"}, 1).answer.status == 404);
  CHECK(answers.answer({Ask::post, "https://one.example/"}, 5).answer.status == 200);
  CHECK(fault(R"({"http":{"POST https://a.example/":[]}})") != "accepted");
  CHECK(fault(R"({"http":{"POST https://a.example/":[{"status":200},{"status":7}]}})") != "accepted");
  CHECK_FALSE(testing::check_schema("answers", R"({"http":{"POST https://a.example/":[]}})").empty());
}

TEST_CASE("Several answers to one POST are written as a list, and read as they were", "[read]") {
  std::vector<Traced> heard;
  for (const int status : {400, 400, 200}) {
    Traced one{{Ask::post, "https://login.example/token"}, {}};
    one.heard.answer.status = status;
    one.heard.answer.body = "body " + std::to_string(heard.size());
    heard.push_back(one);
  }
  const std::string json = write_answers(heard);
  CHECK(testing::check_schema("answers", json).empty());
  const Answers answers = Answers::read(json).value();
  for (std::size_t i = 0; i < heard.size(); ++i) {
    CHECK(answers.answer(heard[i].question, i).answer.status == heard[i].heard.answer.status);
    CHECK(answers.answer(heard[i].question, i).answer.body == heard[i].heard.answer.body);
  }
}
