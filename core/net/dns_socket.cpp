#include "net/dns_socket.hpp"

#include <ares.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "net/dns.hpp"
#include "net/dns_message.hpp"

namespace homing {
namespace {

constexpr int socket_buffer = 1024 * 1024;

struct Place {
  sockaddr_storage address{};
  socklen_t size = 0;
};

Place place_of(const ares_addr_port_node& node) {
  constexpr int dns_port = 53;
  const auto port = htons(static_cast<std::uint16_t>(node.udp_port == 0 ? dns_port : node.udp_port));
  Place place;
  if (node.family == AF_INET) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = port;
    std::memcpy(&v4.sin_addr, &node.addr.addr4, sizeof v4.sin_addr);
    std::memcpy(&place.address, &v4, place.size = sizeof v4);
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = port;
    std::memcpy(&v6.sin6_addr, &node.addr.addr6, sizeof v6.sin6_addr);
    std::memcpy(&place.address, &v6, place.size = sizeof v6);
  }
  return place;
}

bool is_for_now(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS || error == EINTR; }

}  // namespace

bool DnsSocket::open(const std::string& servers) {
  close();
  const NameServers list = list_name_servers(servers);
  if (list == nullptr) return false;
  const Place place = place_of(*list);
  socket_ = ::socket(place.address.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return false;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &socket_buffer, sizeof socket_buffer);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &socket_buffer, sizeof socket_buffer);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&place.address), place.size) != 0) close();
  return is_open();
}

void DnsSocket::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool DnsSocket::has_mail(std::chrono::milliseconds longest) const {
  constexpr std::chrono::milliseconds most{60000};
  pollfd waiting{socket_, POLLIN, 0};  // which does not count while it is closed
  return ::poll(&waiting, 1, static_cast<int>(std::min(longest, most).count())) > 0;
}

// Each a header of its own, the question, and an end that all share.
void DnsSocket::Queries::add(std::uint16_t id, std::string_view question) {
  std::array<char, header_size>& header = headers_[count_];
  write_dns_header(header, id, want_authentic_);
  const std::string_view end = dns_query_end();
  pieces_[count_] = {
      {{header.data(), header.size()}, {const_cast<char*>(question.data()), question.size()}, {const_cast<char*>(end.data()), end.size()}}};
  messages_[count_] = {};
  messages_[count_].msg_hdr.msg_iov = pieces_[count_].data();
  messages_[count_].msg_hdr.msg_iovlen = pieces_[count_].size();
  ++count_;
}

std::size_t DnsSocket::send(Queries& queries, bool& failed) {
  const int sent = ::sendmmsg(socket_, queries.messages_.data(), static_cast<unsigned>(queries.count_), MSG_NOSIGNAL);
  failed = sent < 0 && !is_for_now(errno);
  return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

DnsSocket::Replies::Replies() {
  for (std::size_t i = 0; i < at_once; ++i) {
    pieces_[i] = {bytes_[i].data(), bytes_[i].size()};
    messages_[i] = {};
    messages_[i].msg_hdr.msg_iov = &pieces_[i];
    messages_[i].msg_hdr.msg_iovlen = 1;
  }
}

void DnsSocket::receive(Replies& replies, bool& failed) {
  const int count = ::recvmmsg(socket_, replies.messages_.data(), at_once, MSG_DONTWAIT, nullptr);
  failed = count < 0 && !is_for_now(errno);
  replies.count_ = count < 0 ? 0 : static_cast<std::size_t>(count);
}

}  // namespace homing
