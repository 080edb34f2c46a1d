#pragma once
// What every reader of manifests does with words and lists of texts.
#include <string>
#include <vector>

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

}  // namespace homing
