#include "net/dns_socket.hpp"

#include <ares.h>

#include <cstring>

#include "net/dns.hpp"
#include "net/dns_message.hpp"
#include "net/sockets.hpp"

namespace homing {
namespace {

constexpr int socket_buffer = 1024 * 1024;
constexpr int dns_port = 53;

IpAddress address_of(const ares_addr_port_node& node) {
  IpAddress address;
  address.is_v6 = node.family == AF_INET6;
  if (address.is_v6) std::memcpy(address.bytes.data(), &node.addr.addr6, 16);
  else std::memcpy(address.bytes.data(), &node.addr.addr4, 4);
  return address;
}

}  // namespace

bool DnsSocket::open(const std::string& servers) {
  close();
  const NameServers list = list_name_servers(servers);
  if (list != nullptr) socket_ = connect_datagrams(address_of(*list), list->udp_port == 0 ? dns_port : list->udp_port, socket_buffer);
  return is_open();
}

void DnsSocket::close() {
  if (socket_ >= 0) close_socket(socket_);
  socket_ = -1;
}

bool DnsSocket::has_mail(std::chrono::milliseconds longest) const { return is_readable(socket_, longest); }

// Each a header of its own, the question, and an end that all share.
void DnsSocket::Queries::add(std::uint16_t id, std::string_view question) {
  write_dns_header(headers_[count_], id, want_authentic_);
  questions_[count_++] = question;
}

}  // namespace homing
