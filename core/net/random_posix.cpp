#include <sys/random.h>

#include <stdexcept>

#include "net/random.hpp"

namespace homing {

void fill_with_random(void* bytes, std::size_t size) {
  if (::getrandom(bytes, size, 0) != static_cast<ssize_t>(size)) throw std::runtime_error("getrandom");
}

}  // namespace homing
