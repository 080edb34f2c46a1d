#include "read/secret_json.hpp"

#include "unit/world.hpp"

using namespace homing;

TEST_CASE("Members of JSON with secrets are read", "[read]") {
  const auto object = parse_secret_json(R"({"a":"t\/o\u006ben","b":7,"c":null,"a2":""})");
  REQUIRE(object);
  CHECK(secret_at(*object, "a").reveal() == "t/oken");
  CHECK(secret_at(*object, "b").empty());
  CHECK(secret_at(*object, "d").empty());
  CHECK(number_at(*object, "b", 0, 10, 3) == 7);
  CHECK(number_at(*object, "b", 8, 10, 3) == 8);
  CHECK(number_at(*object, "d", 0, 10, 3) == 3);
}

TEST_CASE("Its memory is not the ordinary one, so that it is wiped", "[read]") {
  const auto object = parse_secret_json(R"({"a":"token"})");
  REQUIRE(object);
  CHECK(object->storage().get() != boost::json::storage_ptr().get());
  CHECK(object->at("a").as_string().storage().get() == object->storage().get());
}

TEST_CASE("JSON that is too large, too deep or no object is refused, and the fault holds nothing of it", "[read]") {
  const std::string deep(40, '[');
  for (const std::string& text :
       {std::string(256 * 1024 + 1, ' '), "{\"a\":" + deep + std::string(40, ']') + "}", std::string("[\"hunter2\"]"), std::string("\"hunter2\""),
        std::string("{\"hunter2\""), std::string("{} hunter2"), std::string("{\"a\":\"\xff\"}")}) {
    CAPTURE(text.substr(0, 40));
    const auto object = parse_secret_json(text);
    REQUIRE_FALSE(object);
    CHECK(object.error().sentence.find("hunter2") == std::string::npos);
  }
  CHECK(parse_secret_json("{}" + std::string(256 * 1024 - 2, ' ')));
}
