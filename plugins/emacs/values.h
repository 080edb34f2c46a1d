/* Values of Emacs Lisp and of C, one into the other. After any of these an error of Emacs may be pending (emacs_env's non_local_exit_check). */
#ifndef HOMING_EMACS_VALUES_H
#define HOMING_EMACS_VALUES_H

#include <emacs-module.h>
#include <homing/homing.h>
#include <stdbool.h>
#include <stddef.h>

bool is_fine(emacs_env* env); /* no error is pending */
emacs_value symbol(emacs_env* env, const char* name);
emacs_value call(emacs_env* env, const char* function, ptrdiff_t count, emacs_value* values);

/* A Lisp string of UTF-8; nil for NULL. */
emacs_value string_of(emacs_env* env, const char* text);

/* A copy of a Lisp string, ended by NUL, to be given to drop_text; NULL with a pending error. *size, which may be NULL: its length. */
char* text_of(emacs_env* env, emacs_value string, size_t* size);

/* Wipes and frees; NULL is fine. It may have been a secret. */
void drop_text(char* text, size_t size);

/* Signals (homing-error SENTENCE), or the status's own words where the sentence is empty. Returns nil. */
emacs_value refuse(emacs_env* env, homing_status status, const char* sentence);

/* Calls set(object, name, value) for each ("name" . "value") of a list, until it returns another status than HOMING_OK. */
typedef homing_status (*homing_setter)(void* object, const char* name, const char* value);
homing_status set_each(emacs_env* env, emacs_value list, homing_setter set, void* object);

#endif
