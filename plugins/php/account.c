/* Homing\Account: secrets go to the library, and are shown by nothing here. */
#include "php_homing.h"

static bool told(homing_account *account, homing_status status) { return php_homing_check(status, homing_account_error(account)); }

static bool set_one(homing_account *account, const char *name, const zval *value) {
  if (Z_TYPE_P(value) != IS_STRING) zend_type_error("Value %s must be of type string, %s given", name, zend_zval_type_name(value));
  else if (strlen(Z_STRVAL_P(value)) != Z_STRLEN_P(value)) zend_value_error("Value %s must not contain any null bytes", name);
  else return php_homing_may_read(name, Z_STRVAL_P(value)) && told(account, homing_account_set(account, name, Z_STRVAL_P(value)));
  return false;
}

static bool set_all(homing_account *account, HashTable *values) {
  zend_string *name;
  zval *value;
  ZEND_HASH_FOREACH_STR_KEY_VAL(values, name, value) {
    ZVAL_DEREF(value);
    if (!set_one(account, name != NULL ? ZSTR_VAL(name) : "", value)) return false;
  } ZEND_HASH_FOREACH_END();
  return true;
}

ZEND_METHOD(Homing_Account, __construct) {
  char *address;
  size_t size;
  HashTable *values = NULL;
  homing_account *account = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_PATH(address, size)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(values)
  ZEND_PARSE_PARAMETERS_END();
  if (!php_homing_check(homing_account_new(address, &account), NULL)) RETURN_THROWS();
  php_homing_close(PHP_HOMING_THIS); /* of a constructor that was called before */
  PHP_HOMING_THIS->handle = account;
  if (values != NULL && !set_all(account, values)) RETURN_THROWS();
}

ZEND_METHOD(Homing_Account, set) {
  char *name, *value;
  size_t name_size, value_size;
  ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_PATH(name, name_size)
    Z_PARAM_PATH(value, value_size)
  ZEND_PARSE_PARAMETERS_END();
  homing_account *const account = php_homing_handle(PHP_HOMING_THIS);
  if (account == NULL || !php_homing_may_read(name, value) || !told(account, homing_account_set(account, name, value))) RETURN_THROWS();
  RETURN_COPY(ZEND_THIS);
}

typedef homing_status (*secret_taker)(homing_account *account, const char *secret, size_t size);

static void take_secret(INTERNAL_FUNCTION_PARAMETERS, secret_taker take) {
  char *secret;
  size_t size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STRING(secret, size)
  ZEND_PARSE_PARAMETERS_END();
  homing_account *const account = php_homing_handle(PHP_HOMING_THIS);
  if (account == NULL || !told(account, take(account, secret, size))) RETURN_THROWS();
  RETURN_COPY(ZEND_THIS);
}

ZEND_METHOD(Homing_Account, password) { take_secret(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_account_password); }

ZEND_METHOD(Homing_Account, token) { take_secret(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_account_token); }

ZEND_METHOD(Homing_Account, clientSecret) { take_secret(INTERNAL_FUNCTION_PARAM_PASSTHRU, homing_account_client_secret); }

ZEND_METHOD(Homing_Account, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  php_homing_close(PHP_HOMING_THIS);
}
