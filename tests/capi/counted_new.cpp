// operator new of this program and, because it stands in the program, of every library it loads.
#include <cstdlib>
#include <new>

#include "failing_memory.hpp"

namespace {

bool armed = false;
bool fired = false;
bool for_good = false;
long left = 0;
long alive = 0;

void* allocate(std::size_t size) noexcept {
  if (armed && (left > 0 ? --left == 0 : for_good)) {
    fired = true;
    return nullptr;
  }
  void* const memory = std::malloc(size != 0 ? size : 1);
  if (memory != nullptr) ++alive;
  return memory;
}

void* allocate_or_throw(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}

void release(void* memory) noexcept {
  if (memory != nullptr) --alive;
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }

void fail_allocation(long number, bool and_all_after) {
  fired = false;
  left = number;
  for_good = and_all_after;
  armed = true;
}

bool stop_failing() {
  armed = false;
  return fired;
}

bool plenty_after_failure() {
  armed = armed && !fired;
  return fired;
}

long allocations_alive() { return alive; }
