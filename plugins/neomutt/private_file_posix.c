/* A file for its owner alone: it is written beside its place and then moved there, so that it is there as a whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "homing_neomutt.h"

static int failed(lua_State* L, const char* path) { return luaL_error(L, "%s: %s", path, strerror(errno)); }

static bool written(int file, const char* text, size_t size) {
  while (size > 0) {
    const ssize_t taken = write(file, text, size);
    if (taken < 0 && errno != EINTR) return false;
    if (taken > 0) {
      text += taken;
      size -= (size_t)taken;
    }
  }
  return fsync(file) == 0;
}

/* Whether the place is free, or has what may be replaced. */
static bool may_replace(const char* path, const char* beginning) {
  char held[256] = "";
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT;
  const ssize_t size = read(file, held, sizeof held - 1);
  close(file);
  return size >= 0 && strncmp(held, beginning, strlen(beginning)) == 0;
}

int keep(lua_State* L) {
  const char* const path = luaL_checkstring(L, 1);
  size_t size = 0;
  const char* const text = luaL_checklstring(L, 2, &size);
  if (!may_replace(path, luaL_checkstring(L, 3))) return luaL_error(L, "%s is there already, and is not Homing's.", path);
  const char* const beside = lua_pushfstring(L, "%s.%d", path, (int)getpid());
  const int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return failed(L, beside);
  const bool whole = written(file, text, size);
  const bool closed = close(file) == 0;
  if (whole && closed && rename(beside, path) == 0) return 0;
  const int why = errno;
  unlink(beside);
  errno = why;
  return failed(L, path);
}
