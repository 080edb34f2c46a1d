/* Homing\Library: the library as a whole. */
#include "php_homing.h"

ZEND_METHOD(Homing_Library, version) {
  ZEND_PARSE_PARAMETERS_NONE();
  RETURN_STRING(homing_version());
}

ZEND_METHOD(Homing_Library, abiVersion) {
  ZEND_PARSE_PARAMETERS_NONE();
  RETURN_LONG(homing_abi_version());
}

ZEND_METHOD(Homing_Library, statusText) {
  zend_long status;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_LONG(status)
  ZEND_PARSE_PARAMETERS_END();
  RETURN_STRING(homing_status_text((homing_status)status));
}

/* The list under a name in a document of the library's. */
static void give_list(zval *to, const char *document, const char *name) {
  zval read;
  if (!php_homing_read_json(&read, document)) return;
  zval *const list = zend_hash_str_find(Z_ARRVAL(read), name, strlen(name));
  if (list != NULL) ZVAL_COPY(to, list);
  zval_ptr_dtor(&read);
}

ZEND_METHOD(Homing_Library, optionsTable) {
  ZEND_PARSE_PARAMETERS_NONE();
  give_list(return_value, homing_options_table(), "options");
}

ZEND_METHOD(Homing_Library, exportFormats) {
  ZEND_PARSE_PARAMETERS_NONE();
  give_list(return_value, homing_export_formats(), "formats");
}

static void cancel(INTERNAL_FUNCTION_PARAMETERS) {
  zend_long job;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_LONG(job)
  ZEND_PARSE_PARAMETERS_END();
  RETURN_BOOL(job > 0 && job <= UINT32_MAX && homing_cancel((uint32_t)job) == HOMING_OK);
}

ZEND_METHOD(Homing_Library, cancel) { cancel(INTERNAL_FUNCTION_PARAM_PASSTHRU); }

ZEND_FUNCTION(Homing_cancel) { cancel(INTERNAL_FUNCTION_PARAM_PASSTHRU); }

/* Only others make these. */
#define MADE_BY_OTHERS(name) \
  ZEND_METHOD(Homing_##name, __construct) { ZEND_PARSE_PARAMETERS_NONE(); }

MADE_BY_OTHERS(Library)
MADE_BY_OTHERS(Job)
MADE_BY_OTHERS(Result)
MADE_BY_OTHERS(Bulk)
MADE_BY_OTHERS(Documents)
