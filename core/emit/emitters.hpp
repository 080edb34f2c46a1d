#pragma once
// The formats, one file each; formats.cpp is their table.
#include "emit/emission.hpp"

namespace homing {

void write_aerc(const Emission& emission, Emitted& emitted);
void write_apple(const Emission& emission, Emitted& emitted);
void write_apple_without_oauth2(const Emission& emission, Emitted& emitted);
void write_fetchmail(const Emission& emission, Emitted& emitted);
void write_getmail(const Emission& emission, Emitted& emitted);
void write_gnus(const Emission& emission, Emitted& emitted);
void write_himalaya(const Emission& emission, Emitted& emitted);
void write_mbsync(const Emission& emission, Emitted& emitted);
void write_msmtp(const Emission& emission, Emitted& emitted);
void write_mutt(const Emission& emission, Emitted& emitted);
void write_neomutt(const Emission& emission, Emitted& emitted);
void write_offlineimap(const Emission& emission, Emitted& emitted);
void write_outlook(const Emission& emission, Emitted& emitted);
void write_outlook_without_oauth2(const Emission& emission, Emitted& emitted);
void write_publish(const Emission& emission, Emitted& emitted);
void write_thunderbird(const Emission& emission, Emitted& emitted);

}  // namespace homing
