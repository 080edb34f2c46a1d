#include "read/web_json.hpp"

#include "read/host.hpp"
#include "read/json_node.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_text = 2048;
constexpr std::size_t longest_message = 300;

}  // namespace

Expected<boost::json::object> parse_web_json(std::string_view text) {
  if (text.size() > largest_configuration) return Fault{"The file is larger than 256 kB.", largest_configuration};
  Expected<boost::json::value> parsed = parse_json(text);
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return Fault{"The file is JSON, but no object.", 0};
  return std::move(parsed->get_object());
}

std::string text_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  const boost::json::string* const string = value == nullptr ? nullptr : value->if_string();
  if (string == nullptr || !is_one_line({string->data(), string->size()}, longest_text)) return {};
  return std::string(*string);
}

std::string message_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  const boost::json::string* const string = value == nullptr ? nullptr : value->if_string();
  return string == nullptr ? std::string() : one_line({string->data(), string->size()}, longest_message);
}

const boost::json::object& object_at(const boost::json::object& object, std::string_view key) {
  static const boost::json::object none;
  const boost::json::value* const value = object.if_contains(key);
  return value != nullptr && value->is_object() ? value->get_object() : none;
}

bool is_true_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

}  // namespace homing
