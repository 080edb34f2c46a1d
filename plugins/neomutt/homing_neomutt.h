/* The parts of the module for NeoMutt's Lua. */
#ifndef HOMING_NEOMUTT_H
#define HOMING_NEOMUTT_H

#include <lua.h>

/* interruptible(function, ...): calls it, and Ctrl-C does no more than to be told by interrupted(). */
int interruptible(lua_State* L);
int interrupted(lua_State* L);

/* keep(path, text, instead): writes a file that its owner alone may read. One that is there is replaced only if it begins with `instead`. */
int keep(lua_State* L);

#endif
