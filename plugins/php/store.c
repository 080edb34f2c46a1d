/* Sign-ins are kept by an object of PHP. What is copied for it is wiped; its own copies are its own. */
#include "php_homing.h"

static void wipe(zval *text) {
  if (Z_TYPE_P(text) == IS_STRING && Z_REFCOUNTED_P(text) && Z_REFCOUNT_P(text) == 1) ZEND_SECURE_ZERO(Z_STRVAL_P(text), Z_STRLEN_P(text));
  zval_ptr_dtor(text);
}

static int32_t get(void *context, const char *key, homing_store_found found, void *to) {
  zval given, result;
  ZVAL_STRING(&given, key);
  const int32_t status = php_homing_call_back(context, "get", NULL, &result, 1, &given);
  if (status == 0 && Z_TYPE(result) == IS_STRING) found(to, Z_STRVAL(result), Z_STRLEN(result));
  zval_ptr_dtor(&given);
  wipe(&result);
  return status;
}

static int32_t put(void *context, const char *key, const char *value, size_t size) {
  zval given[2], result;
  ZVAL_STRING(&given[0], key);
  ZVAL_STRINGL(&given[1], value, size);
  const int32_t status = php_homing_call_back(context, "put", NULL, &result, 2, given);
  zval_ptr_dtor(&result);
  zval_ptr_dtor(&given[0]);
  wipe(&given[1]);
  return status;
}

static int32_t erase(void *context, const char *key) {
  zval given, result;
  ZVAL_STRING(&given, key);
  const int32_t status = php_homing_call_back(context, "erase", NULL, &result, 1, &given);
  zval_ptr_dtor(&result);
  zval_ptr_dtor(&given);
  return status;
}

static void let_go(void *place) { OBJ_RELEASE((zend_object *)place); }

/* Its destructor is PHP's, and waits until the library has returned. */
static void release(void *place) { php_homing_later(place, let_go); }

/* The library has a share of the object for as long as a job may ask it. */
void php_homing_store_in(homing_session *session, zend_object *place) {
  GC_ADDREF(place);
  const homing_status status = homing_session_store(session, get, put, erase, place, release);
  if (status != HOMING_OK) let_go(place);
  php_homing_check(status, NULL);
  php_homing_free_late();
}
