/* A libhoming.so.1 that does what none should: HANGS until it is cancelled, says RUBBISH, CRASHES, or has another ABI (FOREIGN). */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static char object[64];
#ifdef HANGS
static volatile int cancelled;
#endif

int32_t homing_abi_version(void) {
#ifdef FOREIGN
  return 2;
#else
  return 1;
#endif
}
const char *homing_version(void) { return "0.0.0"; }
const char *homing_status_text(int32_t status) { return status == 0 ? "fine" : "not fine"; }
static int32_t make(void **out) {
  *out = object;
  return 0;
}
int32_t homing_options_new(void **out) { return make(out); }
int32_t homing_options_set(void *options, const char *name, const char *value) { return options == NULL || name == NULL || value == NULL; }
const char *homing_options_error(void *options) { return options == NULL ? "no options" : ""; }
void homing_options_free(void *options) { (void)options; }
int32_t homing_session_new(void *options, void **out) { return options == NULL ? 10 : make(out); }
const char *homing_session_error(void *session) { return session == NULL ? "no session" : ""; }
void homing_session_free(void *session) { (void)session; }

int32_t homing_session_run(void *session, int32_t timeout_ms) {
  (void)session;
  (void)timeout_ms;
#ifdef HANGS
  while (!cancelled) usleep(10000);
#endif
  return 0;
}

int32_t homing_call(void *session, const char *request, void **out) {
  if (session == NULL || request == NULL) return 10;
#ifdef CRASHES
  abort();
#endif
  return make(out);
}
uint32_t homing_job_id(void *job) { return job == NULL ? 0 : 7; }
int32_t homing_job_run(void *job, int32_t timeout_ms) {
  (void)job;
  (void)timeout_ms;
#ifdef HANGS
  return cancelled ? 30 : 1;
#else
  return 0;
#endif
}
const char *homing_job_event(void *job) {
  (void)job;
  return NULL;
}
const char *homing_job_error(void *job) { return job == NULL ? "no job" : ""; }
size_t homing_job_error_position(void *job) { return job == NULL; }
int32_t homing_job_result(void *job, void **out) { return job == NULL ? 11 : make(out); }
void homing_job_free(void *job) { (void)job; }
const char *homing_result_json(void *result) { return result == NULL ? NULL : "{\"homing\":\"1\",\xff\xfe] rubbish"; }
void homing_result_free(void *result) { (void)result; }
int32_t homing_cancel(uint32_t job_id) {
#ifdef HANGS
  cancelled = job_id == 7;
#endif
  return job_id == 7 ? 0 : 32;
}
