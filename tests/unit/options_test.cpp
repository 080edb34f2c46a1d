#include "options.hpp"

#include <set>

#include "catch.hpp"
#include "model/utf8.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using homing::Option;
using homing::Options;

namespace {

std::string fault(std::string_view name, std::string_view value) {
  Options options;
  const auto set = options.set(name, value);
  return set ? "accepted" : set.error().sentence;
}

}  // namespace

TEST_CASE("Every option has a unique name, a sentence, and a default that may be set", "[options]") {
  std::set<std::string> names;
  for (const homing::OptionRow& row : homing::option_table()) {
    CAPTURE(row.name.view());
    CHECK(names.insert(std::string(row.name.view())).second);
    CHECK(row.sentence.view().ends_with('.'));
    CHECK(fault(row.name, row.standard) == "accepted");
    CHECK(std::string(Options().get(row.name)) == row.standard.view());
  }
}

TEST_CASE("The table as JSON keeps its contract", "[options]") {
  CHECK(homing::testing::joined(homing::testing::check_schema("options", homing::option_table_json())).empty());
}

TEST_CASE("An option and its place in the table belong together", "[options]") {
  Options options;
  REQUIRE(options.set("deadline_ms", "2500"));
  REQUIRE(options.set("trace", "on"));
  REQUIRE(options.set("directory.folder", "/etc/homing"));
  CHECK(options.number(Option::deadline_ms) == 2500);
  CHECK(options.flag(Option::trace));
  CHECK_FALSE(options.flag(Option::offline));
  CHECK(options.text(Option::directory_folder) == "/etc/homing");
  CHECK(options.text(Option::net_private_addresses) == "allow");
  CHECK(options.number(Option::grace_ms) == 300);
}

TEST_CASE("Switches are written as people write them", "[options]") {
  for (const char* const on : {"on", "1", "true", "yes"}) {
    Options options;
    REQUIRE(options.set("offline", on));
    CHECK(std::string(options.get("offline")) == "on");
  }
  for (const char* const off : {"off", "0", "false", "no"}) {
    Options options;
    REQUIRE(options.set("directory", off));
    CHECK(std::string(options.get("directory")) == "off");
  }
}

TEST_CASE("A value that cannot be used is refused and the old one stays", "[options]") {
  struct Row {
    const char* name;
    const char* value;
    const char* expected;
  };
  const Row row = GENERATE(values<Row>({{"offline", "maybe", "on or off"},
                                        {"offline", "", "on or off"},
                                        {"deadline_ms", "0", "from 1 to 600000"},
                                        {"deadline_ms", "600001", "from 1 to 600000"},
                                        {"deadline_ms", "-1", "whole number"},
                                        {"deadline_ms", "1.5", "whole number"},
                                        {"deadline_ms", "", "whole number"},
                                        {"deadline_ms", "99999999999999999999", "whole number"},
                                        {"deadline_ms", "10 ", "whole number"},
                                        {"net.private_addresses", "deny", "allow|refuse"},
                                        {"directory.url", "http://x.example/", "https"},
                                        {"directory.url", "", "https"}}));
  CAPTURE(row.name, row.value);
  Options options;
  const std::string before = options.get(row.name);
  const auto set = options.set(row.name, row.value);
  REQUIRE_FALSE(set);
  CHECK_THAT(set.error().sentence, Catch::Contains(row.name) && Catch::Contains(row.expected));
  CHECK(options.get(row.name) == before);
}

TEST_CASE("Numbers may be set to both ends of their range", "[options]") {
  for (const homing::OptionRow& row : homing::option_table()) {
    if (row.type != homing::OptionType::number) continue;
    CAPTURE(row.name.view());
    CHECK(fault(row.name, std::to_string(row.least)) == "accepted");
    CHECK(fault(row.name, std::to_string(row.most)) == "accepted");
    CHECK(fault(row.name, std::to_string(row.least - 1)) != "accepted");
    CHECK(fault(row.name, std::to_string(row.most + 1)) != "accepted");
  }
}

TEST_CASE("A directory without a host is no https URL", "[options]") { CHECK(fault("directory.url", "https://") != "accepted"); }

TEST_CASE("An unknown option is refused by name", "[options]") {
  CHECK_THAT(fault("deadline", "1"), Catch::Contains("\"deadline\""));
  CHECK(Options().get("deadline") == nullptr);
  CHECK(Options().get("") == nullptr);
}

TEST_CASE("Texts that are no UTF-8 or hold NUL are refused", "[options]") {
  CHECK(fault("directory.folder", "/etc/\xFF") != "accepted");
  CHECK(fault("directory.folder", std::string_view("/etc\0/x", 7)) != "accepted");
  CHECK(fault("directory.folder", std::string(5000, 'a')) != "accepted");
  CHECK(fault("answers", "{\"x\":\"" + std::string(100000, 'a') + "\"}") == "accepted");
}

TEST_CASE("A refusal is UTF-8 whatever was refused", "[options]") {
  std::string umlauts = "a";
  for (int i = 0; i < 100; ++i) umlauts += "\xC3\xBC";
  for (const std::string& sentence : {fault("deadline_ms", umlauts), fault(umlauts, "1"), fault("\xFF\xFE", "1"), fault("deadline_ms", "\xFF")}) {
    CAPTURE(sentence);
    CHECK(sentence != "accepted");
    CHECK(homing::find_invalid_utf8(sentence) == homing::utf8_is_valid);
  }
}
