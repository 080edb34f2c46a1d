#pragma once
// The formats, one file each; formats.cpp is their table.
#include "emit/emission.hpp"

namespace homing {

void write_mbsync(const Emission& emission, Emitted& emitted);
void write_msmtp(const Emission& emission, Emitted& emitted);
void write_thunderbird(const Emission& emission, Emitted& emitted);

}  // namespace homing
