// Many datagrams in a system call (sendmmsg(2), recvmmsg(2)).
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

#include "net/dns_message.hpp"
#include "net/dns_socket.hpp"

namespace homing {
namespace {

bool is_for_now(int error) { return error == EAGAIN || error == ENOBUFS || error == EINTR; }

// The system's structures take what they only read as writable, too.
iovec piece_of(std::string_view text) { return {const_cast<char*>(text.data()), text.size()}; }

}  // namespace

std::size_t DnsSocket::send(Queries& queries, bool& failed) {
  std::array<std::array<iovec, 3>, at_once> pieces;
  std::array<mmsghdr, at_once> messages;
  for (std::size_t i = 0; i < queries.count_; ++i) {
    pieces[i] = {{{queries.headers_[i].data(), header_size}, piece_of(queries.questions_[i]), piece_of(dns_query_end())}};
    messages[i] = {};
    messages[i].msg_hdr.msg_iov = pieces[i].data();
    messages[i].msg_hdr.msg_iovlen = pieces[i].size();
  }
  const int sent = ::sendmmsg(socket_, messages.data(), static_cast<unsigned>(queries.count_), MSG_NOSIGNAL);
  failed = sent < 0 && !is_for_now(errno);
  return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

void DnsSocket::receive(Replies& replies, bool& failed) {
  std::array<iovec, at_once> pieces;
  std::array<mmsghdr, at_once> messages;
  for (std::size_t i = 0; i < at_once; ++i) {
    pieces[i] = {replies.bytes_[i].data(), replies.bytes_[i].size()};
    messages[i] = {};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  const int count = ::recvmmsg(socket_, messages.data(), at_once, MSG_DONTWAIT, nullptr);
  failed = count < 0 && !is_for_now(errno);
  replies.count_ = count < 0 ? 0 : static_cast<std::size_t>(count);
  for (std::size_t i = 0; i < replies.count_; ++i) replies.sizes_[i] = messages[i].msg_len;
}

}  // namespace homing
