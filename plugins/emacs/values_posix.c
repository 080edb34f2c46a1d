#include "values.h"

#include <stdlib.h>
#include <string.h>

bool is_fine(emacs_env* env) { return env->non_local_exit_check(env) == emacs_funcall_exit_return; }

emacs_value symbol(emacs_env* env, const char* name) { return env->intern(env, name); }

emacs_value call(emacs_env* env, const char* function, ptrdiff_t count, emacs_value* values) {
  return env->funcall(env, symbol(env, function), count, values);
}

emacs_value string_of(emacs_env* env, const char* text) {
  return text == NULL ? symbol(env, "nil") : env->make_string(env, text, (ptrdiff_t)strlen(text));
}

static void out_of_memory(emacs_env* env) { env->non_local_exit_signal(env, symbol(env, "memory-full"), symbol(env, "nil")); }

char* text_of(emacs_env* env, emacs_value string, size_t* size) {
  ptrdiff_t room = 0; /* with the NUL */
  if (!env->copy_string_contents(env, string, NULL, &room)) return NULL;
  char* const text = malloc((size_t)room);
  if (text == NULL) {
    out_of_memory(env);
    return NULL;
  }
  if (!env->copy_string_contents(env, string, text, &room)) {
    free(text);
    return NULL;
  }
  if (size != NULL) *size = (size_t)room - 1;
  return text;
}

void drop_text(char* text, size_t size) {
  volatile char* bytes = text; /* so that the wiping is not left out */
  for (size_t i = 0; text != NULL && i < size; ++i) bytes[i] = 0;
  free(text);
}

emacs_value refuse(emacs_env* env, homing_status status, const char* sentence) {
  const bool told = sentence != NULL && *sentence != '\0';
  emacs_value data[] = {string_of(env, told ? sentence : homing_status_text(status))};
  if (is_fine(env)) env->non_local_exit_signal(env, symbol(env, "homing-error"), call(env, "list", 1, data));
  return symbol(env, "nil");
}

static homing_status set_one(emacs_env* env, emacs_value pair, homing_setter set, void* object) {
  char* const name = text_of(env, call(env, "car", 1, &pair), NULL);
  char* const value = name == NULL ? NULL : text_of(env, call(env, "cdr", 1, &pair), NULL);
  const homing_status status = value == NULL ? HOMING_INVALID_ARGUMENT : set(object, name, value);
  free(name);
  free(value);
  return status;
}

homing_status set_each(emacs_env* env, emacs_value list, homing_setter set, void* object) {
  homing_status status = HOMING_OK;
  while (status == HOMING_OK && is_fine(env) && env->is_not_nil(env, list)) {
    status = set_one(env, call(env, "car", 1, &list), set, object);
    if (is_fine(env)) list = call(env, "cdr", 1, &list);
  }
  return status;
}
