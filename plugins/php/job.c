/* Homing\Job: one operation under way. */
#include "php_homing.h"

static void refused(homing_status status, const homing_job *job) {
  php_homing_refuse(status, homing_job_error(job), homing_job_error_position(job));
}

/* The job keeps its session, which is freed last. */
void php_homing_started(zval *to, zend_object *session, homing_status status, homing_job *job) {
  if (status == HOMING_OK) {
    php_homing_make(to, &php_homing_job, job, session);
    return;
  }
  refused(status, job);
  homing_job_free(job);
}

static homing_status run_slice(php_homing_object *object, int32_t timeout_ms, void *to) {
  return homing_job_run(object->handle, timeout_ms);
}

static void keep_thrown(php_homing_object *object) {
  zval before = object->thrown;
  if (HOMING_G(thrown) == NULL) return;
  ZVAL_OBJ_COPY(&object->thrown, HOMING_G(thrown));
  zval_ptr_dtor(&before);
}

/* Whether it has ended; false with an exception where it was refused. */
static bool run(php_homing_object *object, zend_long timeout_ms) {
  const homing_status status = php_homing_work(object, timeout_ms, run_slice, NULL);
  keep_thrown(object);
  if (EG(exception) != NULL) return false;
  if (status != HOMING_OK && status != HOMING_PENDING) refused(status, object->handle);
  return status == HOMING_OK;
}

ZEND_METHOD(Homing_Job, run) {
  zend_long timeout_ms = -1;
  ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(timeout_ms)
  ZEND_PARSE_PARAMETERS_END();
  const bool ended = run(PHP_HOMING_THIS, timeout_ms);
  if (EG(exception) != NULL) RETURN_THROWS();
  RETURN_BOOL(ended);
}

/* A web request has people and other requests waiting for it; a program on the command line may wait for a sign-in. */
static zend_long patience_ms(void) {
  static const char *const patient[] = {"cli", "phpdbg", "embed"};
  if (HOMING_G(deadline_ms) >= 0) return HOMING_G(deadline_ms) == 0 ? -1 : HOMING_G(deadline_ms);
  for (size_t i = 0; i < sizeof patient / sizeof *patient; ++i)
    if (strcmp(sapi_module.name, patient[i]) == 0) return -1;
  return PHP_HOMING_WEB_MS;
}

ZEND_METHOD(Homing_Job, wait) {
  homing_result *result = NULL;
  ZEND_PARSE_PARAMETERS_NONE();
  const bool ended = run(PHP_HOMING_THIS, patience_ms());
  if (EG(exception) != NULL) RETURN_THROWS();
  if (!ended) {
    php_homing_refuse(HOMING_PENDING, "The time of homing.deadline_ms was up first; the job goes on at the next call.", 0);
    RETURN_THROWS();
  }
  homing_job *const job = PHP_HOMING_THIS->handle;
  const homing_status status = homing_job_result(job, &result);
  if (!php_homing_check(status, homing_job_error(job))) RETURN_THROWS();
  php_homing_make(return_value, &php_homing_result, result, NULL);
}

ZEND_METHOD(Homing_Job, id) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_job *const job = php_homing_handle_anywhere(PHP_HOMING_THIS);
  if (job == NULL) RETURN_THROWS();
  RETURN_LONG((zend_long)homing_job_id(job));
}

ZEND_METHOD(Homing_Job, cancel) {
  ZEND_PARSE_PARAMETERS_NONE();
  const homing_job *const job = php_homing_handle_anywhere(PHP_HOMING_THIS);
  if (job == NULL) RETURN_THROWS();
  RETURN_BOOL(homing_cancel(homing_job_id(job)) == HOMING_OK);
}

ZEND_METHOD(Homing_Job, thrown) {
  ZEND_PARSE_PARAMETERS_NONE();
  RETURN_COPY(&PHP_HOMING_THIS->thrown);
}

ZEND_METHOD(Homing_Job, events) {
  const char *event;
  ZEND_PARSE_PARAMETERS_NONE();
  homing_job *const job = php_homing_handle(PHP_HOMING_THIS);
  if (job == NULL) RETURN_THROWS();
  array_init(return_value);
  while ((event = homing_job_event(job)) != NULL) {
    zval read;
    if (!php_homing_read_json(&read, event)) RETURN_THROWS();
    add_next_index_zval(return_value, &read);
  }
}

/* Called only inside run() of this object, which lives meanwhile. */
static int32_t hear(const char *event, void *context) {
  php_homing_object *const object = context;
  zval read, result;
  if (!php_homing_read_json(&read, event)) return 1;
  const int32_t status = php_homing_call_back(NULL, NULL, &object->kept, &result, 1, &read);
  const bool unwanted = status != 0 || Z_TYPE(result) == IS_FALSE;
  zval_ptr_dtor(&result);
  zval_ptr_dtor(&read);
  return unwanted;
}

ZEND_METHOD(Homing_Job, listen) {
  zend_fcall_info info;
  zend_fcall_info_cache cache;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_FUNC_OR_NULL(info, cache)
  ZEND_PARSE_PARAMETERS_END();
  php_homing_object *const object = PHP_HOMING_THIS;
  homing_job *const job = php_homing_handle(object);
  if (job == NULL) RETURN_THROWS();
  const bool wanted = ZEND_FCI_INITIALIZED(info);
  if (!php_homing_check(homing_job_listen(job, wanted ? hear : NULL, object, NULL), NULL)) RETURN_THROWS();
  zval before = object->kept;
  if (wanted) ZVAL_COPY(&object->kept, &info.function_name);
  else ZVAL_UNDEF(&object->kept);
  zval_ptr_dtor(&before);
}

ZEND_METHOD(Homing_Job, close) {
  ZEND_PARSE_PARAMETERS_NONE();
  if (PHP_HOMING_THIS->handle != NULL && php_homing_handle(PHP_HOMING_THIS) == NULL) RETURN_THROWS();
  php_homing_close(PHP_HOMING_THIS);
}
