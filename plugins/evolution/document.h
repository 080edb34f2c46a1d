/* Places in the document by a format, and what is doubtful about all of it. */
#ifndef HOMING_EVOLUTION_DOCUMENT_H
#define HOMING_EVOLUTION_DOCUMENT_H

#include <glib.h>
#include <homing/homing.h>

const char* homing_text_at(const homing_result* document, const char* format, ...) G_GNUC_PRINTF(2, 3);
gint64 homing_number_at(const homing_result* document, const char* format, ...) G_GNUC_PRINTF(2, 3);
size_t homing_count_at(const homing_result* document, const char* format, ...) G_GNUC_PRINTF(2, 3);

/* Whether /mailbox/kind and, unless it is NULL, /mailbox/cloud are these. */
gboolean homing_is_mailbox(const homing_result* document, const char* kind, const char* cloud);

/* Whether the advice at this place casts doubt on the servers. */
gboolean homing_is_doubt(const homing_result* document, size_t advice);

/* Whether the document is too unsure to set an account up from it without a look. */
gboolean homing_is_doubtful(const homing_result* document);

#endif
