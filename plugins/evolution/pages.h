/* Shows what is known about the mailbox on the assistant's pages: Receiving Email, Sending Email and the summary. */
#ifndef HOMING_EVOLUTION_PAGES_H
#define HOMING_EVOLUTION_PAGES_H

#include <glib-object.h>

void homing_register_pages(GTypeModule* module);

#endif
