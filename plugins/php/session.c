/* Homing\Session: each operation starts a job. */
#include "php_homing.h"

/* A session that waited for these options, or a new one. */
static homing_session *open_session(const homing_options *options, const char *key) {
  homing_session *session = key != NULL ? php_homing_pool_take(key) : NULL;
  if (session != NULL) return session;
  const homing_status status = homing_session_new(options, &session);
  if (php_homing_check(status, homing_session_error(session))) return session;
  homing_session_free(session);
  return NULL;
}

static bool may_begin(void) {
  if (HOMING_G(inside) > 0) php_homing_refuse_here(HOMING_INVALID_REQUEST, "A callback may not call the library, which is at work.");
  else if (CG(compiler_options) & ZEND_COMPILE_PRELOAD)
    php_homing_refuse_here(HOMING_INVALID_REQUEST, "No session is made while PHP preloads: the processes that serve would share its sockets.");
  else return true;
  return false;
}

static void begin(php_homing_object *object, const homing_options *options) {
  char *const key = php_homing_options_key(options);
  homing_session *const session = open_session(options, key);
  if (session == NULL) {
    free(key);
    return;
  }
  free(object->key); /* of a constructor that was called before: its jobs may go on */
  object->key = NULL;
  php_homing_close(object);
  object->handle = session;
  object->key = key;
}

/* Of an array, or those that were made before; `own`: whether they are to be freed. */
static homing_options *options_of(zval *given, bool *own) {
  *own = given == NULL || Z_TYPE_P(given) == IS_ARRAY;
  if (*own) return php_homing_options_made(given != NULL ? Z_ARRVAL_P(given) : NULL);
  if (Z_TYPE_P(given) == IS_OBJECT && Z_OBJCE_P(given) == php_homing_options.entry) return php_homing_handle(php_homing_of(Z_OBJ_P(given)));
  zend_argument_type_error(1, "must be of type Homing\\Options|array, %s given", zend_zval_type_name(given));
  return NULL;
}

ZEND_METHOD(Homing_Session, __construct) {
  zval *given = NULL;
  bool own = false;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_ZVAL(given)
  ZEND_PARSE_PARAMETERS_END();
  if (!may_begin()) RETURN_THROWS();
  homing_options *const options = options_of(given, &own);
  if (options == NULL) RETURN_THROWS();
  begin(PHP_HOMING_THIS, options);
  if (own) homing_options_free(options);
}

/* It has become this script's own. */
static homing_session *own(php_homing_object *object) {
  homing_session *const session = php_homing_handle(object);
  if (session != NULL) free(object->key);
  if (session != NULL) object->key = NULL;
  return session;
}

static homing_status run_slice(php_homing_object *object, int32_t timeout_ms, void *to) {
  return homing_session_run(object->handle, timeout_ms);
}

ZEND_METHOD(Homing_Session, run) {
  zend_long timeout_ms = -1;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(timeout_ms)
  ZEND_PARSE_PARAMETERS_END();
  const homing_status status = php_homing_work(PHP_HOMING_THIS, timeout_ms, run_slice, NULL);
  if (EG(exception) != NULL) RETURN_THROWS();
  RETURN_BOOL(php_homing_check(status, NULL));
}

static homing_status next_slice(php_homing_object *object, int32_t timeout_ms, void *to) {
  return homing_session_next(object->handle, timeout_ms, to);
}

ZEND_METHOD(Homing_Session, next) {
  zend_long timeout_ms = -1;
  uint32_t number = 0;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(timeout_ms)
  ZEND_PARSE_PARAMETERS_END();
  if (own(PHP_HOMING_THIS) == NULL) RETURN_THROWS();
  const homing_status status = php_homing_work(PHP_HOMING_THIS, timeout_ms, next_slice, &number);
  if (EG(exception) != NULL) RETURN_THROWS();
  if (php_homing_check(status, NULL)) RETURN_LONG((zend_long)number);
}

ZEND_METHOD(Homing_Session, store) {
  zend_object *place;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJ_OF_CLASS(place, php_homing_store)
  ZEND_PARSE_PARAMETERS_END();
  homing_session *const session = own(PHP_HOMING_THIS);
  if (session != NULL) php_homing_store_in(session, place);
}

ZEND_METHOD(Homing_Session, storeKey) {
  char *key;
  size_t size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STRING(key, size)
  ZEND_PARSE_PARAMETERS_END();
  homing_session *const session = own(PHP_HOMING_THIS);
  if (session != NULL) php_homing_check(homing_session_store_key(session, key, size), NULL);
}

ZEND_METHOD(Homing_Session, bulk) {
  bool in_order = true;
  zend_long most = 0;
  homing_bulk *bulk = NULL;
  ZEND_PARSE_PARAMETERS_START(0, 2)
    Z_PARAM_OPTIONAL
    Z_PARAM_BOOL(in_order)
    Z_PARAM_LONG(most)
  ZEND_PARSE_PARAMETERS_END();
  homing_session *const session = php_homing_handle(PHP_HOMING_THIS);
  if (session == NULL || !php_homing_check(homing_bulk_new(session, in_order, (size_t)MAX(0, most), &bulk), NULL)) RETURN_THROWS();
  php_homing_make(return_value, &php_homing_bulk, bulk, Z_OBJ_P(ZEND_THIS));
}

/* Its jobs go on, so that nobody else may have it yet. */
ZEND_METHOD(Homing_Session, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  free(PHP_HOMING_THIS->key);
  PHP_HOMING_THIS->key = NULL;
  php_homing_close(PHP_HOMING_THIS);
}
