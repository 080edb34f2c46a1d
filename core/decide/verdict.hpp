#pragma once
// All that was found, judged: where the mailbox is, which settings hold, what contradicts what.
#include <span>

#include "model/resolution.hpp"
#include "source/source.hpp"

namespace homing {

/// What a search brought together.
struct Case {
  std::span<const Finding> findings;  ///< best rank first
  std::span<const Evidence> evidence;
  std::span<const Advice> advice;
  std::span<const Disclosed> disclosed;
  Timing timing;
  std::span<const Hint> hints;
  bool reached = true;  ///< whether the domain could be asked at all
};

Resolution decide(const Subject& subject, const Case& all);

}  // namespace homing
