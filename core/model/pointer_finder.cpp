#include "model/pointer_finder.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace homing {
namespace {

Place place_of(const boost::json::value& value) {
  Place place;
  if (value.is_string()) {
    place.type = Place::Type::text;
    place.owned = std::string(value.get_string());
  } else if (value.is_int64()) {
    place.type = Place::Type::number;
    place.number = value.get_int64();
  } else if (value.is_double()) {
    place.type = Place::Type::milliseconds;
    place.milliseconds = value.get_double();
  } else if (value.is_array()) {
    place.type = Place::Type::list;
    place.count = value.get_array().size();
  } else if (value.is_object()) {
    place.type = Place::Type::object;
  } else {
    place.type = value.is_null() ? Place::Type::null : Place::Type::other;
  }
  return place;
}

}  // namespace

std::optional<Place> find_in_json(std::string_view json, std::string_view pointer, std::string* part) {
  const boost::json::value document = boost::json::parse(json);
  boost::system::error_code error;
  const boost::json::value* const value = document.find_pointer(pointer, error);
  if (value == nullptr) return std::nullopt;
  if (part != nullptr) *part += boost::json::serialize(*value);
  return place_of(*value);
}

void PointerFinder::raw(std::string_view key, Text json) {
  const std::string_view before = rest_;
  if (step(key)) found_ = find_in_json(json, rest_, json_);
  rest_ = before;
}

void PointerFinder::texts(std::string_view key, std::span<const Text> values) {
  const std::string_view before = rest_;
  if (step(key) && !here_is_list(values.size(), [&](JsonWriter& w) { w.texts("", values); })) {
    const std::optional<std::size_t> index = step_to_index(values.size());
    if (index && rest_.empty()) {
      found_.emplace().type = Place::Type::text;
      found_->text = values[*index];
      if (json_ != nullptr) JsonWriter(*json_).quote(values[*index]);
    }
  }
  rest_ = before;
}

std::optional<std::size_t> PointerFinder::step_to_index(std::size_t count) {
  if (!rest_.starts_with('/')) return std::nullopt;
  const std::string_view digits = rest_.substr(1, rest_.find('/', 1) - 1);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool padded = digits.size() > 1 && digits.front() == '0';  // RFC 6901 section 4
  if (error != std::errc() || end != digits.data() + digits.size() || padded || index >= count) return std::nullopt;
  rest_.remove_prefix(1 + digits.size());
  return index;
}

}  // namespace homing
