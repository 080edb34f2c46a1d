#pragma once
// A name server on the loopback that works in the thread of the test.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace loopback {

inline int bound_socket(int kind, int& port) {
  const int socket = ::socket(AF_INET, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  socklen_t size = sizeof place;
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const plain = reinterpret_cast<sockaddr*>(&place);
  if (::bind(socket, plain, size) != 0 || ::getsockname(socket, plain, &size) != 0) throw std::runtime_error("no socket");
  port = ntohs(place.sin_port);
  return socket;
}

/// Answers each datagram with what `reply` makes of it; empty: silence.
class NameServer {
 public:
  using Reply = std::function<std::string(std::string_view name, std::uint16_t type, std::string_view query)>;

  explicit NameServer(Reply reply) : socket_(bound_socket(SOCK_DGRAM, port_)), reply_(std::move(reply)) {}
  ~NameServer() { ::close(socket_); }
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  int queries() const { return queries_; }

  void serve() {
    char bytes[4096];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    ssize_t count = 0;
    while ((count = ::recvfrom(socket_, bytes, sizeof bytes, 0, reinterpret_cast<sockaddr*>(&from), &size)) > 0) {
      ++queries_;
      const std::string answer = answer_to({bytes, static_cast<std::size_t>(count)}, reply_);
      if (!answer.empty()) ::sendto(socket_, answer.data(), answer.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
    }
  }

  static std::string answer_to(std::string_view query, const Reply& reply) {
    std::string name;
    std::size_t at = 12;
    while (query.at(at) != 0) {
      const auto length = static_cast<std::size_t>(query[at]);
      name += (name.empty() ? "" : ".") + std::string(query.substr(at + 1, length));
      at += length + 1;
    }
    std::string answer = reply(name, static_cast<std::uint16_t>(static_cast<std::uint8_t>(query.at(at + 2))), query);
    if (!answer.empty()) answer.replace(0, 2, query.substr(0, 2));
    return answer;
  }

 private:
  int port_ = 0, socket_, queries_ = 0;
  Reply reply_;
};

}  // namespace loopback
