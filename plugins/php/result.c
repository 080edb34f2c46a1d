/* Homing\Result: what came out. */
#include "php_homing.h"

typedef const char *(*text_of)(const homing_result *result);
typedef const char *(*text_at)(const homing_result *result, const char *pointer);

static homing_result *result_of(zval *this) { return php_homing_handle_anywhere(php_homing_of(Z_OBJ_P(this))); }

static void give_text(INTERNAL_FUNCTION_PARAMETERS, text_of get) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result == NULL) RETURN_THROWS();
  const char *const text = get(result);
  if (text == NULL) RETURN_NULL();
  RETURN_STRING(text);
}

ZEND_METHOD(Homing_Result, json) {
  give_text(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_result_json);
  if (EG(exception) == NULL && Z_TYPE_P(return_value) == IS_NULL) php_homing_refuse(HOMING_NO_MEMORY, NULL, 0);
}

ZEND_METHOD(Homing_Result, secret) { give_text(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_result_secret); }

ZEND_METHOD(Homing_Result, trace) { give_text(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_result_trace); }

ZEND_METHOD(Homing_Result, document) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result != NULL) php_homing_read_json(return_value, homing_result_json(result));
}

ZEND_METHOD(Homing_Result, outcome) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result == NULL) RETURN_THROWS();
  const char *const outcome = homing_result_text(result, "/outcome");
  if (outcome != NULL) RETURN_STRING(outcome);
}

/* The result and where to look in it; NULL: it has thrown. */
static const homing_result *looked_at(INTERNAL_FUNCTION_PARAMETERS, const char **pointer) {
  char *path;
  size_t size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_PATH(path, size)
  ZEND_PARSE_PARAMETERS_END_EX(return NULL);
  *pointer = path;
  return result_of(ZEND_THIS);
}

ZEND_METHOD(Homing_Result, text) {
  const char *pointer;
  const homing_result *const result = looked_at(INTERNAL_FUNCTION_PARAM_PASSTHRU, &pointer);
  if (result == NULL) RETURN_THROWS();
  const char *const text = homing_result_text(result, pointer);
  if (text != NULL) RETURN_STRING(text);
}

ZEND_METHOD(Homing_Result, number) {
  char *pointer;
  size_t size;
  zend_long otherwise = 0;
  ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_PATH(pointer, size)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(otherwise)
  ZEND_PARSE_PARAMETERS_END();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result == NULL) RETURN_THROWS();
  RETURN_LONG((zend_long)homing_result_number(result, pointer, otherwise));
}

ZEND_METHOD(Homing_Result, count) {
  const char *pointer;
  const homing_result *const result = looked_at(INTERNAL_FUNCTION_PARAM_PASSTHRU, &pointer);
  if (result == NULL) RETURN_THROWS();
  RETURN_LONG((zend_long)homing_result_count(result, pointer));
}

ZEND_METHOD(Homing_Result, part) {
  const char *pointer;
  const homing_result *const result = looked_at(INTERNAL_FUNCTION_PARAM_PASSTHRU, &pointer);
  if (result == NULL) RETURN_THROWS();
  const char *const part = homing_result_part(result, pointer);
  if (part != NULL) php_homing_read_json(return_value, part);
}

/* The list of documents at a pointer, each as an object. */
static void give_objects(zval *to, const homing_result *result, const char *pointer, zend_class_entry *entry) {
  zval documents, *one;
  const char *const part = homing_result_part(result, pointer);
  array_init(to);
  if (part == NULL || !php_homing_read_json(&documents, part)) return;
  if (Z_TYPE(documents) == IS_ARRAY) {
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL(documents), one) {
      zval made;
      if (Z_TYPE_P(one) != IS_ARRAY) continue;
      php_homing_fill(&made, entry, one);
      add_next_index_zval(to, &made);
    } ZEND_HASH_FOREACH_END();
  }
  zval_ptr_dtor(&documents);
}

ZEND_METHOD(Homing_Result, servers) {
  const char *protocol;
  const homing_result *const result = looked_at(INTERNAL_FUNCTION_PARAM_PASSTHRU, &protocol);
  if (result == NULL) RETURN_THROWS();
  zend_string *const pointer = strpprintf(0, "/%s", protocol);
  give_objects(return_value, result, ZSTR_VAL(pointer), php_homing_server);
  zend_string_release(pointer);
}

ZEND_METHOD(Homing_Result, matches) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result != NULL) give_objects(return_value, result, "/matches", php_homing_diagnosis);
}

ZEND_METHOD(Homing_Result, diagnosis) {
  char *protocol = NULL;
  size_t size = 0;
  zval document;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_PATH_OR_NULL(protocol, size)
  ZEND_PARSE_PARAMETERS_END();
  const homing_result *const result = result_of(ZEND_THIS);
  if (result == NULL) RETURN_THROWS();
  zend_string *const pointer = protocol != NULL ? strpprintf(0, "/protocols/%s/diagnosis", protocol) : zend_string_init(ZEND_STRL("/diagnosis"), 0);
  const char *const part = homing_result_part(result, ZSTR_VAL(pointer));
  zend_string_release(pointer);
  if (part == NULL || !php_homing_read_json(&document, part)) return;
  if (Z_TYPE(document) == IS_ARRAY) php_homing_fill(return_value, php_homing_diagnosis, &document);
  zval_ptr_dtor(&document);
}

ZEND_METHOD(Homing_Result, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  php_homing_close(PHP_HOMING_THIS);
}
