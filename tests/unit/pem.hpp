#pragma once
// A client's certificate with its private key, and who checks what was signed with it: libcrypto.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

namespace pem {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

inline Key rsa(unsigned int bits) { return {EVP_RSA_gen(bits), EVP_PKEY_free}; }
inline Key elliptic() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

inline Certificate certificate_of(EVP_PKEY* key) {
  Certificate certificate(X509_new(), X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

template <class Write>
std::string written(const Write& write) {
  BIO* const bio = BIO_new(BIO_s_mem());
  write(bio);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

inline std::string text_of(X509* certificate) {
  return written([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); });
}
inline std::string text_of(EVP_PKEY* key) {
  return written([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}
inline std::string locked_text_of(EVP_PKEY* key, std::string password) {
  return written([&](BIO* bio) {
    PEM_write_bio_PrivateKey(bio, key, EVP_aes_128_cbc(), reinterpret_cast<unsigned char*>(password.data()), static_cast<int>(password.size()),
                             nullptr, nullptr);
  });
}

inline std::string der_of(X509* certificate) {
  return written([&](BIO* bio) { i2d_X509_bio(bio, certificate); });
}

/// PS256: RSASSA-PSS with SHA-256, its mask of SHA-256, a salt of 32 bytes exactly (RFC 7518 section 3.5).
inline bool verifies(EVP_PKEY* key, std::string_view bytes, std::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* options = nullptr;
  EVP_DigestVerifyInit(context.get(), &options, EVP_sha256(), nullptr, key);
  EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256());
  EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32);
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                          reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
}

}  // namespace pem
