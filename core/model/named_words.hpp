#pragma once
// Words of ours that begin with the name of their entry in the catalogue of errors: `oauth.store: there is no room`.
#include <string>

namespace homing {

/// Without it.
inline std::string for_people(const std::string& words) {
  const std::size_t colon = words.find(": ");
  return words.starts_with("oauth.") && colon != std::string::npos ? words.substr(colon + 2) : words;
}

}  // namespace homing
