#include "schema.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace homing::testing {
namespace {

using Adapter = valijson::adapters::BoostJsonAdapter;
namespace json = boost::json;

constexpr std::string_view home = "https://homing.example/schema/";

// valijson does not resolve relative references, so they are made absolute first.
void make_absolute(json::value& value) {
  if (json::array* const array = value.if_array()) {
    for (json::value& element : *array) make_absolute(element);
  }
  json::object* const object = value.if_object();
  if (object == nullptr) return;
  for (json::key_value_pair& member : *object) {
    json::string* const text = member.key() == "$ref" ? member.value().if_string() : nullptr;
    if (text != nullptr && !text->starts_with('#') && text->find("://") == json::string::npos) *text = std::string(home) + std::string(*text);
    make_absolute(member.value());
  }
}

const json::value& document(const std::string& file) {
  static std::map<std::string, json::value> known;
  const auto found = known.find(file);
  if (found != known.end()) return found->second;
  json::value read = json::parse(slurp(std::string(HOMING_SOURCE_DIR "/manifests/schema/") + file));
  make_absolute(read);
  return known.emplace(file, std::move(read)).first->second;
}

const json::value* fetch(const std::string& uri) {
  if (!uri.starts_with(home)) throw std::runtime_error("no such schema: " + uri);
  return &document(uri.substr(home.size()));
}

const valijson::Schema& schema(const std::string& file) {
  static std::map<std::string, valijson::Schema> known;
  const auto found = known.find(file);
  if (found != known.end()) return found->second;
  valijson::Schema& made = known[file];
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(Adapter(document(file)), made, fetch, [](const json::value*) {});
  return made;
}

}  // namespace

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> check_schema(std::string_view name, std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error) return {"not JSON: " + error.message()};
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema(std::string(name) + ".schema.json"), Adapter(value), &results);
  std::vector<std::string> complaints;
  for (const auto& complaint : results) {
    std::string place;
    for (const std::string& step : complaint.context) place += step;
    complaints.push_back(place + ": " + complaint.description);
  }
  return complaints;
}

std::string joined(const std::vector<std::string>& complaints) {
  std::string text;
  for (const std::string& complaint : complaints) text += complaint + '\n';
  return text;
}

}  // namespace homing::testing
