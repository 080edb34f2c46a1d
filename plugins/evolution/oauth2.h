/* The OAuth2 sign-ins that evolution-data-server has. */
#ifndef HOMING_EVOLUTION_OAUTH2_H
#define HOMING_EVOLUTION_OAUTH2_H

#include <homing/homing.h>
#include <libedataserver/libedataserver.h>

gboolean homing_has_oauth2(EOAuth2Services* services, const char* name);

/* The name of the one for a server in the document, or NULL where none is known to work. */
char* homing_oauth2_method(const homing_result* document, const char* service, size_t server, EOAuth2Services* services);

#endif
