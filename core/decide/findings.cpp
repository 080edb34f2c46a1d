#include "decide/findings.hpp"

#include <algorithm>

namespace homing {
namespace {

bool is_same(const Finding& a, const Finding& b) { return b.from_hints ? a.from_hints : a.source == b.source && a.origin == b.origin; }

template <class Wanted>
std::size_t first(std::span<const Finding> list, const Wanted& wanted) {
  const auto found = std::find_if(list.begin(), list.end(), wanted);
  return found == list.end() ? Findings::nowhere : static_cast<std::size_t>(found - list.begin());
}

}  // namespace

void Findings::add(const Finding& finding, std::uint32_t rank, Time now) {
  const std::size_t same = first(list_, [&](const Finding& other) { return is_same(other, finding); });
  if (same != nowhere) {
    now = marks_[same].when;
    list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(same));
    marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(same));
  }
  const auto behind = std::upper_bound(marks_.begin(), marks_.end(), rank, [](std::uint32_t wanted, const Mark& mark) { return wanted < mark.rank; });
  list_.insert(list_.begin() + (behind - marks_.begin()), finding);
  marks_.insert(behind, {rank, now});
}

void Findings::restart(Time start) {
  for (Mark& mark : marks_) mark.when = start;
}

std::size_t Findings::decisive() const {
  return first(list_, [](const Finding& finding) { return finding.weight == Weight::decisive; });
}

std::size_t Findings::best_usable() const {
  return first(
      list_, [](const Finding& finding) { return finding.weight == Weight::usable && finding.settings != nullptr && finding.settings->complete(); });
}

std::size_t Findings::of_exchangers() const {
  return first(list_, [](const Finding& finding) { return finding.source == SourceId::mx; });
}

}  // namespace homing
