/* Ctrl-C while a job runs. NeoMutt itself does nothing about it before the command has ended. */
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "homing_neomutt.h"

static volatile sig_atomic_t asked_to_stop;

static void note(int number) {
  (void)number;
  asked_to_stop = 1;
}

int interruptible(lua_State* L) {
  struct sigaction ours, theirs;
  memset(&ours, 0, sizeof ours);
  ours.sa_handler = note;
  sigemptyset(&ours.sa_mask);
  asked_to_stop = 0;
  const bool watching = sigaction(SIGINT, &ours, &theirs) == 0;
  const int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  if (watching) sigaction(SIGINT, &theirs, NULL);
  return status == LUA_OK ? lua_gettop(L) : lua_error(L);
}

int interrupted(lua_State* L) {
  lua_pushboolean(L, asked_to_stop);
  return 1;
}
