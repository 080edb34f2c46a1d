#include "crypto/equal.hpp"

#include <openssl/crypto.h>

namespace homing {

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace homing
