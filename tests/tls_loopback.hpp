#pragma once
// A TLS server on the loopback that works in the thread of the test.
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>

#include "certificate.hpp"
#include "net/quiet_pipe.hpp"
#include "tcp_loopback.hpp"

namespace loopback {

/// As TcpServer, with TLS from the first byte, or after a reply that ends with `start_tls`, which is not sent.
class TlsServer {
 public:
  using Reply = TcpServer::Reply;
  static constexpr std::string_view start_tls = "<TLS>";

  TlsServer(const Certificate& certificate, bool implicit, Reply reply, std::string greeting = {})
      : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
        socket_(bound_socket(SOCK_STREAM, port_)),
        implicit_(implicit),
        reply_(std::move(reply)),
        greeting_(std::move(greeting)) {
    certificate.give(context_.get());
    if (::listen(socket_, 64) != 0) throw std::runtime_error("no listener");
  }
  ~TlsServer() {
    for (const auto& [socket, guest] : guests_) ::close(socket);
    ::close(socket_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }
  SSL_CTX* context() { return context_.get(); }
  /// Guests that come from now on find a small buffer.
  void take_little_at_once() const {
    const int bytes = 4096;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  }

  void serve() {
    const homing::QuietPipe quiet;  // a guest that goes away in its handshake must not end the test
    for (int socket = accept(); socket >= 0; socket = accept()) welcome(socket);
    for (auto next = guests_.begin(); next != guests_.end();) {
      const auto guest = next++;
      if (!serve(guest->first, guest->second)) ::close(guest->first), guests_.erase(guest);
    }
  }

 private:
  struct Guest {
    std::unique_ptr<SSL, void (*)(SSL*)> tls{nullptr, SSL_free};
    bool greeted = false;
    std::string heard;
  };
  int accept() const { return ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); }

  void welcome(int socket) {
    ++connections_;
    Guest& guest = guests_[socket];
    if (implicit_) begin_tls(socket, guest);
    else guest.greeted = true, ::send(socket, greeting_.data(), greeting_.size(), MSG_NOSIGNAL);
  }
  void begin_tls(int socket, Guest& guest) {
    guest.tls.reset(SSL_new(context_.get()));
    SSL_set_fd(guest.tls.get(), socket);
    SSL_set_accept_state(guest.tls.get());
  }
  void say(int socket, Guest& guest, const std::string& text) {
    if (text.empty()) return;
    if (guest.tls) SSL_write(guest.tls.get(), text.data(), static_cast<int>(text.size()));
    else ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
  }
  // Whether the guest is still there.
  bool serve(int socket, Guest& guest) {
    char bytes[4096];
    ERR_clear_error();
    const auto count = guest.tls ? SSL_read(guest.tls.get(), bytes, sizeof bytes) : static_cast<int>(::recv(socket, bytes, sizeof bytes, 0));
    const bool still_there = guest.tls ? SSL_get_error(guest.tls.get(), count) == SSL_ERROR_WANT_READ : count < 0 && errno == EAGAIN;
    if (!guest.greeted && SSL_is_init_finished(guest.tls.get()) == 1) guest.greeted = true, say(socket, guest, greeting_);
    if (count <= 0) return still_there;
    guest.heard.append(bytes, static_cast<std::size_t>(count));
    std::string answer = reply_(guest.heard);
    if (answer.empty()) return true;
    guest.heard.clear();
    const bool tls_next = answer.ends_with(start_tls);
    if (tls_next) answer.resize(answer.size() - start_tls.size());
    say(socket, guest, answer);
    if (tls_next) begin_tls(socket, guest);
    return true;
  }

  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  int port_ = 0, socket_, connections_ = 0;
  bool implicit_;
  Reply reply_;
  std::string greeting_;
  std::map<int, Guest> guests_;
};

}  // namespace loopback
