#pragma once
// Walks a description (document.cpp) towards one JSON Pointer and enters only the branches that lead there.
#include <optional>
#include <string>
#include <string_view>

#include "model/document.hpp"
#include "model/json_writer.hpp"

namespace homing {

class PointerFinder {
 public:
  /// With `json`, what stands at the place is also written there.
  PointerFinder(std::string_view pointer, std::string* json) : rest_(pointer), json_(json) {}

  void text(std::string_view key, Text value) {
    leaf(
        key, Place::Type::text, [&](Place& p) { p.text = value; }, [&](auto& w) { w.quote(value); });
  }
  void text_or_null(std::string_view key, Text value) {
    if (!value.empty()) return text(key, value);
    leaf(
        key, Place::Type::null, [](Place&) {}, [this](auto&) { *json_ += "null"; });
  }
  void number(std::string_view key, std::int64_t value) {
    leaf(
        key, Place::Type::number, [&](Place& p) { p.number = value; }, [&](auto&) { *json_ += std::to_string(value); });
  }
  void milliseconds(std::string_view key, double value) {
    leaf(
        key, Place::Type::milliseconds, [&](Place& p) { p.milliseconds = value; }, [&](auto& w) { w.append_tenths(value); });
  }
  void raw(std::string_view key, Text json);

  template <class Members>
  void object(std::string_view key, const Members& members) {
    const std::string_view before = rest_;
    if (step(key)) element(members);
    rest_ = before;
  }
  template <class Value, class Members>
  void objects(std::string_view key, std::span<const Value> values, const Members& members) {
    const std::string_view before = rest_;
    if (step(key) && !here_is_list(values.size(), [&](JsonWriter& w) { w.objects("", values, members); })) {
      const std::optional<std::size_t> index = step_to_index(values.size());
      if (index) element([&](auto& out) { members(out, values[*index]); });
    }
    rest_ = before;
  }
  void texts(std::string_view key, std::span<const Text> values);

  template <class Members>
  void element(const Members& members) {
    if (!rest_.empty()) return members(*this);
    found_.emplace().type = Place::Type::object;
    if (json_ != nullptr) JsonWriter(*json_).element(members);
  }

  std::optional<Place> take() { return std::move(found_); }

 private:
  bool step(std::string_view key) {
    // The first letter tells most keys apart.
    if (found_ || rest_.size() <= key.size() || (!key.empty() && rest_[1] != key.front())) return false;
    if (rest_.front() != '/' || rest_.substr(1, key.size()) != key) return false;
    const std::string_view behind = rest_.substr(1 + key.size());
    if (!behind.empty() && behind.front() != '/') return false;
    rest_ = behind;
    return true;
  }
  std::optional<std::size_t> step_to_index(std::size_t count);

  template <class Set, class Write>
  void leaf(std::string_view key, Place::Type type, const Set& set, const Write& write) {
    const std::string_view before = rest_;
    if (step(key) && rest_.empty()) {
      set(found_.emplace());
      found_->type = type;
      if (json_ != nullptr) {
        JsonWriter writer(*json_);
        write(writer);
      }
    }
    rest_ = before;
  }
  // Whether the pointer ends at this list.
  template <class Write>
  bool here_is_list(std::size_t count, const Write& write) {
    if (!rest_.empty()) return false;
    found_.emplace().type = Place::Type::list;
    found_->count = count;
    if (json_ != nullptr) write_value(write);
    return true;
  }
  template <class Write>
  void write_value(const Write& write) {
    constexpr std::string_view nameless = "\"\":";
    std::string named;
    JsonWriter writer(named);
    write(writer);
    *json_ += std::string_view(named).substr(nameless.size());
  }

  std::string_view rest_;
  std::string* json_;
  std::optional<Place> found_;
};

}  // namespace homing
