#include "read/autodiscover_v2.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("The JSON form of Autodiscover tells where the mailbox is", "[read]") {
  Arena arena;
  const auto read =
      read_autodiscover_v2(R"({"Protocol":"AutodiscoverV1","Url":"https://Outlook.office365.com/autodiscover/autodiscover.xml"})", arena);
  REQUIRE(read);
  CHECK(read->protocol.view() == "AutodiscoverV1");
  CHECK(read->url.view() == "https://outlook.office365.com/autodiscover/autodiscover.xml");
}

TEST_CASE("A refusal of Autodiscover is a fault with its code and message", "[read]") {
  Arena arena;
  const auto read =
      read_autodiscover_v2(R"({"ErrorCode":"ProtocolNotSupported","ErrorMessage":"The given protocol value 'XYZ' is not supported."})", arena);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().sentence, Catch::Contains("ProtocolNotSupported") && Catch::Contains("'XYZ' is not supported"));
}

TEST_CASE("What is no answer of Autodiscover is a fault", "[read]") {
  Arena arena;
  for (const char* const json :
       {"", "{", "[]", "{}", "null", R"({"Protocol":"Ews"})", R"({"Url":"https://a.example/"})", R"({"Protocol":"Ews","Url":"http://a.example/"})",
        R"({"Protocol":7,"Url":"https://a.example/"})", R"({"Protocol":"Ews","Url":["https://a.example/"]})",
        R"({"Protocol":"E\nws","Url":"https://a.example/"})", R"({"Protocol":"Ews","Url":"https://a b.example/"})",
        R"({"Protocol":"Ews","Url":"https://ada@a.example/"})", "<html/>"}) {
    CAPTURE(json);
    const auto read = read_autodiscover_v2(json, arena);
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().sentence.empty());
  }
  CHECK_FALSE(read_autodiscover_v2(R"({"Protocol":")" + std::string(300000, 'x') + R"(","Url":"https://a.example/"})", arena));
}
