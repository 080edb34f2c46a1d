// What a race that asks everything does besides: the sources hear what others found.
#include "decide/race.hpp"

namespace homing {

void Race::find(const Finding& finding) {
  findings_.add(finding, rank(finding.place), now_);
  if (!pace_.exhaustive) return;
  const std::size_t before = speaking_;
  for (speaking_ = 0; speaking_ < entrants_.size(); ++speaking_) {
    if (entrants_[speaking_].source != nullptr) entrants_[speaking_].source->overhear(finding, *this);
  }
  speaking_ = before;
}

}  // namespace homing
