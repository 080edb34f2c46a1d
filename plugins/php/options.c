/* Homing\Options, and the options that php.ini has. */
#include "php_homing.h"

static const char private_addresses[] = "net.private_addresses";

/* Private addresses are refused where php.ini says so, whatever a script wants: the names are strangers'. */
static bool set(homing_options *options, const char *name, const char *value) {
  if (!HOMING_G(refuse_private) || strcmp(name, private_addresses) != 0 || strcmp(value, "refuse") == 0) {
    const homing_status status = homing_options_set(options, name, value);
    return php_homing_check(status, homing_options_error(options));
  }
  php_homing_refuse(HOMING_INVALID_VALUE, "Option net.private_addresses: homing.refuse_private is on, which php.ini alone can change.", 0);
  return false;
}

static zend_string *words_of(const char *name, zval *value) {
  switch (Z_TYPE_P(value)) {
    case IS_TRUE: return zend_string_init("on", 2, 0);
    case IS_FALSE: return zend_string_init("off", 3, 0);
    case IS_LONG:
    case IS_STRING: return zval_get_string(value);
    default: zend_type_error("Option %s must be of type string|int|bool, %s given", name, zend_zval_type_name(value)); return NULL;
  }
}

static bool set_value(homing_options *options, const char *name, zval *value) {
  ZVAL_DEREF(value);
  zend_string *const words = words_of(name, value);
  if (words == NULL) return false;
  bool well = strlen(ZSTR_VAL(words)) == ZSTR_LEN(words);
  if (!well) zend_value_error("Option %s must not contain any null bytes", name);
  well = well && php_homing_may_read(name, ZSTR_VAL(words));
  well = well && set(options, name, ZSTR_VAL(words));
  zend_string_release(words);
  return well;
}

static bool set_all(homing_options *options, HashTable *values) {
  zend_string *name;
  zval *value;
  if (HOMING_G(refuse_private) && !set(options, private_addresses, "refuse")) return false;
  if (HOMING_G(ca_file) != NULL && *HOMING_G(ca_file) != '\0' && !set(options, "tls.ca_file", HOMING_G(ca_file))) return false;
  if (values == NULL) return true;
  ZEND_HASH_FOREACH_STR_KEY_VAL(values, name, value) {
    if (name == NULL) php_homing_refuse(HOMING_UNKNOWN_OPTION, "Options have names.", 0);
    if (name == NULL || !set_value(options, ZSTR_VAL(name), value)) return false;
  } ZEND_HASH_FOREACH_END();
  return true;
}

/* Of `values`, which may be NULL. NULL: it has thrown. */
homing_options *php_homing_options_made(HashTable *values) {
  homing_options *options = NULL;
  if (!php_homing_check(homing_options_new(&options), NULL)) return NULL;
  if (set_all(options, values)) return options;
  homing_options_free(options);
  return NULL;
}

static size_t append(char *to, size_t at, const char *value) {
  const size_t size = strlen(value) + 1;
  if (to != NULL) memcpy(to + at, value, size);
  if (to != NULL) to[at + size - 1] = '\n';
  return at + size;
}

/* Every value on a line; of NULL the size. */
static size_t write_values(const homing_options *options, char *to) {
  const char *name;
  size_t at = 0;
  for (size_t i = 0; (name = php_homing_option_name(i)) != NULL; ++i) at = append(to, at, homing_options_get(options, name));
  return at;
}

/* What tells sessions apart. Those that answer from a file are for once, and so are those whose values have lines: NULL. */
char *php_homing_options_key(const homing_options *options) {
  const size_t size = write_values(options, NULL);
  char *const key = malloc(size + 1);
  size_t lines = 0;
  if (key == NULL) return NULL;
  key[write_values(options, key)] = '\0';
  for (size_t i = 0; i < size; ++i) lines += key[i] == '\n';
  if (*homing_options_get(options, "answers") == '\0' && php_homing_option_name(lines) == NULL && php_homing_option_name(lines - 1) != NULL) return key;
  free(key);
  return NULL;
}

ZEND_METHOD(Homing_Options, __construct) {
  HashTable *values = NULL;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(values)
  ZEND_PARSE_PARAMETERS_END();
  homing_options *const options = php_homing_options_made(values);
  if (options == NULL) RETURN_THROWS();
  php_homing_close(PHP_HOMING_THIS); /* of a constructor that was called before */
  PHP_HOMING_THIS->handle = options;
}

ZEND_METHOD(Homing_Options, set) {
  char *name;
  size_t size;
  zval *value;
  ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_PATH(name, size)
    Z_PARAM_ZVAL(value)
  ZEND_PARSE_PARAMETERS_END();
  homing_options *const options = php_homing_handle(PHP_HOMING_THIS);
  if (options == NULL || !set_value(options, name, value)) RETURN_THROWS();
  RETURN_COPY(ZEND_THIS);
}

ZEND_METHOD(Homing_Options, get) {
  char *name;
  size_t size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_PATH(name, size)
  ZEND_PARSE_PARAMETERS_END();
  homing_options *const options = php_homing_handle(PHP_HOMING_THIS);
  if (options == NULL) RETURN_THROWS();
  const char *const value = homing_options_get(options, name);
  if (value == NULL) RETURN_NULL();
  RETURN_STRING(value);
}

ZEND_METHOD(Homing_Options, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  php_homing_close(PHP_HOMING_THIS);
}
