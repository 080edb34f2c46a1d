#pragma once
// Every function of the C ABI runs inside a fence: nothing is thrown across it.
#include <new>

#include "homing/homing.h"

namespace homing {

template <class Body>
homing_status fenced(const Body& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return HOMING_NO_MEMORY;
  } catch (...) {
    return HOMING_INTERNAL;
  }
}

/// For functions that return no status: `otherwise` stands for any failure.
template <class Value, class Body>
Value fenced_or(Value otherwise, const Body& body) noexcept {
  try {
    return body();
  } catch (...) {
    return otherwise;
  }
}

}  // namespace homing
