// The same demands for malloc itself, which failing_malloc.c provides where it was preloaded.
#include <dlfcn.h>

#include <stdexcept>

#include "failing_memory.hpp"

namespace {

template <class Function>
Function* preloaded(const char* name) {
  void* const found = ::dlsym(RTLD_DEFAULT, name);
  if (found == nullptr) throw std::runtime_error("failing_malloc is not preloaded");
  return reinterpret_cast<Function*>(found);
}

}  // namespace

void fail_allocation(long number, bool and_all_after) {
  static auto* const fail = preloaded<void(long, int)>("fail_malloc");
  fail(number, and_all_after);
}

bool stop_failing() {
  static auto* const stop = preloaded<int()>("stop_failing_malloc");
  return stop() != 0;
}

bool plenty_after_failure() {
  static auto* const plenty = preloaded<int()>("plenty_of_malloc_after_failure");
  return plenty() != 0;
}

long allocations_alive() { return 0; }
