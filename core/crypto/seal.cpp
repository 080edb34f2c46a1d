#include "crypto/seal.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <new>
#include <stdexcept>

#include "crypto/random.hpp"

namespace homing {
namespace {

// The sealed text: its version (one byte), salt, nonce, what is sealed, tag.
constexpr char version = 1;
constexpr std::size_t salt_size = 16;
constexpr std::size_t nonce_size = 12;  // SP 800-38D section 5.2.1.1 recommends 96 bits
constexpr std::size_t tag_size = 16;
constexpr std::size_t head_size = 1 + salt_size + nonce_size;
constexpr std::size_t largest = std::size_t{64} * 1024 * 1024;
constexpr std::string_view purpose = "homing sealed text";

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
int size_of(std::string_view bytes) { return static_cast<int>(bytes.size()); }

// With valid arguments only a lack of memory makes these calls fail.
void demand(bool done) {
  if (!done) throw std::bad_alloc();
}

// A key for this salt alone: however much is sealed with the caller's key, no nonce is used twice.
class SealKey {
 public:
  SealKey(const Secret& key, std::string_view salt);
  ~SealKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  SealKey(const SealKey&) = delete;
  SealKey& operator=(const SealKey&) = delete;
  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, 32> bytes_{};
};

OSSL_PARAM octets(const char* name, std::string_view bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()),
                                           bytes.size());  // NOLINT(cppcoreguidelines-pro-type-const-cast): read only
}

SealKey::SealKey(const Secret& key, std::string_view salt) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
  demand(hkdf != nullptr);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(hkdf.get()), EVP_KDF_CTX_free);
  demand(context != nullptr);
  std::string digest = "SHA256";
  const std::array<OSSL_PARAM, 5> parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                             octets(OSSL_KDF_PARAM_KEY, key.reveal()), octets(OSSL_KDF_PARAM_SALT, salt),
                                             octets(OSSL_KDF_PARAM_INFO, purpose), OSSL_PARAM_construct_end()};
  demand(EVP_KDF_derive(context.get(), bytes_.data(), bytes_.size(), parameters.data()) == 1);
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// Ready for the text: the version and the context are bound to it.
Cipher begin(const SealKey& key, std::string_view nonce, std::string_view context, bool sealing) {
  Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  demand(cipher != nullptr);
  demand(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), in(nonce), sealing ? 1 : 0) == 1);
  const std::string bound = version + std::string(context);
  int ignored = 0;
  demand(EVP_CipherUpdate(cipher.get(), nullptr, &ignored, in(bound), size_of(bound)) == 1);
  return cipher;
}

}  // namespace

std::string seal(const Secret& key, std::string_view context, const Secret& text) {
  if (key.empty()) throw std::logic_error("nothing is sealed without a key");
  if (text.reveal().size() > largest) throw std::logic_error("too much is to be sealed");
  const std::string salt = random_bytes(salt_size), nonce = random_bytes(nonce_size);
  const SealKey own_key(key, salt);
  const Cipher cipher = begin(own_key, nonce, context, true);
  std::string hidden(text.reveal().size(), '\0'), tag(tag_size, '\0');
  int size = 0;
  if (!text.empty()) demand(EVP_CipherUpdate(cipher.get(), out(hidden), &size, in(text.reveal()), size_of(text.reveal())) == 1);
  demand(EVP_CipherFinal_ex(cipher.get(), out(tag), &size) == 1);
  demand(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, tag.data()) == 1);
  return version + salt + nonce + hidden + tag;
}

std::optional<Secret> unseal(const Secret& key, std::string_view context, std::string_view sealed) {
  if (key.empty() || sealed.size() < head_size + tag_size || sealed.size() > largest + head_size + tag_size || sealed.front() != version)
    return std::nullopt;
  const SealKey own_key(key, sealed.substr(1, salt_size));
  const Cipher cipher = begin(own_key, sealed.substr(1 + salt_size, nonce_size), context, false);
  const std::string_view hidden = sealed.substr(head_size, sealed.size() - head_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size)), text(hidden.size(), '\0');
  int size = 0;
  if (!hidden.empty()) demand(EVP_CipherUpdate(cipher.get(), out(text), &size, in(hidden), size_of(hidden)) == 1);
  demand(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()) == 1);
  std::array<unsigned char, tag_size> rest{};
  const bool whole = EVP_CipherFinal_ex(cipher.get(), rest.data(), &size) == 1;
  std::optional<Secret> opened;
  if (whole) opened.emplace(text);
  wipe(text);
  return opened;
}

}  // namespace homing
