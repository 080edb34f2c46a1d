/* usage: states FOLDER TIMES: makes that many states of Lua, one after the other. Each loads homing.lua from FOLDER with a NeoMutt that only
 * remembers, sets up an account, lets an error be explained and an address be refused, and is closed. Prints the bytes in memory after a tenth of
 * them and at the end, and how many more file descriptors are open then. */
#include <dirent.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char neomutt[] =
    "local held = {} mutt = {"
    "  set = function(name, value) held[name] = value end, get = function(name) return held[name] or '' end,"
    "  enter = function(line) held.entered = line end, message = function() end, error = function() end }";
static const char use[] =
    "homing.options = { offline = 'on' }"
    "assert(homing.setup('ada@outlook.com'))"
    "assert(homing.explain('535 5.7.139 SmtpClientAuthentication is disabled for the Tenant'))"
    "local done, why = homing.setup('a b') assert(done == nil and why:find('space'))";

static long bytes_in_memory(void) {
  long whole = 0, resident = 0;
  FILE *const file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%ld %ld", &whole, &resident) != 2) exit(2);
  fclose(file);
  return resident * sysconf(_SC_PAGESIZE);
}

static long open_files(void) {
  long count = 0;
  DIR *const folder = opendir("/proc/self/fd");
  if (folder == NULL) exit(2);
  while (readdir(folder) != NULL) ++count;
  closedir(folder);
  return count;
}

static void live(const char *folder) {
  lua_State *const L = luaL_newstate();
  luaL_openlibs(L);
  lua_pushfstring(L, "package.cpath = '%s/?.so' %s dofile('%s/homing.lua') %s", folder, neomutt, folder, use);
  if (luaL_dostring(L, lua_tostring(L, -1)) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    exit(1);
  }
  lua_close(L);
}

int main(int count, char **words) {
  const int times = count == 3 ? atoi(words[2]) : 0;
  long early = 0, files = 0;
  for (int i = 0; i < times; ++i) {
    live(words[1]);
    if (i == times / 10) early = bytes_in_memory(), files = open_files();
  }
  printf("%ld %ld %ld\n", early, bytes_in_memory(), open_files() - files);
  return times > 0 ? 0 : 2;
}
