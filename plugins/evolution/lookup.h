/* One look-up of an address, in the thread that asks, and the session that all of them share. */
#ifndef HOMING_EVOLUTION_LOOKUP_H
#define HOMING_EVOLUTION_LOOKUP_H

#include <gio/gio.h>
#include <homing/homing.h>

/* The document about the address, to be freed; or NULL with an error. Any thread. Returns at once when it is cancelled. */
homing_result* homing_look_up(const char* address, GCancellable* cancellable, GError** error);

/* Frees the session. No look-up may be under way. */
void homing_end_lookups(void);

#endif
