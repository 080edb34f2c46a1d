#pragma once
// What the readers of all manifests share.
#include <string>
#include <vector>

#include "model/client_tables.hpp"
#include "model/words.hpp"
#include "read/json_node.hpp"

namespace homing {

template <class Enum>
Enum read_word(const JsonNode& node, Enum otherwise) {
  if (!node.present()) return otherwise;
  if (const auto value = from_word<Enum>(node.text())) return *value;
  std::string expected = "one of";
  for (const Text text : words_of<Enum>) expected.append(text.empty() ? "" : " ").append(text.view());
  node.refuse(expected);
  return otherwise;
}

inline std::vector<std::string> read_texts(const JsonNode& list) {
  std::vector<std::string> result;
  for (const JsonNode& item : list.items()) result.push_back(item.required());
  return result;
}

template <class Vector>
table::Range range_since(std::size_t first, const Vector& vector) {
  return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(vector.size() - first)};
}

}  // namespace homing
