/* What the account assistant asks about an address, beside Evolution's own. */
#ifndef HOMING_EVOLUTION_WORKER_H
#define HOMING_EVOLUTION_WORKER_H

#include <glib-object.h>

void homing_register_worker(GTypeModule* module);

#endif
