/* What the assistant is told: a result a service, and one for whole accounts that evolution-ews opens. */
#ifndef HOMING_EVOLUTION_RESULTS_H
#define HOMING_EVOLUTION_RESULTS_H

#include <e-util/e-util.h>
#include <homing/homing.h>

/* Adds what the document has to the look-up; to `reasons` (of char*), why what was added is not complete. */
void homing_add_results(EConfigLookup* lookup, const homing_result* document, GPtrArray* reasons);

#endif
