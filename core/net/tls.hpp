#pragma once
// TLS to mail servers (RFC 8314): TLS 1.2 or later, certificate and name checked (RFC 9525), sessions taken up again, and what
// a certificate says, trusted or not.
#include <openssl/ssl.h>

#include <map>
#include <memory>
#include <string>

#include "model/transcript.hpp"
#include "net/trust_store.hpp"

namespace homing {

class TlsClient;

/// One connection's TLS. It must not move while the connection lives.
class TlsChannel {
 public:
  TlsChannel() = default;
  TlsChannel(const TlsChannel&) = delete;
  TlsChannel& operator=(const TlsChannel&) = delete;

  explicit operator bool() const { return ssl_ != nullptr; }
  SSL* ssl() const { return ssl_.get(); }
  /// What was agreed upon, and the certificate that was shown, also where it was refused.
  Encryption facts() const;
  /// Why OpenSSL does not trust the certificate, with the names that it is for; empty: it does, or there is none.
  std::string distrust() const;

 private:
  friend class TlsClient;
  X509* certificate() const;

  TlsClient* client_ = nullptr;
  std::string peer_;
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, SSL_free};
  std::unique_ptr<X509, void (*)(X509*)> shown_{nullptr, X509_free};
};

class TlsClient {
 public:
  explicit TlsClient(TrustStore& trust) : trust_(trust) {}

  /// Makes the channel ready for a handshake over a connected socket. `oldest`: TLS 1.2 and nothing newer.
  void begin(TlsChannel& channel, int socket, const std::string& host, int port, bool oldest);
  /// Loads what takes time (the authorities); happens by itself at the first handshake.
  void prepare() { context(); }
  bool is_prepared() const { return context_ != nullptr; }

 private:
  using SessionOwner = std::unique_ptr<SSL_SESSION, void (*)(SSL_SESSION*)>;

  static int look_at_certificate(int trusted, X509_STORE_CTX* chain);
  static int keep_session(SSL* ssl, SSL_SESSION* session);
  SSL_CTX* context();

  TrustStore& trust_;
  std::map<std::string, SessionOwner> sessions_;  // by host and port
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, SSL_CTX_free};
};

}  // namespace homing
