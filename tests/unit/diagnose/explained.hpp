#pragma once
// What the tests of explaining have in common.
#include <boost/json.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "diagnose/diagnosis.hpp"
#include "schema.hpp"

namespace homing::testing {

inline const Catalogue& builtin_catalogue() {
  static const Catalogue catalogue(builtin_tables());
  return catalogue;
}

/// The ids of what a text shows, best first. The document is held against its schema on the way.
inline std::vector<std::string> explained(std::string_view text) {
  const std::string document = explanation_json(builtin_catalogue(), text);
  CHECK(joined(check_schema("explanation", document)).empty());
  std::vector<std::string> ids;
  const boost::json::value read = boost::json::parse(document);
  for (const boost::json::value& match : read.at("matches").as_array()) ids.emplace_back(match.at("id").as_string());
  return ids;
}

/// The best, or nothing.
inline std::string best(std::string_view text) {
  const std::vector<std::string> ids = explained(text);
  return ids.empty() ? std::string() : ids.front();
}

/// Documents, one a line.
inline std::vector<boost::json::value> lines_of(const std::string& name) {
  std::ifstream file(HOMING_SOURCE_DIR "/tests/unit/data/" + name);
  REQUIRE(file.good());
  std::vector<boost::json::value> values;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) values.push_back(boost::json::parse(line));
  }
  return values;
}

inline std::vector<std::string> texts_in(const boost::json::value& value, std::string_view key) {
  std::vector<std::string> texts;
  const boost::json::value* const list = value.as_object().if_contains(key);
  if (list == nullptr) return texts;
  for (const boost::json::value& item : list->as_array()) texts.emplace_back(item.as_string());
  return texts;
}

}  // namespace homing::testing
