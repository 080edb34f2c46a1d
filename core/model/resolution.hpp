#pragma once
// What comes out of a job. All of it lives in the job's Arena.
#include <cstdint>
#include <span>

#include "model/settings.hpp"

namespace homing {

struct Timing {
  double total_ms = 0;
  std::uint32_t questions = 0;  ///< asked of anybody
  std::uint32_t answers = 0;    ///< of those, heard before the verdict
  std::uint32_t recalled = 0;   ///< of those, kept by the session from before
};

struct Resolution {
  Text address;
  Outcome outcome = Outcome::not_found;
  Mailbox mailbox;
  Settings settings;
  std::span<const Advice> advice;
  std::span<const Evidence> evidence;
  std::span<const Disclosed> disclosed;
  std::span<const Problem> problems;
  bool has_problems = false;  ///< a configuration was checked, so that even an empty list is an answer
  Timing timing;
};

}  // namespace homing
