#include "read/json_node.hpp"

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t deepest = 32;

std::string shown(const boost::json::value& value) { return to_utf8(boost::json::serialize(value), 40); }

}  // namespace

Expected<boost::json::value> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = deepest;
  boost::json::parser parser({}, options);
  boost::system::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (error) return Fault{"Not valid JSON at byte " + std::to_string(read) + ": " + error.message() + ".", read};
  return parser.release();
}

JsonNode JsonNode::operator[](std::string_view key) const {
  std::string pointer = pointer_ + '/' + std::string(key);
  if (!present()) return {nullptr, std::move(pointer), fault_};
  const boost::json::object* const object = value_->if_object();
  if (object == nullptr) {
    refuse("an object");
    return {nullptr, std::move(pointer), fault_};
  }
  return {object->if_contains(key), std::move(pointer), fault_};
}

std::vector<JsonNode> JsonNode::items() const {
  std::vector<JsonNode> result;
  if (!present()) return result;
  const boost::json::array* const array = value_->if_array();
  if (array == nullptr) {
    refuse("an array");
    return result;
  }
  for (std::size_t i = 0; i < array->size(); ++i) result.emplace_back(&(*array)[i], pointer_ + '/' + std::to_string(i), fault_);
  return result;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
  std::vector<std::pair<std::string, JsonNode>> result;
  if (!present()) return result;
  const boost::json::object* const object = value_->if_object();
  if (object == nullptr) {
    refuse("an object");
    return result;
  }
  for (const auto& member : *object) {
    const std::string key(member.key());
    result.emplace_back(key, JsonNode(&member.value(), pointer_ + '/' + key, fault_));
  }
  return result;
}

std::string JsonNode::text() const {
  if (!present() || value_->is_null()) return {};
  if (const boost::json::string* const string = value_->if_string()) return std::string(*string);
  refuse("a string");
  return {};
}

std::string JsonNode::required() const {
  std::string result = text();
  if (result.empty()) refuse("a non-empty string");
  return result;
}

std::int64_t JsonNode::number(std::int64_t least, std::int64_t most, std::int64_t otherwise) const {
  if (!present()) return otherwise;
  boost::system::error_code error;
  const auto number = value_->is_number() ? value_->to_number<std::int64_t>(error) : least - 1;
  if (!value_->is_number() || error || number < least || number > most) {
    refuse("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return otherwise;
  }
  return number;
}

bool JsonNode::flag(bool otherwise) const {
  if (!present()) return otherwise;
  if (value_->is_bool()) return value_->get_bool();
  refuse("true or false");
  return otherwise;
}

void JsonNode::refuse(const std::string& expected) const {
  if (fault_) return;
  const std::string found = present() ? shown(*value_) : "nothing";
  fault_ = Fault{(pointer_.empty() ? "The document" : pointer_) + ": expected " + expected + ", found " + found + ".", 0};
}

}  // namespace homing
