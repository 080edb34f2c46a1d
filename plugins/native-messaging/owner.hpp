#pragma once
// Whose a connection on this machine is.
#include <cstdint>

/// Whether the other end of a TCP connection over 127.0.0.1 belongs to the user we run as. Ports in the machine's own order.
bool is_ours(std::uint16_t their_port, std::uint16_t our_port);
