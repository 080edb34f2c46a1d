#pragma once
// Random numbers of the system, without a library that would have to be loaded for them.
#include <cstddef>

namespace homing {

/// Such as nobody can guess.
void fill_with_random(void* bytes, std::size_t size);

}  // namespace homing
