#include "model/dead_stack.hpp"

#include <cstddef>
#include <cstring>

#include "model/secret.hpp"

namespace homing {
namespace {

constexpr std::size_t deep = std::size_t{48} * 1024;

#if defined(__x86_64__)

void wipe_registers(char*) {
  if (__builtin_cpu_supports("avx") != 0) {
    asm volatile("vzeroall" ::
                     : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
                       "xmm15");
  }
  // Nothing that is compiled for every x86-64 uses those above; the C library does.
  if (__builtin_cpu_supports("avx512f") == 0) return;
  asm volatile(
      "vpxord %zmm16, %zmm16, %zmm16\n\tvpxord %zmm17, %zmm17, %zmm17\n\tvpxord %zmm18, %zmm18, %zmm18\n\tvpxord %zmm19, %zmm19, %zmm19\n\t"
      "vpxord %zmm20, %zmm20, %zmm20\n\tvpxord %zmm21, %zmm21, %zmm21\n\tvpxord %zmm22, %zmm22, %zmm22\n\tvpxord %zmm23, %zmm23, %zmm23\n\t"
      "vpxord %zmm24, %zmm24, %zmm24\n\tvpxord %zmm25, %zmm25, %zmm25\n\tvpxord %zmm26, %zmm26, %zmm26\n\tvpxord %zmm27, %zmm27, %zmm27\n\t"
      "vpxord %zmm28, %zmm28, %zmm28\n\tvpxord %zmm29, %zmm29, %zmm29\n\tvpxord %zmm30, %zmm30, %zmm30\n\tvpxord %zmm31, %zmm31, %zmm31");
}

#else

// Copying takes other registers for other sizes; `volatile` keeps the compiler from doing it by itself.
void wipe_registers(char* zeros) {
  for (const volatile std::size_t size : {64, 128, 256, 512, 4096, 16384}) std::memmove(zeros, zeros + deep / 2, size);
}

#endif

}  // namespace

void wipe_dead_stack() {
  char dead[deep];
  wipe(dead, sizeof dead);
  wipe_registers(dead);
}

}  // namespace homing
