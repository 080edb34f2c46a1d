// An IMAP server.
#include "dialogue.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return talk_to(homing::Protocol::imap, data, size); }
