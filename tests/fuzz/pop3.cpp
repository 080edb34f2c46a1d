// An POP3 server.
#include "greeting.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return talk(homing::Protocol::pop3, data, size); }
