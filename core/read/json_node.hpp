#pragma once
// Reads JSON that people write, and names the place of the first thing that is wrong.
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"

namespace homing {

/// A value inside a JSON document together with its JSON Pointer. The first fault anywhere is kept; what cannot be read
/// yields an empty value, so that readers need no branches.
class JsonNode {
 public:
  JsonNode(const boost::json::value* value, std::string pointer, std::optional<Fault>& first_fault)
      : value_(value), pointer_(std::move(pointer)), fault_(first_fault) {}

  bool present() const { return value_ != nullptr; }
  bool is_string() const { return present() && value_->is_string(); }
  bool is_object() const { return present() && value_->is_object(); }
  const boost::json::value& value() const { return *value_; }

  /// A member; absent members are nodes that are not `present`.
  JsonNode operator[](std::string_view key) const;
  std::vector<JsonNode> items() const;
  std::vector<std::pair<std::string, JsonNode>> members() const;

  std::string text() const;      ///< must be a string; empty when absent
  std::string required() const;  ///< must be a non-empty string
  std::int64_t number(std::int64_t least, std::int64_t most, std::int64_t otherwise) const;
  bool flag(bool otherwise) const;
  void refuse(const std::string& expected) const;

 private:
  const boost::json::value* value_;
  std::string pointer_;
  std::optional<Fault>& fault_;
};

/// Parses JSON (bounded depth); the fault names the byte.
Expected<boost::json::value> parse_json(std::string_view text);

}  // namespace homing
