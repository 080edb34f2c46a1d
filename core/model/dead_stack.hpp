#pragma once
// What is left of secrets where no object is any more.

namespace homing {

/// Wipes what functions that have returned left on the stack (48 KiB of it) and in the vector registers: these hold what was copied or
/// searched last, and the dynamic linker saves them on the stack when a function is called for the first time. To be called once secrets
/// have been dealt with, by a function that holds none.
void wipe_dead_stack();

}  // namespace homing
