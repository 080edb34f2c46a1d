#ifndef PHP_HOMING_OBJECTS_H
#define PHP_HOMING_OBJECTS_H

#include <php.h>

/* Every class that owns an object of the library. */
typedef struct php_homing_object {
  void *handle;
  pid_t maker;
  zval kept; /* of a job its listener */
  zval owner; /* of a job and a bulk the session, of documents the bulk: it lives as long */
  zval thrown; /* of a job, by a callback */
  char *key; /* of a session that may outlive its request */
  zend_object std;
} php_homing_object;

/* The object handlers of a class come last: from them its function is found that frees. */
typedef struct php_homing_class {
  zend_class_entry *entry;
  void (*free)(void *handle);
  zend_object_handlers handlers;
} php_homing_class;
extern php_homing_class php_homing_options, php_homing_account, php_homing_session, php_homing_job, php_homing_result, php_homing_bulk,
  php_homing_documents;
extern zend_class_entry *php_homing_server, *php_homing_diagnosis, *php_homing_store, *php_homing_exception, *php_homing_pending,
  *php_homing_invalid_address, *php_homing_cancelled, *php_homing_unavailable;

static inline php_homing_object *php_homing_of(zend_object *object) {
  return (php_homing_object *)(void *)((char *)object - XtOffsetOf(php_homing_object, std));
}
#define PHP_HOMING_THIS php_homing_of(Z_OBJ_P(ZEND_THIS))

/* object.c */
void php_homing_class_init(php_homing_class *made, zend_class_entry *entry, void (*free)(void *handle));
php_homing_object *php_homing_make(zval *to, php_homing_class *of, void *handle, zend_object *owner);
/* The library's object; NULL where it was closed, belongs to another process, or the library is at work: then it has thrown. */
void *php_homing_handle(php_homing_object *object);
/* As php_homing_handle, for what may be asked inside a callback, too. */
void *php_homing_handle_anywhere(php_homing_object *object);
void php_homing_close(php_homing_object *object);
void php_homing_later(void *handle, void (*free)(void *handle));
void php_homing_free_late(void);

#endif
