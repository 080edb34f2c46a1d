#include "owner.hpp"

#include <arpa/inet.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace {

// As proc(5) writes 127.0.0.1: the four bytes of the network as a number of this machine.
std::string address(std::uint16_t port) {
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), "%08X:%04X", static_cast<unsigned>(htonl(INADDR_LOOPBACK)), static_cast<unsigned>(port));
  return text.data();
}

bool lists(const char* table, const std::string& theirs, const std::string& ours) {
  std::ifstream file(table);
  const std::string user = std::to_string(::geteuid());
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream row(line);
    std::string number, local, remote, state, queues, timer, retransmits, uid;
    row >> number >> local >> remote >> state >> queues >> timer >> retransmits >> uid;
    if (local == theirs && remote == ours) return uid == user;
  }
  return false;
}

}  // namespace

// A socket of IPv6 may be connected to an address of IPv4 (RFC 4291 section 2.5.5.2); it stands in the other table.
bool is_ours(std::uint16_t their_port, std::uint16_t our_port) {
  const std::string theirs = address(their_port), ours = address(our_port);
  std::array<char, 28> mapped;
  std::snprintf(mapped.data(), mapped.size(), "0000000000000000%08X", static_cast<unsigned>(htonl(0xFFFF)));
  return lists("/proc/net/tcp", theirs, ours) || lists("/proc/net/tcp6", mapped.data() + theirs, mapped.data() + ours);
}
