#include "net/tls.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <new>

#include "model/utf8.hpp"
#include "net/ip.hpp"

namespace homing {
namespace {

constexpr std::size_t most_sessions = 64;
constexpr std::size_t most_names = 100;
constexpr std::int64_t seconds_a_day = 86400;

std::string name_of(const X509_NAME* name) {
  const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
  if (!out) throw std::bad_alloc();
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? to_utf8({text, static_cast<std::size_t>(size)}, 500) : std::string();
}

std::string date_of(const ASN1_TIME* time) {
  std::tm parts{};
  std::array<char, 32> text{};
  if (ASN1_TIME_to_tm(time, &parts) != 1 || std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) return {};
  return text.data();
}

std::int64_t days_until(const ASN1_TIME* time) {
  int days = 0, seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, nullptr, time) != 1) return 0;
  const std::int64_t all = days * seconds_a_day + seconds;
  return all >= 0 ? all / seconds_a_day : -1 - (-all - 1) / seconds_a_day;
}

std::string alternative_name(const GENERAL_NAME& name) {
  if (name.type != GEN_DNS && name.type != GEN_IPADD) return {};
  const ASN1_STRING* const value = name.type == GEN_DNS ? static_cast<const ASN1_STRING*>(name.d.dNSName) : name.d.iPAddress;
  const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)), static_cast<std::size_t>(ASN1_STRING_length(value)));
  if (name.type == GEN_DNS) return to_utf8(bytes, 253);
  IpAddress address;
  address.is_v6 = bytes.size() == address.bytes.size();
  if (!address.is_v6 && bytes.size() != 4) return {};
  std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
  return address.text();
}

std::vector<std::string> names_of(const X509* certificate) {
  std::vector<std::string> names;
  auto* const all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> owner(all, GENERAL_NAMES_free);
  for (int i = 0; all != nullptr && i < sk_GENERAL_NAME_num(all) && names.size() < most_names; ++i) {
    std::string name = alternative_name(*sk_GENERAL_NAME_value(all, i));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

CertificateFacts facts_of(const X509* certificate) {
  CertificateFacts facts;
  facts.subject = name_of(X509_get_subject_name(certificate));
  facts.issuer = name_of(X509_get_issuer_name(certificate));
  facts.not_before = date_of(X509_get0_notBefore(certificate));
  facts.not_after = date_of(X509_get0_notAfter(certificate));
  facts.days_left = days_until(X509_get0_notAfter(certificate));
  facts.names = names_of(certificate);
  return facts;
}

}  // namespace

X509* TlsChannel::certificate() const { return shown_ ? shown_.get() : ssl_ ? SSL_get0_peer_certificate(ssl_.get()) : nullptr; }

Encryption TlsChannel::facts() const {
  Encryption facts;
  if (const X509* const shown = certificate()) facts.certificate = facts_of(shown);
  if (!ssl_ || SSL_is_init_finished(ssl_.get()) != 1) return facts;
  facts.version = SSL_get_version(ssl_.get());
  facts.cipher = SSL_get_cipher_name(ssl_.get());
  facts.resumed = SSL_session_reused(ssl_.get()) == 1;
  return facts;
}

std::string TlsChannel::distrust() const {
  const long verdict = ssl_ ? SSL_get_verify_result(ssl_.get()) : X509_V_OK;
  if (verdict == X509_V_OK) return {};
  std::string why = X509_verify_cert_error_string(verdict);
  const bool about_name = verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH;
  if (!about_name || certificate() == nullptr) return why;
  why += ": the certificate is for";
  for (const std::string& name : names_of(certificate())) {
    if (why.size() < 300) why += ' ' + name;
  }
  return why;
}

// The first certificate of the chain is the server's own; nothing may be thrown through OpenSSL.
int TlsClient::look_at_certificate(int trusted, X509_STORE_CTX* chain) {
  const auto* const ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* const channel = static_cast<TlsChannel*>(SSL_get_app_data(ssl));
  X509* const shown = X509_STORE_CTX_get0_cert(chain);
  if (channel->shown_ == nullptr && shown != nullptr && X509_up_ref(shown) == 1) channel->shown_.reset(shown);
  return trusted;
}

// Called while OpenSSL reads; returning 1 takes the session.
int TlsClient::keep_session(SSL* ssl, SSL_SESSION* session) {
  const auto* const channel = static_cast<const TlsChannel*>(SSL_get_app_data(ssl));
  auto& sessions = channel->client_->sessions_;
  try {
    if (sessions.size() >= most_sessions && !sessions.contains(channel->peer_)) sessions.erase(sessions.begin());
    sessions.insert_or_assign(channel->peer_, SessionOwner(nullptr, SSL_SESSION_free)).first->second.reset(session);
    return 1;
  } catch (...) {
    return 0;
  }
}

SSL_CTX* TlsClient::context() {
  if (context_) return context_.get();
  context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!context_) throw std::bad_alloc();
  SSL_CTX* const made = context_.get();
  SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);  // RFC 8314 section 4, RFC 8996
  SSL_CTX_set_verify(made, SSL_VERIFY_PEER, look_at_certificate);
  SSL_CTX_set1_cert_store(made, trust_.store());
  SSL_CTX_set_options(made, SSL_OP_CLEANSE_PLAINTEXT);  // mail and answers to a sign-in do not stay in freed memory
  SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(made, keep_session);
  return made;
}

// SNI (RFC 6066 section 3); the name is checked as RFC 9525 says.
void TlsClient::begin(TlsChannel& channel, int socket, const std::string& host, int port, bool oldest) {
  channel.client_ = this;
  channel.peer_ = host + ':' + std::to_string(port);
  channel.shown_.reset();
  channel.ssl_.reset(SSL_new(context()));
  if (!channel.ssl_) throw std::bad_alloc();
  SSL* const ssl = channel.ssl_.get();
  SSL_set_app_data(ssl, &channel);
  X509_VERIFY_PARAM* const checks = SSL_get0_param(ssl);
  X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool is_address = X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str()) == 1;
  const bool named = is_address || (SSL_set_tlsext_host_name(ssl, host.c_str()) == 1 && X509_VERIFY_PARAM_set1_host(checks, host.c_str(), 0) == 1);
  if (!named || SSL_set_fd(ssl, socket) != 1) throw std::bad_alloc();
  if (oldest) SSL_set_max_proto_version(ssl, TLS1_2_VERSION);
  const auto known = sessions_.find(channel.peer_);
  if (known != sessions_.end() && known->second && !oldest) SSL_set_session(ssl, known->second.get());
}

}  // namespace homing
