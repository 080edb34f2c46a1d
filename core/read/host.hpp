#pragma once
// Host names, ports and one-line texts as published configurations write them.
#include <cstdint>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/words.hpp"

namespace homing {

/// Four numbers up to 255 with dots between them. Addresses of IPv6 are no host names, and nobody publishes them.
bool is_ip_address(std::string_view host);

/// A host in its normal form: a name (see parse_domain) or an IPv4 address, never something that only looks like one.
Expected<std::string> read_host(std::string_view written);

/// IANA's ports: RFC 8314 for implicit TLS, RFC 9051, RFC 1939 and RFC 6409 for the rest.
std::uint16_t usual_port(Protocol protocol, Security security);
bool is_starttls_port(std::uint16_t port);
bool is_tls_port(std::uint16_t port);

/// A decimal number from 1 to 65535, or 0 for anything else.
std::uint16_t read_port(std::string_view written);

/// The text as one line of valid UTF-8: control characters become blanks, and what is too long ends with dots.
std::string one_line(std::string_view text, std::size_t most);

/// Whether the text is valid UTF-8 without control characters and has from 1 to `most` bytes: fit to be sent to a server.
bool is_one_line(std::string_view text, std::size_t most);

/// The longest user name that is read: a mail address has at most 254 bytes (RFC 5321 section 4.5.3.1), a domain before it 64.
inline constexpr std::size_t longest_username = 320;

}  // namespace homing
