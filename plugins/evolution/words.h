/* What people read is in their language: gettext, in a domain of its own beside Evolution's. */
#ifndef HOMING_EVOLUTION_WORDS_H
#define HOMING_EVOLUTION_WORDS_H

#include <glib.h>

#define _(text) g_dgettext("homing-evolution", text)
#define N_(text) (text)

#endif
