#pragma once
// Writes JSON (RFC 8259) straight into a string. The visitors of document.hpp are written against its interface.
#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/text.hpp"

namespace homing {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void text(std::string_view key, std::string_view value) { name(key), quote(value); }
  /// `null` for an empty value.
  void text_or_null(std::string_view key, std::string_view value) {
    name(key);
    if (value.empty()) out_ += "null";
    else quote(value);
  }
  void number(std::string_view key, std::int64_t value) { name(key), append_number(value); }
  void milliseconds(std::string_view key, double value) { name(key), append_tenths(value); }
  void flag(std::string_view key, bool value) { name(key), out_ += value ? "true" : "false"; }
  /// `json` is a JSON value already.
  void raw(std::string_view key, Text json) { name(key), out_ += json.view(); }

  template <class Members>
  void object(std::string_view key, const Members& members) {
    name(key), element(members);
  }
  template <class Value, class Members>
  void objects(std::string_view key, std::span<const Value> values, const Members& members) {
    name(key);
    out_ += '[';
    bool first = true;
    for (const Value& value : values) {
      if (!first) out_ += ',';
      first = false;
      element([&](auto& out) { members(out, value); });
    }
    out_ += ']';
  }
  /// Texts or strings.
  template <class Range>
  void texts(std::string_view key, const Range& values) {
    name(key);
    out_ += '[';
    bool first = true;
    for (const auto& value : values) {
      if (!first) out_ += ',';
      first = false;
      quote(value);
    }
    out_ += ']';
  }

  /// A value without a key: the whole document, or an element of a list.
  template <class Members>
  void element(const Members& members) {
    out_ += '{';
    fresh_ = true;
    members(*this);
    out_ += '}';
    fresh_ = false;
  }
  void quote(std::string_view value);
  /// Tenths are enough, and the same in every locale.
  void append_tenths(double value);

 private:
  void name(std::string_view key) {
    if (!fresh_) out_ += ',';
    fresh_ = false;
    (out_ += '"').append(key) += "\":";  // keys are ours and need no escaping
  }
  void append_number(std::int64_t value) {
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  std::string& out_;
  bool fresh_ = true;  // nothing stands before the next key
};

}  // namespace homing
