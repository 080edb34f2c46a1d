#pragma once
// Certificates for test servers.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace loopback {

/// A certificate for a name, trusted by whoever reads its file.
class Certificate {
 public:
  /// It holds from `begin` to `end`, in seconds from now.
  explicit Certificate(const std::string& name, long begin = -3600, long end = 3600)
      : key_(EVP_RSA_gen(2048), EVP_PKEY_free), x509_(X509_new(), X509_free) {
    X509_set_version(x509_.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509_.get()), begin);
    X509_gmtime_adj(X509_getm_notAfter(x509_.get()), end);
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

}  // namespace loopback
