#pragma once
// A name server that takes every question and never answers.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

/// Takes TCP connections, as the system does for whoever listens, and says nothing.
class SilentListener {
 public:
  SilentListener() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in place{};
    socklen_t size = sizeof place;
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&place);
    constexpr int backlog = 64;
    const bool listens = ::bind(socket_, plain, size) == 0 && ::listen(socket_, backlog) == 0 && ::getsockname(socket_, plain, &size) == 0;
    if (!listens) throw std::runtime_error("no socket");
    port_ = ntohs(place.sin_port);
  }
  ~SilentListener() { ::close(socket_); }
  SilentListener(const SilentListener&) = delete;
  SilentListener& operator=(const SilentListener&) = delete;

  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_INET, SOCK_DGRAM, 0)) {
    sockaddr_in place{};
    socklen_t size = sizeof place;
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&place);
    if (::bind(socket_, plain, size) != 0 || ::getsockname(socket_, plain, &size) != 0) throw std::runtime_error("no socket");
    address_ = "127.0.0.1:" + std::to_string(ntohs(place.sin_port));
  }
  ~SilentServer() { ::close(socket_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  const char* address() const { return address_.c_str(); }

 private:
  int socket_;
  std::string address_;
};
