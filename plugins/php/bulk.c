/* Homing\Bulk: very many addresses and domains. */
#include "php_homing.h"

ZEND_METHOD(Homing_Bulk, underWay) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_bulk *const bulk = php_homing_handle(PHP_HOMING_THIS);
  if (bulk != NULL) RETURN_LONG((zend_long)homing_bulk_under_way(bulk));
}

ZEND_METHOD(Homing_Bulk, add) {
  char *line;
  size_t size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STRING(line, size)
  ZEND_PARSE_PARAMETERS_END();
  homing_bulk *const bulk = php_homing_handle(PHP_HOMING_THIS);
  if (bulk != NULL) RETURN_BOOL(php_homing_check(homing_bulk_add(bulk, line, size), NULL));
}

typedef struct {
  const char *document;
  size_t size;
} found;

static homing_status next_slice(php_homing_object *object, int32_t timeout_ms, void *to) {
  found *const next = to;
  return homing_bulk_next(object->handle, timeout_ms, &next->document, &next->size);
}

/* Undefined where there is none, or it has thrown. */
void php_homing_bulk_next(php_homing_object *bulk, zend_long timeout_ms, zval *to) {
  found next = {NULL, 0};
  ZVAL_UNDEF(to);
  const homing_status status = php_homing_work(bulk, timeout_ms, next_slice, &next);
  if (EG(exception) == NULL && php_homing_check(status, NULL) && next.document != NULL) php_homing_read_json(to, next.document);
}

ZEND_METHOD(Homing_Bulk, next) {
  zend_long timeout_ms = -1;
  zval document;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(timeout_ms)
  ZEND_PARSE_PARAMETERS_END();
  php_homing_bulk_next(PHP_HOMING_THIS, timeout_ms, &document);
  if (Z_TYPE(document) == IS_ARRAY) RETURN_COPY_VALUE(&document);
}

ZEND_METHOD(Homing_Bulk, resolve) {
  zval *lines;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ITERABLE(lines)
  ZEND_PARSE_PARAMETERS_END();
  if (php_homing_handle(PHP_HOMING_THIS) != NULL) php_homing_documents_of(return_value, Z_OBJ_P(ZEND_THIS), lines);
}

ZEND_METHOD(Homing_Bulk, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  if (PHP_HOMING_THIS->handle != NULL && php_homing_handle(PHP_HOMING_THIS) == NULL) RETURN_THROWS();
  php_homing_close(PHP_HOMING_THIS);
}
