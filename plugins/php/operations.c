/* Homing\Session: what it can be asked to do. */
#include "php_homing.h"

#include <ext/json/php_json.h>

#define SESSION homing_session *const session = php_homing_handle(PHP_HOMING_THIS)

typedef homing_status (*for_text)(homing_session *session, const char *text, homing_job **out);
typedef homing_status (*for_account)(homing_session *session, const homing_account *account, homing_job **out);
typedef homing_status (*for_account_and_text)(homing_session *session, const homing_account *account, const char *text, homing_job **out);

static void started(zval *to, zval *session, homing_status status, homing_job *job) {
  if (job == NULL) php_homing_check(status, NULL);
  else php_homing_started(to, Z_OBJ_P(session), status, job);
}

static void start_for_text(INTERNAL_FUNCTION_PARAMETERS, for_text start) {
  char *text;
  size_t size;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_PATH(text, size)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  if (session == NULL) RETURN_THROWS();
  const homing_status status = start(session, text, &job);
  started(return_value, ZEND_THIS, status, job);
}

static void start_for_account(INTERNAL_FUNCTION_PARAMETERS, for_account start) {
  zend_object *object;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJ_OF_CLASS(object, php_homing_account.entry)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  homing_account *const account = session == NULL ? NULL : php_homing_handle(php_homing_of(object));
  if (account == NULL) RETURN_THROWS();
  const homing_status status = start(session, account, &job);
  started(return_value, ZEND_THIS, status, job);
}

static void start_for_account_and_text(INTERNAL_FUNCTION_PARAMETERS, for_account_and_text start) {
  zend_object *object;
  char *text;
  size_t size;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_OBJ_OF_CLASS(object, php_homing_account.entry)
    Z_PARAM_PATH(text, size)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  homing_account *const account = session == NULL ? NULL : php_homing_handle(php_homing_of(object));
  if (account == NULL) RETURN_THROWS();
  const homing_status status = start(session, account, text, &job);
  started(return_value, ZEND_THIS, status, job);
}

#define OPERATION(method, kind, function) \
  ZEND_METHOD(Homing_Session, method) { start_for_##kind(INTERNAL_FUNCTION_PARAM_PASSTHRU, function); }

OPERATION(resolve, text, homing_resolve)
OPERATION(resolveDomain, text, homing_resolve_domain)
OPERATION(audit, text, homing_audit)
OPERATION(optionsToSend, text, homing_options_to_send)
OPERATION(verify, account, homing_verify)
OPERATION(authorize, account, homing_authorize)
OPERATION(signOut, account, homing_sign_out)
OPERATION(sendTest, account_and_text, homing_send_test)
OPERATION(token, account_and_text, homing_token)
OPERATION(export, account_and_text, homing_export)

ZEND_METHOD(Homing_Session, sasl) {
  zend_object *object;
  char *access, *mechanism;
  size_t access_size, mechanism_size;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(3, 3)
    Z_PARAM_OBJ_OF_CLASS(object, php_homing_account.entry)
    Z_PARAM_PATH(access, access_size)
    Z_PARAM_PATH(mechanism, mechanism_size)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  homing_account *const account = session == NULL ? NULL : php_homing_handle(php_homing_of(object));
  if (account == NULL) RETURN_THROWS();
  const homing_status status = homing_sasl(session, account, access, mechanism, &job);
  started(return_value, ZEND_THIS, status, job);
}

ZEND_METHOD(Homing_Session, check) {
  char *published, *address;
  size_t published_size, address_size;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_STRING(published, published_size)
    Z_PARAM_PATH(address, address_size)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  if (session == NULL) RETURN_THROWS();
  const homing_status status = homing_check(session, published, published_size, address, &job);
  started(return_value, ZEND_THIS, status, job);
}

ZEND_METHOD(Homing_Session, explain) {
  char *words;
  size_t size;
  homing_job *job = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STRING(words, size)
  ZEND_PARSE_PARAMETERS_END();
  SESSION;
  if (session == NULL) RETURN_THROWS();
  const homing_status status = homing_explain(session, words, size, &job);
  started(return_value, ZEND_THIS, status, job);
}

/* A request may name a file, too. */
static bool may_be_asked(const char *text) {
  zval request;
  bool may = true;
  if (PG(open_basedir) == NULL || *PG(open_basedir) == '\0') return true;
  if (php_json_decode_ex(&request, text, strlen(text), PHP_JSON_OBJECT_AS_ARRAY, PHP_JSON_PARSER_DEFAULT_DEPTH) != SUCCESS) return true;
  const zval *const file = Z_TYPE(request) == IS_ARRAY ? zend_hash_str_find(Z_ARRVAL(request), ZEND_STRL("certificate")) : NULL;
  if (file != NULL && Z_TYPE_P(file) == IS_STRING) may = php_homing_may_read("certificate", Z_STRVAL_P(file));
  zval_ptr_dtor(&request);
  return may;
}

static void ask(zval *to, zval *this, const char *text) {
  homing_job *job = NULL;
  homing_session *const session = php_homing_handle(php_homing_of(Z_OBJ_P(this)));
  if (session == NULL || !may_be_asked(text)) return;
  const homing_status status = homing_call(session, text, &job);
  started(to, this, status, job);
}

ZEND_METHOD(Homing_Session, call) {
  HashTable *values = NULL;
  zend_string *text = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT_OR_STR(values, text)
  ZEND_PARSE_PARAMETERS_END();
  smart_str written = {NULL, 0};
  if (values != NULL) {
    const bool well = php_json_encode_ex(&written, ZEND_CALL_ARG(execute_data, 1), PHP_JSON_UNESCAPED_UNICODE, PHP_JSON_PARSER_DEFAULT_DEPTH) == SUCCESS;
    smart_str_0(&written);
    text = well ? written.s : NULL;
  }
  if (text == NULL) php_homing_refuse(HOMING_INVALID_REQUEST, "The request cannot be written as JSON.", 0);
  else if (strlen(ZSTR_VAL(text)) != ZSTR_LEN(text)) zend_argument_value_error(1, "must not contain any null bytes");
  else ask(return_value, ZEND_THIS, ZSTR_VAL(text));
  if (written.s != NULL) ZEND_SECURE_ZERO(ZSTR_VAL(written.s), ZSTR_LEN(written.s)); /* it may hold a secret */
  smart_str_free(&written);
}
