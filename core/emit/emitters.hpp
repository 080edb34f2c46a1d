#pragma once
// The formats, one file each; formats.cpp is their table.
#include "emit/emission.hpp"

namespace homing {

void write_aerc(const Emission& emission, Emitted& emitted);
void write_apple(const Emission& emission, Emitted& emitted);
void write_apple_without_oauth2(const Emission& emission, Emitted& emitted);
void write_curl(const Emission& emission, Emitted& emitted);
void write_django(const Emission& emission, Emitted& emitted);
void write_dotnet(const Emission& emission, Emitted& emitted);
void write_fetchmail(const Emission& emission, Emitted& emitted);
void write_getmail(const Emission& emission, Emitted& emitted);
void write_gnus(const Emission& emission, Emitted& emitted);
void write_go(const Emission& emission, Emitted& emitted);
void write_himalaya(const Emission& emission, Emitted& emitted);
void write_laravel(const Emission& emission, Emitted& emitted);
void write_mbsync(const Emission& emission, Emitted& emitted);
void write_msmtp(const Emission& emission, Emitted& emitted);
void write_mutt(const Emission& emission, Emitted& emitted);
void write_neomutt(const Emission& emission, Emitted& emitted);
void write_nodemailer(const Emission& emission, Emitted& emitted);
void write_offlineimap(const Emission& emission, Emitted& emitted);
void write_outlook(const Emission& emission, Emitted& emitted);
void write_outlook_without_oauth2(const Emission& emission, Emitted& emitted);
void write_phpmailer(const Emission& emission, Emitted& emitted);
void write_postfix(const Emission& emission, Emitted& emitted);
void write_publish(const Emission& emission, Emitted& emitted);
void write_python(const Emission& emission, Emitted& emitted);
void write_rails(const Emission& emission, Emitted& emitted);
void write_spring(const Emission& emission, Emitted& emitted);
void write_swaks(const Emission& emission, Emitted& emitted);
void write_symfony(const Emission& emission, Emitted& emitted);
void write_thunderbird(const Emission& emission, Emitted& emitted);
void write_wordpress(const Emission& emission, Emitted& emitted);

}  // namespace homing
