#pragma once
// A TCP server on the loopback that works in the thread of the test.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>

#include "loopback.hpp"

namespace loopback {

/// Answers what comes over TCP; `greeting` is sent first. An empty reply waits for more; the connection stays open.
class TcpServer {
 public:
  using Reply = std::function<std::string(const std::string& heard)>;

  explicit TcpServer(Reply reply, std::string greeting = {})
      : socket_(bound_socket(SOCK_STREAM, port_)), reply_(std::move(reply)), greeting_(std::move(greeting)) {
    if (::listen(socket_, 512) != 0) throw std::runtime_error("no listener");
  }
  ~TcpServer() {
    for (const auto& [socket, heard] : heard_) ::close(socket);
    ::close(socket_);
  }
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }

  void serve() {
    for (int guest = accept(); guest >= 0; guest = accept()) {
      ++connections_;
      heard_[guest];
      ::send(guest, greeting_.data(), greeting_.size(), MSG_NOSIGNAL);
    }
    for (auto next = heard_.begin(); next != heard_.end();) {
      const auto guest = next++;
      if (!serve(guest->first, guest->second)) ::close(guest->first), heard_.erase(guest);
    }
  }

 private:
  int accept() const { return ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); }

  // Whether the guest is still there.
  bool serve(int guest, std::string& heard) {
    char bytes[4096];
    const ssize_t count = ::recv(guest, bytes, sizeof bytes, 0);
    if (count == 0) return false;
    if (count < 0) return errno == EAGAIN;
    heard.append(bytes, static_cast<std::size_t>(count));
    const std::string answer = reply_(heard);
    if (answer.empty()) return true;
    heard.clear();
    return ::send(guest, answer.data(), answer.size(), MSG_NOSIGNAL) >= 0;
  }

  int port_ = 0, socket_, connections_ = 0;
  Reply reply_;
  std::string greeting_;
  std::map<int, std::string> heard_;
};

}  // namespace loopback
