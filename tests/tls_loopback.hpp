#pragma once
// A TLS server on the loopback, with a certificate of its own, that works in the thread of the test.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "loopback.hpp"

namespace loopback {

/// A certificate for a name, trusted by whoever reads its file.
class Certificate {
 public:
  explicit Certificate(const std::string& name) : key_(EVP_RSA_gen(2048), EVP_PKEY_free), x509_(X509_new(), X509_free) {
    X509_set_version(x509_.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509_.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509_.get()), 3600);
    X509_set_pubkey(x509_.get(), key_.get());
    X509_NAME* const subject = X509_get_subject_name(x509_.get());
    const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(x509_.get(), subject);
    X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
    X509_add_ext(x509_.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(x509_.get(), key_.get(), EVP_sha256());
    char path[] = "/tmp/homing-test-XXXXXX";
    std::FILE* const file = ::fdopen(::mkstemp(path), "w");
    PEM_write_X509(file, x509_.get());
    std::fclose(file);
    file_ = path;
  }
  ~Certificate() { ::unlink(file_.c_str()); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  const std::string& file() const { return file_; }
  void give(SSL_CTX* context) const {
    SSL_CTX_use_certificate(context, x509_.get());
    SSL_CTX_use_PrivateKey(context, key_.get());
  }

 private:
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
  std::unique_ptr<X509, void (*)(X509*)> x509_;
  std::string file_;
};

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

  void serve() {
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
