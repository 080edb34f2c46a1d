#pragma once
// Which errors a text shows. Linear in the text: each place is looked up once among the fragments of all errors.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/unwrap.hpp"
#include "model/question.hpp"
#include "model/tables.hpp"

namespace homing {

/// What is known beside the words, for patterns that ask for it.
struct Circumstances;

struct Match {
  const table::Tables* tables = nullptr;
  const table::Error* error = nullptr;
  const table::Pattern* pattern = nullptr;
};

/// What a text holds, by the fragments of one catalogue.
class Reading {
 public:
  Reading(const table::Tables& tables, const Unwrapped& text);
  /// All errors that fit, each with its best pattern; best first. `known` may be null.
  std::vector<Match> matches(const Circumstances* known) const;

 private:
  void scan(table::Manner manner, std::string_view text);
  bool holds_all(table::Range range) const;
  bool holds_any(table::Range range) const;
  bool has_one(table::Range texts, const std::vector<std::string>& found) const;
  bool speaks(table::Speaker speaker, const Circumstances* known) const;
  bool fits(const table::Pattern& pattern, const Circumstances* known) const;
  const table::Pattern* best(const table::Error& error, const Circumstances* known) const;

  const table::Tables& tables_;
  std::vector<bool> held_;  // by fragment
  std::vector<std::string> codes_, replies_, numbers_;
  bool microsoft_named_ = false, other_named_ = false;
};

}  // namespace homing
