/* What the library refuses is thrown. */
#include "php_homing.h"

#include <zend_exceptions.h>

static zend_class_entry *class_of(homing_status status) {
  switch (status) {
    case HOMING_PENDING: return php_homing_pending;
    case HOMING_INVALID_ADDRESS: return php_homing_invalid_address;
    case HOMING_CANCELLED: return php_homing_cancelled;
    case HOMING_NO_MEMORY:
    case HOMING_INTERNAL: return php_homing_unavailable;
    default: return php_homing_exception;
  }
}

static void refuse(zend_class_entry *entry, homing_status status, const char *sentence, size_t position) {
  zval refused;
  object_init_ex(&refused, entry);
  zend_object *const object = Z_OBJ(refused);
  const char *const words = sentence != NULL && *sentence != '\0' ? sentence : homing_status_text(status);
  zend_update_property_string(zend_ce_exception, object, ZEND_STRL("message"), words);
  zend_update_property_long(zend_ce_exception, object, ZEND_STRL("code"), status);
  zend_update_property_long(php_homing_exception, object, ZEND_STRL("status"), status);
  zend_update_property_long(php_homing_exception, object, ZEND_STRL("position"), (zend_long)position);
  if (HOMING_G(thrown) != NULL) zend_exception_set_previous(object, HOMING_G(thrown));
  HOMING_G(thrown) = NULL;
  zend_throw_exception_object(&refused);
}

void php_homing_refuse(homing_status status, const char *sentence, size_t position) { refuse(class_of(status), status, sentence, position); }

/* It cannot be used as it is, whatever the status says of the reason. */
void php_homing_refuse_here(homing_status status, const char *sentence) { refuse(php_homing_unavailable, status, sentence, 0); }

bool php_homing_check(homing_status status, const char *sentence) {
  if (status != HOMING_OK && status != HOMING_PENDING) php_homing_refuse(status, sentence, 0);
  return status == HOMING_OK;
}

ZEND_METHOD(Homing_Exception, is) {
  zend_string *name;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(name)
  ZEND_PARSE_PARAMETERS_END();
  zval read, *const status = zend_read_property(php_homing_exception, Z_OBJ_P(ZEND_THIS), ZEND_STRL("status"), true, &read);
  homing_status named;
  RETURN_BOOL(php_homing_status_named(ZSTR_VAL(name), &named) && Z_TYPE_P(status) == IS_LONG && Z_LVAL_P(status) == named);
}
