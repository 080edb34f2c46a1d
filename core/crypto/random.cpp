#include "crypto/random.hpp"

#include <openssl/err.h>
#include <openssl/rand.h>

#include <new>
#include <stdexcept>
#include <string_view>

namespace homing {

std::string random_bytes(std::size_t bytes) {
  std::string raw(bytes, '\0');
  ERR_clear_error();
  if (RAND_bytes(reinterpret_cast<unsigned char*>(raw.data()), static_cast<int>(bytes)) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE) throw std::bad_alloc();
    throw std::runtime_error("libcrypto has no random bytes");
  }
  return raw;
}

std::string random_hex(std::size_t bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : random_bytes(bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return text;
}

}  // namespace homing
