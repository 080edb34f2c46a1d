#include "net/random.hpp"

#include <windows.h>
// After the header that it needs.
#include <bcrypt.h>

#include <stdexcept>

namespace homing {

void fill_with_random(void* bytes, std::size_t size) {
  const NTSTATUS status = ::BCryptGenRandom(nullptr, static_cast<PUCHAR>(bytes), static_cast<ULONG>(size), BCRYPT_USE_SYSTEM_PREFERRED_RNG);
  if (status < 0) throw std::runtime_error("BCryptGenRandom");
}

}  // namespace homing
