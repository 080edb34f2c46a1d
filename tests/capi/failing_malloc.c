/*
 * Preloaded, it stands before the C library's malloc, so that allocations of C libraries can be made to fail as well.
 * It is quiet until the program asks, so that the loader and the start of the program are spared.
 */
#include <errno.h>
#include <stddef.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static int armed, fired, for_good;
static long left;

static int fails(void) {
  if (!armed || (left > 0 ? --left != 0 : !for_good)) return 0;
  fired = 1;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return fails() ? NULL : __libc_realloc(memory, size); }

void fail_malloc(long number, int and_all_after);
void fail_malloc(long number, int and_all_after) {
  fired = 0;
  left = number;
  for_good = and_all_after;
  armed = 1;
}

int stop_failing_malloc(void);
int stop_failing_malloc(void) {
  armed = 0;
  return fired;
}

int plenty_of_malloc_after_failure(void);
int plenty_of_malloc_after_failure(void) {
  armed = armed && !fired;
  return fired;
}
