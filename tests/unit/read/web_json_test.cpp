#include "read/web_json.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("What is missing and what has another type read alike", "[read]") {
  const auto object = parse_web_json(R"({"text":"a","number":7,"null":null,"list":["a"],"object":{"x":true},"lines":"a\r\nb","empty":""})");
  REQUIRE(object);
  CHECK(text_at(*object, "text") == "a");
  for (const char* const key : {"number", "null", "list", "object", "lines", "empty", "absent"}) CHECK(text_at(*object, key).empty());
  CHECK(message_at(*object, "lines") == "a  b");
  CHECK(message_at(*object, "number").empty());
  CHECK(is_true_at(object_at(*object, "object"), "x"));
  CHECK_FALSE(is_true_at(*object, "text"));
  for (const char* const key : {"number", "null", "list", "text", "absent"}) CHECK(object_at(*object, key).empty());
}

TEST_CASE("JSON from the web is an object of bounded size and depth", "[read]") {
  for (const char* const text : {"", "[]", "7", "null", "{", "{} x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_web_json(text));
  }
  CHECK(parse_web_json("{\"a\":\"" + std::string(200000, 'x') + "\"}"));
  CHECK_FALSE(parse_web_json("{\"a\":\"" + std::string(300000, 'x') + "\"}"));
  CHECK_FALSE(parse_web_json("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}"));
  const auto object = parse_web_json("{\"a\":\"" + std::string(3000, 'x') + "\"}");
  REQUIRE(object);
  CHECK(text_at(*object, "a").empty());
}
