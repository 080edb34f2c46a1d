#include "crypto/signature.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <new>

namespace homing {
namespace {

constexpr int fewest_bits = 2048;  // RFC 7518 section 3.5
constexpr std::size_t largest_pem = std::size_t{256} * 1024;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// Nobody is asked for a password: a library owns no terminal.
int no_password(char*, int, int, void*) { return -1; }

Bio open(const Secret& pem) {
  const std::string_view text = pem.reveal().substr(0, largest_pem);
  Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
  if (bio == nullptr) throw std::bad_alloc();
  return bio;
}

Certificate read_certificate(const Secret& pem) { return {PEM_read_bio_X509(open(pem).get(), nullptr, no_password, nullptr), X509_free}; }

Key read_key(const Secret& pem) { return {PEM_read_bio_PrivateKey(open(pem).get(), nullptr, no_password, nullptr), EVP_PKEY_free}; }

// Leaves nothing in libcrypto's queue for the calls of others in this thread.
Fault fault(const char* sentence) {
  ERR_clear_error();
  return Fault{sentence, 0};
}

}  // namespace

Expected<std::string> certificate_thumbprint(const Secret& pem) {
  const Certificate certificate = read_certificate(pem);
  if (certificate == nullptr)
    return fault("The client's certificate cannot be read: a PEM text is expected that holds the certificate and its private key.");
  std::string digest(32, '\0');
  unsigned int size = 0;
  if (X509_digest(certificate.get(), EVP_sha256(), reinterpret_cast<unsigned char*>(digest.data()), &size) != 1) throw std::bad_alloc();
  return digest;
}

Expected<std::string> sign_ps256(const Secret& pem, std::string_view bytes) {
  const Key key = read_key(pem);
  if (key == nullptr)
    return fault("The private key of the client's certificate cannot be read: it is expected in the same PEM text, without a password.");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < fewest_bits) {
    return fault("The private key of the client's certificate cannot sign: an RSA key of 2048 bits or more is expected.");
  }
  const Certificate certificate = read_certificate(pem);
  if (certificate == nullptr || X509_check_private_key(certificate.get(), key.get()) != 1) {
    return fault("The private key in the PEM text of the client's certificate is not the certificate's.");
  }
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (context == nullptr) throw std::bad_alloc();
  EVP_PKEY_CTX* options = nullptr;  // the context's own
  // RFC 7518 section 3.5: the mask is of the same digest, and the salt as long as it.
  std::size_t size = 0;
  const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
  const bool ready = EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key.get()) == 1 &&
                     EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 && EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) == 1 &&
                     EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1 &&
                     EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) == 1;
  std::string signature(ready ? size : 0, '\0');
  if (!ready || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data, bytes.size()) != 1) {
    return fault("The private key of the client's certificate cannot sign: libcrypto refuses it.");
  }
  signature.resize(size);
  return signature;
}

}  // namespace homing
