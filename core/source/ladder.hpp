#pragma once
// The order of the sources. Nothing else in Homing knows it.
#include <memory>
#include <span>

#include "source/source.hpp"

namespace homing {

struct Rung {
  SourceId source;
  bool (*wanted)(const Permissions&);  ///< the start rule
  std::unique_ptr<Source> (*build)(const Subject&);
};

/// Best first: a finding of a higher rung beats one of a lower rung. All of them start at once; the first asks nobody.
std::span<const Rung> ladder();

}  // namespace homing
