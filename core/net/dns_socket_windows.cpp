// One datagram in a system call; it is told in pieces.
#include <winsock2.h>

#include "net/dns_message.hpp"
#include "net/dns_socket.hpp"

namespace homing {
namespace {

WSABUF piece_of(std::string_view text) { return {static_cast<u_long>(text.size()), const_cast<char*>(text.data())}; }

bool is_for_now(int error) { return error == WSAEWOULDBLOCK || error == WSAENOBUFS; }

}  // namespace

std::size_t DnsSocket::send(Queries& queries, bool& failed) {
  failed = false;
  for (std::size_t i = 0; i < queries.count_; ++i) {
    WSABUF pieces[] = {{header_size, queries.headers_[i].data()}, piece_of(queries.questions_[i]), piece_of(dns_query_end())};
    DWORD sent = 0;
    if (::WSASend(static_cast<SOCKET>(socket_), pieces, 3, &sent, 0, nullptr, nullptr) == 0) continue;
    failed = i == 0 && !is_for_now(::WSAGetLastError());
    return i;
  }
  return queries.count_;
}

void DnsSocket::receive(Replies& replies, bool& failed) {
  failed = false;
  for (replies.count_ = 0; replies.count_ < at_once; ++replies.count_) {
    std::array<char, Replies::largest>& bytes = replies.bytes_[replies.count_];
    const int size = ::recv(static_cast<SOCKET>(socket_), bytes.data(), static_cast<int>(bytes.size()), 0);
    // What does not fit is cut, as elsewhere.
    const bool cut = size < 0 && ::WSAGetLastError() == WSAEMSGSIZE;
    if (size < 0 && !cut) {
      failed = replies.count_ == 0 && !is_for_now(::WSAGetLastError());
      return;
    }
    replies.sizes_[replies.count_] = cut ? bytes.size() : static_cast<std::size_t>(size);
  }
}

}  // namespace homing
