/* PHP loads extensions with RTLD_DEEPBIND, where the sanitizers do not find their own functions: loaded before it, this takes the flag away. */
#define _GNU_SOURCE
#include <dlfcn.h>

typedef void *(*loading)(const char *file, int mode);

void *dlopen(const char *file, int mode) {
  static loading real;
  if (real == 0) *(void **)&real = dlsym(RTLD_NEXT, "dlopen");
  return real(file, mode & ~RTLD_DEEPBIND);
}
