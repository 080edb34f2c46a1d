#include "verify/values.hpp"

#include <algorithm>

#include "model/utf8.hpp"

namespace homing {

Fault refused(std::string_view name, std::string_view value, const std::string& expected) {
  return {std::string(name) + ": \"" + to_utf8(value, 100) + "\" is not " + expected + ".", 0};
}

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), part.size() + 1));
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

}  // namespace homing
