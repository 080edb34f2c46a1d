// An IMAP server.
#include "greeting.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return talk(homing::Protocol::imap, data, size); }
