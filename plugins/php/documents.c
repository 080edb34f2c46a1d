/* Homing\Documents: lines are read as there is room for them, and documents are given as they come. */
#include "php_homing.h"

#include <ext/spl/spl_array.h>
#include <zend_interfaces.h>

/* What its handle is: the lines, and the document that stands in front. */
typedef struct {
  zend_object_iterator *lines;
  zval document;
  zend_long number;
} reading;

static void free_reading(void *handle) {
  reading *const one = handle;
  if (one->lines != NULL) zend_iterator_dtor(one->lines);
  zval_ptr_dtor(&one->document);
  efree(one);
}

void php_homing_documents_free(void *handle) { free_reading(handle); }

/* A list is read as any other object that can be. */
static bool traversable(zval *lines, zval *made) {
  if (Z_TYPE_P(lines) == IS_OBJECT) ZVAL_COPY(made, lines);
  else if (object_init_ex(made, spl_ce_ArrayIterator) == SUCCESS)
    zend_call_method_with_1_params(Z_OBJ_P(made), spl_ce_ArrayIterator, &spl_ce_ArrayIterator->constructor, "__construct", NULL, lines);
  return EG(exception) == NULL;
}

void php_homing_documents_of(zval *to, zend_object *bulk, zval *lines) {
  zval object;
  zend_object_iterator *iterator = NULL;
  if (traversable(lines, &object)) iterator = Z_OBJCE(object)->get_iterator(Z_OBJCE(object), &object, 0);
  zval_ptr_dtor(&object);
  if (iterator == NULL || EG(exception) != NULL) return;
  if (iterator->funcs->rewind != NULL) iterator->funcs->rewind(iterator);
  reading *const one = emalloc(sizeof *one);
  *one = (reading){iterator, {{0}, {0}, {0}}, -1};
  ZVAL_UNDEF(&one->document);
  php_homing_make(to, &php_homing_documents, one, bulk);
}

/* Adds lines until there is no room; false where it has thrown. */
static bool add_lines(zend_object *owner, zend_object_iterator *lines) {
  while (EG(exception) == NULL && lines->funcs->valid(lines) == SUCCESS) {
    homing_bulk *const bulk = php_homing_handle(php_homing_of(owner));
    zval *const line = bulk == NULL ? NULL : lines->funcs->get_current_data(lines);
    zend_string *const text = line == NULL || EG(exception) != NULL ? NULL : zval_try_get_string(line);
    if (text == NULL) return false;
    const homing_status status = homing_bulk_add(bulk, ZSTR_VAL(text), ZSTR_LEN(text));
    zend_string_release(text);
    if (!php_homing_check(status, NULL)) break;
    lines->funcs->move_forward(lines);
  }
  return EG(exception) == NULL;
}

static void advance(php_homing_object *object, reading *one) {
  zend_object *const bulk = Z_OBJ(object->owner);
  zval_ptr_dtor(&one->document);
  ZVAL_UNDEF(&one->document);
  if (add_lines(bulk, one->lines)) php_homing_bulk_next(php_homing_of(bulk), -1, &one->document);
  ++one->number;
}

/* The first document is waited for when somebody asks. */
static reading *begun(zval *this) {
  php_homing_object *const object = php_homing_of(Z_OBJ_P(this));
  reading *const one = php_homing_handle(object);
  if (one != NULL && one->number < 0) advance(object, one);
  return EG(exception) == NULL ? one : NULL;
}

ZEND_METHOD(Homing_Documents, valid) {
  ZEND_PARSE_PARAMETERS_NONE();
  const reading *const one = begun(ZEND_THIS);
  if (one != NULL) RETURN_BOOL(Z_TYPE(one->document) == IS_ARRAY);
}

ZEND_METHOD(Homing_Documents, current) {
  ZEND_PARSE_PARAMETERS_NONE();
  reading *const one = begun(ZEND_THIS);
  if (one == NULL) RETURN_THROWS();
  if (Z_TYPE(one->document) == IS_ARRAY) RETURN_COPY(&one->document);
  array_init(return_value);
}

ZEND_METHOD(Homing_Documents, key) {
  ZEND_PARSE_PARAMETERS_NONE();
  const reading *const one = begun(ZEND_THIS);
  if (one != NULL) RETURN_LONG(one->number);
}

ZEND_METHOD(Homing_Documents, next) {
  ZEND_PARSE_PARAMETERS_NONE();
  reading *const one = begun(ZEND_THIS);
  if (one != NULL) advance(PHP_HOMING_THIS, one);
}

/* What was taken is gone, as with a generator. */
ZEND_METHOD(Homing_Documents, rewind) {
  ZEND_PARSE_PARAMETERS_NONE();
  const reading *const one = begun(ZEND_THIS);
  if (one != NULL && one->number > 0) zend_throw_error(NULL, "The documents were taken already");
}
