#pragma once
// Servers on loopback that say nothing.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

/// A socket of this kind at a port of the system's choice.
class LoopbackSocket {
 public:
  explicit LoopbackSocket(int kind) : socket_(::socket(AF_INET, kind, 0)) {
    sockaddr_in place{};
    socklen_t size = sizeof place;
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&place);
    if (::bind(socket_, plain, size) != 0 || ::getsockname(socket_, plain, &size) != 0) throw std::runtime_error("no socket");
    port_ = ntohs(place.sin_port);
  }
  ~LoopbackSocket() { ::close(socket_); }
  LoopbackSocket(const LoopbackSocket&) = delete;
  LoopbackSocket& operator=(const LoopbackSocket&) = delete;

  int socket() const { return socket_; }
  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

/// Takes TCP connections, as the system does for whoever listens.
class SilentListener {
 public:
  SilentListener() : loopback_(SOCK_STREAM) {
    constexpr int backlog = 64;
    if (::listen(loopback_.socket(), backlog) != 0) throw std::runtime_error("nobody listens");
  }

  int port() const { return loopback_.port(); }

 private:
  LoopbackSocket loopback_;
};

/// A name server that takes every question and never answers.
class SilentServer {
 public:
  SilentServer() : loopback_(SOCK_DGRAM), address_("127.0.0.1:" + std::to_string(loopback_.port())) {}

  const char* address() const { return address_.c_str(); }

 private:
  LoopbackSocket loopback_;
  std::string address_;
};
