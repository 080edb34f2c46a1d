/* Objects that own one of the library's: freed once, shown as nothing, copied never. */
#include "php_homing.h"

static php_homing_class *class_of(const zend_object *object) {
  return (php_homing_class *)(void *)((char *)(uintptr_t)object->handlers - XtOffsetOf(php_homing_class, handlers));
}

static php_homing_class *const classes[] = {&php_homing_options, &php_homing_account, &php_homing_session, &php_homing_job,
                                            &php_homing_result, &php_homing_bulk, &php_homing_documents};

static zend_object *create(zend_class_entry *entry) {
  php_homing_object *made = zend_object_alloc(sizeof *made, entry);
  made->handle = NULL;
  made->key = NULL;
  made->maker = getpid();
  ZVAL_UNDEF(&made->kept);
  ZVAL_UNDEF(&made->owner);
  ZVAL_NULL(&made->thrown);
  zend_object_std_init(&made->std, entry);
  object_properties_init(&made->std, entry);
  for (size_t i = 0; i < sizeof classes / sizeof *classes; ++i)
    if (classes[i]->entry == entry) made->std.handlers = &classes[i]->handlers;
  return &made->std;
}

/* As soon as the library is not at work: it holds its locks then. */
void php_homing_later(void *handle, void (*free)(void *handle)) {
  php_homing_late *late = pemalloc(sizeof *late, true); /* also where a request has used up its memory */
  *late = (php_homing_late){HOMING_G(late), handle, free};
  HOMING_G(late) = late;
}

void php_homing_free_late(void) {
  while (HOMING_G(inside) == 0 && HOMING_G(late) != NULL) {
    php_homing_late *late = HOMING_G(late);
    HOMING_G(late) = late->next;
    late->free(late->handle);
    pefree(late, true);
  }
}

/* What a process has from its parent is the parent's: its sockets are shared, and its locks may be held. */
void php_homing_close(php_homing_object *object) {
  void *const handle = object->handle;
  char *const key = object->key;
  object->handle = NULL;
  object->key = NULL;
  if (handle != NULL && object->maker == getpid()) {
    if (key != NULL && HOMING_G(inside) == 0) {
      php_homing_pool_give(key, handle);
      return;
    }
    php_homing_later(handle, class_of(&object->std)->free);
    php_homing_free_late();
  }
  free(key);
}

static void free_object(zend_object *std) {
  php_homing_object *const object = php_homing_of(std);
  php_homing_close(object);
  zval_ptr_dtor(&object->kept);
  zval_ptr_dtor(&object->owner);
  zval_ptr_dtor(&object->thrown);
  zend_object_std_dtor(std);
}

static HashTable *reachable(zend_object *std, zval **table, int *count) {
  php_homing_object *const object = php_homing_of(std);
  zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
  zend_get_gc_buffer_add_zval(buffer, &object->kept);
  zend_get_gc_buffer_add_zval(buffer, &object->owner);
  zend_get_gc_buffer_add_zval(buffer, &object->thrown);
  zend_get_gc_buffer_use(buffer, table, count);
  return NULL;
}

void php_homing_class_init(php_homing_class *made, zend_class_entry *entry, void (*free)(void *handle)) {
  made->entry = entry;
  made->free = free;
  made->handlers = std_object_handlers;
  made->handlers.offset = XtOffsetOf(php_homing_object, std);
  made->handlers.free_obj = free_object;
  made->handlers.get_gc = reachable;
  made->handlers.clone_obj = NULL;
  entry->create_object = create;
}

php_homing_object *php_homing_make(zval *to, php_homing_class *of, void *handle, zend_object *owner) {
  object_init_ex(to, of->entry);
  php_homing_object *const made = php_homing_of(Z_OBJ_P(to));
  made->handle = handle;
  if (owner != NULL) ZVAL_OBJ_COPY(&made->owner, owner);
  return made;
}

void *php_homing_handle_anywhere(php_homing_object *object) {
  if (object->handle == NULL) php_homing_refuse(HOMING_INVALID_HANDLE, "The object was closed, or never made.", 0);
  else if (object->maker != getpid())
    php_homing_refuse_here(HOMING_INVALID_HANDLE, "The object belongs to the process that this one was forked from; make another here.");
  else return object->handle;
  return NULL;
}

void *php_homing_handle(php_homing_object *object) {
  if (HOMING_G(inside) == 0) return php_homing_handle_anywhere(object);
  php_homing_refuse_here(HOMING_INVALID_REQUEST, "A callback may not call the library, which is at work.");
  return NULL;
}
