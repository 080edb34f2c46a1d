/* Microsoft 365 through what evolution-ews has: one account for mail both ways, calendars and contacts. */
#ifndef HOMING_EVOLUTION_COLLECTION_H
#define HOMING_EVOLUTION_COLLECTION_H

#include <e-util/e-util.h>
#include <homing/homing.h>

void homing_register_collection(GTypeModule* module);

/* Adds it where it can be had; whether it was added and is complete. *obstacle: why not, of a work or school account; to be freed. */
gboolean homing_add_collection(EConfigLookup* lookup, const homing_result* document, EOAuth2Services* oauth2, char** obstacle);

#endif
