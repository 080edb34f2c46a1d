#include "document.h"

#include <stdarg.h>

#define POINTER_AT(format)                                \
  va_list values;                                         \
  va_start(values, format);                               \
  char* const pointer = g_strdup_vprintf(format, values); \
  va_end(values)

const char* homing_text_at(const homing_result* document, const char* format, ...) {
  POINTER_AT(format);
  const char* const text = homing_result_text(document, pointer);
  g_free(pointer);
  return text;
}

gint64 homing_number_at(const homing_result* document, const char* format, ...) {
  POINTER_AT(format);
  const gint64 number = homing_result_number(document, pointer, 0);
  g_free(pointer);
  return number;
}

size_t homing_count_at(const homing_result* document, const char* format, ...) {
  POINTER_AT(format);
  const size_t count = homing_result_count(document, pointer);
  g_free(pointer);
  return count;
}

gboolean homing_is_mailbox(const homing_result* document, const char* kind, const char* cloud) {
  return g_strcmp0(homing_result_text(document, "/mailbox/kind"), kind) == 0 &&
         (cloud == NULL || g_strcmp0(homing_result_text(document, "/mailbox/cloud"), cloud) == 0);
}

/* What warns does, but for the end of a way to sign in that is not used; of what only informs, those that say who is not yet believed. */
gboolean homing_is_doubt(const homing_result* document, size_t advice) {
  static const char* const unsure[] = {"cloud-unconfirmed", "foreign-servers", "unconfirmed", NULL};
  const char* const id = homing_text_at(document, "/advice/%zu/id", advice);
  if (id == NULL || g_strcmp0(id, "microsoft365-password-ends") == 0) return FALSE;
  return g_strcmp0(homing_text_at(document, "/advice/%zu/severity", advice), "info") != 0 || g_strv_contains(unsure, id);
}

gboolean homing_is_doubtful(const homing_result* document) {
  for (size_t n = 0; n < homing_result_count(document, "/advice"); ++n)
    if (homing_is_doubt(document, n)) return TRUE;
  return g_strcmp0(homing_result_text(document, "/mailbox/confidence"), "weak") == 0;
}
