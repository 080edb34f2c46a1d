#ifndef PHP_HOMING_H
#define PHP_HOMING_H

#ifdef HAVE_CONFIG_H /* what phpize writes */
#include <config.h>
#endif

#include <SAPI.h>
#include <php.h>
#include <zend_smart_str.h>

#include <homing/homing.h>

#define PHP_HOMING_VERSION "1.0.0"

extern zend_module_entry homing_module_entry;
#define phpext_homing_ptr &homing_module_entry

/* A session of the library that outlives its request: it has read the certificates, and knows what the DNS said. */
typedef struct php_homing_idle {
  char *key; /* the options that made it */
  homing_session *session;
  time_t made;
} php_homing_idle;
enum { PHP_HOMING_IDLE = 4, PHP_HOMING_OLDEST_S = 300, PHP_HOMING_WEB_MS = 30000 };

/* What was given up inside a callback, and is freed when the library has returned. */
typedef struct php_homing_late {
  struct php_homing_late *next;
  void *handle;
  void (*free)(void *handle);
} php_homing_late;

ZEND_BEGIN_MODULE_GLOBALS(homing)
  zend_long deadline_ms;
  bool refuse_private;
  char *ca_file;
  pid_t maker; /* of the sessions in `idle`; another process leaves them alone */
  php_homing_idle idle[PHP_HOMING_IDLE];
  uint32_t inside; /* callbacks under way */
  bool bailed; /* PHP ended the request inside a callback */
  zend_object *thrown; /* by a callback, and not told yet */
  php_homing_late *late;
ZEND_END_MODULE_GLOBALS(homing)
ZEND_EXTERN_MODULE_GLOBALS(homing)
#define HOMING_G(value) ZEND_MODULE_GLOBALS_ACCESSOR(homing, value)
#if defined(ZTS) && defined(COMPILE_DL_HOMING)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

#include "objects.h"

/* exception.c */
void php_homing_refuse(homing_status status, const char *sentence, size_t position);
void php_homing_refuse_here(homing_status status, const char *sentence);
/* Whether the status is HOMING_OK; throws, unless it is HOMING_PENDING. */
bool php_homing_check(homing_status status, const char *sentence);

/* work.c */
typedef homing_status (*php_homing_step)(php_homing_object *object, int32_t timeout_ms, void *to);
homing_status php_homing_work(php_homing_object *object, zend_long timeout_ms, php_homing_step step, void *to);
int32_t php_homing_call_back(zend_object *object, const char *method, zval *callable, zval *result, uint32_t count, zval *given);

/* values.c */
bool php_homing_read_json(zval *to, const char *text);
bool php_homing_may_read(const char *option, const char *value);
void php_homing_fill(zval *to, zend_class_entry *entry, zval *document);

/* options.c */
homing_options *php_homing_options_made(HashTable *values);
char *php_homing_options_key(const homing_options *options);

/* pool.c: sessions that wait for the next request with the same options */
homing_session *php_homing_pool_take(const char *key);
void php_homing_pool_give(char *key, homing_session *session);
void php_homing_pool_free(zend_homing_globals *globals);

/* store.c, job.c, bulk.c, documents.c, tables.c */
void php_homing_store_in(homing_session *session, zend_object *place);
void php_homing_bulk_next(php_homing_object *bulk, zend_long timeout_ms, zval *to);
void php_homing_documents_of(zval *to, zend_object *bulk, zval *lines);
void php_homing_documents_free(void *handle);
void php_homing_started(zval *to, zend_object *session, homing_status status, homing_job *job);
const char *php_homing_option_name(size_t number);
bool php_homing_status_named(const char *name, homing_status *number);
void php_homing_tables_init(zend_class_entry *library);
void php_homing_tables_free(void);

#endif
