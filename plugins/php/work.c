/* The library works in slices, between which PHP sees to its signals and limits; and it calls PHP. */
#include "php_homing.h"

#include <zend_exceptions.h>
#include <zend_fibers.h>
#include <zend_interfaces.h>

enum { SLICE_MS = 50 };

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What PHP's own loop does between two instructions. Its time limit ends the request from here, where the library is not at work. */
static bool interrupted(void) {
  if (zend_atomic_bool_load_ex(&EG(vm_interrupt))) {
    zend_atomic_bool_store_ex(&EG(vm_interrupt), false);
    if (zend_atomic_bool_load_ex(&EG(timed_out))) zend_timeout();
    else if (zend_interrupt_function != NULL) zend_interrupt_function(EG(current_execute_data));
  }
  return EG(exception) != NULL;
}

/* After the library has returned: whether PHP can go on. */
static bool goes_on(void) {
  php_homing_free_late();
  if (HOMING_G(bailed)) {
    HOMING_G(bailed) = false;
    zend_bailout();
  }
  return !interrupted();
}

/* What a callback threw is told with what came of it, or not at all. */
static void forget_thrown(void) {
  if (HOMING_G(thrown) != NULL) OBJ_RELEASE(HOMING_G(thrown));
  HOMING_G(thrown) = NULL;
}

/* A signal ends a slice early, and never the time: that is measured here. Negative: no limit. */
homing_status php_homing_work(php_homing_object *object, zend_long timeout_ms, php_homing_step step, void *to) {
  const int64_t end = timeout_ms < 0 ? INT64_MAX : now_ms() + MIN(timeout_ms, INT32_MAX);
  forget_thrown();
  for (;;) {
    if (php_homing_handle(object) == NULL) return HOMING_INVALID_HANDLE; /* a signal's function may have closed it */
    const int64_t left = timeout_ms < 0 ? SLICE_MS : end - now_ms();
    const homing_status status = step(object, (int32_t)MAX(0, MIN(left, SLICE_MS)), to);
    if (!goes_on() || status != HOMING_PENDING) return status;
    if (timeout_ms >= 0 && now_ms() >= end) return status;
  }
}

static void call(zend_object *object, const char *method, zval *callable, zval *result, uint32_t count, zval *given) {
  if (callable != NULL) call_user_function(NULL, NULL, callable, result, count, given);
  else zend_call_method(object, object->ce, NULL, method, strlen(method), result, count, count > 0 ? &given[0] : NULL, count > 1 ? &given[1] : NULL);
}

/* Where PHP ends the request, by a fatal error or its time limit, it jumps: that must not pass through the library. */
static void call_and_stay(zend_object *object, const char *method, zval *callable, zval *result, uint32_t count, zval *given) {
  zend_try {
    call(object, method, callable, result, count, given);
  } zend_catch {
    HOMING_G(bailed) = true;
  } zend_end_try();
}

/* Calls PHP from inside the library: 0 where it went well. Nothing is thrown through its frames, no fiber leaves them, and
 * nothing more is called once PHP is on its way out. */
int32_t php_homing_call_back(zend_object *object, const char *method, zval *callable, zval *result, uint32_t count, zval *given) {
  ZVAL_UNDEF(result);
  if (EG(exception) != NULL || HOMING_G(bailed)) return 1;
  ++HOMING_G(inside);
  zend_fiber_switch_block();
  call_and_stay(object, method, callable, result, count, given);
  zend_fiber_switch_unblock();
  --HOMING_G(inside);
  if (HOMING_G(bailed)) return 1;
  if (EG(exception) == NULL) return 0;
  if (!zend_is_unwind_exit(EG(exception))) {
    forget_thrown();
    HOMING_G(thrown) = EG(exception);
    GC_ADDREF(HOMING_G(thrown));
    zend_clear_exception();
  }
  return 1;
}
