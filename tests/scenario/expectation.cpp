#include "expectation.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <string_view>

namespace homing::testing {
namespace {

namespace json = boost::json;
using Complaints = std::vector<std::string>;

std::string complaint(const std::string& pointer, const std::string& expected, const json::value& found) {
  return (pointer.empty() ? "the document" : pointer) + ": expected " + expected + ", found " + json::serialize(found);
}

void append(Complaints& all, Complaints more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

bool matches(const json::value& expected, const json::value& found) { return differences(expected, found).empty(); }

Complaints compare_texts(const json::string& expected, const json::value& found, const std::string& pointer) {
  const std::string_view text = expected;
  const bool part = text.size() > 2 && text.front() == '*' && text.back() == '*';
  const json::string* const other = found.if_string();
  const std::string_view wanted = part ? text.substr(1, text.size() - 2) : text;
  const bool same = other != nullptr && (part ? std::string_view(*other).find(wanted) != std::string_view::npos : std::string_view(*other) == text);
  if (same) return {};
  return {complaint(pointer, std::string(part ? "something with " : "") + '"' + std::string(wanted) + '"', found)};
}

Complaints compare_lists(const json::array& expected, const json::value& found, const std::string& pointer) {
  const json::array* const list = found.if_array();
  if (list == nullptr) return {complaint(pointer, "a list", found)};
  if (list->size() != expected.size()) return {complaint(pointer, std::to_string(expected.size()) + " elements", found)};
  Complaints all;
  for (std::size_t i = 0; i < expected.size(); ++i) append(all, differences(expected[i], (*list)[i], pointer + '/' + std::to_string(i)));
  return all;
}

// What is said of a list as a whole.
Complaints judge_list(const json::object& expected, const json::array& list, const json::value& found, const std::string& pointer) {
  Complaints all;
  for (const auto& member : expected) {
    const std::string_view word = member.key();
    const json::value& wanted = member.value();
    const auto holds = std::count_if(list.begin(), list.end(), [&](const json::value& element) { return matches(wanted, element); });
    const std::string shown = json::serialize(wanted);
    if (word == "length" && wanted != static_cast<std::int64_t>(list.size())) all.push_back(complaint(pointer, shown + " elements", found));
    if (word == "some" && holds == 0) all.push_back(complaint(pointer, "an element with " + shown, found));
    if (word == "none" && holds != 0) all.push_back(complaint(pointer, "no element with " + shown, found));
    if (word != "length" && word != "some" && word != "none") all.push_back(complaint(pointer, "an object", found));
  }
  return all;
}

Complaints compare_objects(const json::object& expected, const json::value& found, const std::string& pointer) {
  if (const json::array* const list = found.if_array()) return judge_list(expected, *list, found, pointer);
  const json::object* const object = found.if_object();
  if (object == nullptr) return {complaint(pointer, "an object", found)};
  Complaints all;
  for (const auto& member : expected) {
    const std::string place = pointer + '/' + std::string(member.key());
    const json::value* const other = object->if_contains(member.key());
    if (other == nullptr) all.push_back(place + ": missing");
    else append(all, differences(member.value(), *other, place));
  }
  return all;
}

}  // namespace

Complaints differences(const json::value& expected, const json::value& found, const std::string& pointer) {
  if (const json::object* const object = expected.if_object()) return compare_objects(*object, found, pointer);
  if (const json::array* const list = expected.if_array()) return compare_lists(*list, found, pointer);
  if (const json::string* const text = expected.if_string()) return compare_texts(*text, found, pointer);
  if (expected == found) return {};
  return {complaint(pointer, json::serialize(expected), found)};
}

}  // namespace homing::testing
