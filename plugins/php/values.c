/* Documents become arrays and objects. */
#include "php_homing.h"

#include <ext/json/php_json.h>

enum { DEEPEST = 512 };

/* A document of the library's is JSON unless it is defective. */
bool php_homing_read_json(zval *to, const char *text) {
  if (text == NULL) php_homing_refuse(HOMING_NO_MEMORY, NULL, 0);
  else if (php_json_decode_ex(to, text, strlen(text), PHP_JSON_OBJECT_AS_ARRAY, DEEPEST) == SUCCESS) return true;
  else php_homing_refuse(HOMING_INTERNAL, NULL, 0);
  ZVAL_NULL(to);
  return false;
}

/* Makes an object whose properties are the members of a document with their names. */
void php_homing_fill(zval *to, zend_class_entry *entry, zval *document) {
  zend_string *name;
  zend_property_info *property;
  object_init_ex(to, entry);
  ZEND_HASH_MAP_FOREACH_STR_KEY_PTR(&entry->properties_info, name, property) {
    zval *const value = zend_hash_find(Z_ARRVAL_P(document), name);
    if (value != NULL) ZVAL_COPY(OBJ_PROP(Z_OBJ_P(to), property->offset), value);
  } ZEND_HASH_FOREACH_END();
}

/* Options whose value is a place of the file system keep to open_basedir. */
bool php_homing_may_read(const char *option, const char *value) {
  static const char *const places[] = {"tls.ca_file", "directory.folder", "catalog.dir", "oauth.clients", "store.folder", "store.key_file",
                                       "answers", "certificate"};
  if (PG(open_basedir) == NULL || *PG(open_basedir) == '\0') return true;
  for (size_t i = 0; i < sizeof places / sizeof *places; ++i) {
    if (strcmp(places[i], option) != 0 || *value == '\0' || *value == '{') continue; /* answers may be the text itself */
    if (php_check_open_basedir_ex(value, 0) == 0) return true;
    php_homing_refuse(HOMING_INVALID_VALUE, "An option names a file outside of open_basedir.", 0);
    return false;
  }
  return true;
}
