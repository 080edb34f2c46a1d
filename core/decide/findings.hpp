#pragma once
// What one race has found, best rank first, and since when.
#include <chrono>
#include <memory_resource>
#include <span>
#include <vector>

#include "source/source.hpp"

namespace homing {

using Time = std::chrono::steady_clock::time_point;

class Findings {
 public:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  explicit Findings(Arena& arena) : list_(arena.memory()), marks_(arena.memory()) {}

  /// A source that has learned more says it again; it has been found since the first time.
  void add(const Finding& finding, std::uint32_t rank, Time now);
  void restart(Time start);

  std::size_t size() const { return list_.size(); }
  Finding& operator[](std::size_t index) { return list_[index]; }
  const Finding& operator[](std::size_t index) const { return list_[index]; }
  std::uint32_t rank(std::size_t index) const { return marks_[index].rank; }
  Time since(std::size_t index) const { return marks_[index].when; }
  std::span<const Finding> all() const { return list_; }

  /// Indices; `nowhere`: there is none.
  std::size_t decisive() const;
  std::size_t best_usable() const;
  std::size_t of_exchangers() const;

 private:
  struct Mark {
    std::uint32_t rank;
    Time when;
  };

  std::pmr::vector<Finding> list_;
  std::pmr::vector<Mark> marks_;  // of the finding at the same place
};

}  // namespace homing
