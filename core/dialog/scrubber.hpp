#pragma once
// Servers repeat what they were told. What is quoted from them must not hold a secret, in any form in which it was sent.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/secret.hpp"

namespace homing {

class Scrubber {
 public:
  void forget(std::string_view secret) {
    if (secret.size() < shortest) return;
    const auto place = std::find_if(secrets_.begin(), secrets_.end(), [&](const Secret& other) { return other.reveal().size() < secret.size(); });
    secrets_.emplace(place, secret);
  }

  std::string clean(std::string text) const {
    for (const Secret& secret : secrets_) {
      const std::string_view word = secret.reveal();
      for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + mask.size())) text.replace(at, word.size(), mask);
    }
    return text;
  }

 private:
  // Masking every letter "a" would hide all and protect nothing.
  static constexpr std::size_t shortest = 3;
  static constexpr std::string_view mask = "***";

  std::vector<Secret> secrets_;  // the longest first: a whole response may hold another form
};

}  // namespace homing
