#include "lookup.h"

/* The assistant sets itself no time: it waits for the slowest of all that look up, and people for as long as they like, with the button
 * Skip Lookup. Ours must never be that slowest one; Evolution's own waits 60 seconds for a web server that is silent. */
static const char deadline_ms[] = "4000";

static GMutex guard;
static homing_session* shared; /* knows what earlier look-ups have heard */

static homing_status make_session(void) {
  homing_options* options = NULL;
  homing_status status = homing_options_new(&options);
  if (status == HOMING_OK) status = homing_options_set(options, "deadline_ms", deadline_ms);
  if (status == HOMING_OK) status = homing_session_new(options, &shared);
  homing_options_free(options);
  return status;
}

/* The job, of a session that is made when it is first wanted. */
static homing_status start(const char* address, homing_job** job) {
  g_mutex_lock(&guard);
  const homing_status made = shared != NULL ? HOMING_OK : make_session();
  if (made != HOMING_OK) {
    homing_session_free(shared);
    shared = NULL;
  }
  const homing_status status = made == HOMING_OK ? homing_resolve(shared, address, job) : made;
  g_mutex_unlock(&guard);
  return status;
}

/* By the job's number, which may be used when the job is long gone. */
static void cancel(GCancellable* cancellable, gpointer number) {
  (void)cancellable;
  homing_cancel(GPOINTER_TO_UINT(number));
}

static homing_status run(homing_job* job, GCancellable* cancellable) {
  const gulong connected =
      cancellable != NULL ? g_cancellable_connect(cancellable, G_CALLBACK(cancel), GUINT_TO_POINTER(homing_job_id(job)), NULL) : 0;
  const homing_status status = homing_job_run(job, -1);
  g_cancellable_disconnect(cancellable, connected);
  return status;
}

homing_result* homing_look_up(const char* address, GCancellable* cancellable, GError** error) {
  if (g_cancellable_set_error_if_cancelled(cancellable, error)) return NULL;
  homing_job* job = NULL;
  homing_result* result = NULL;
  homing_status status = start(address, &job);
  if (status == HOMING_OK) status = run(job, cancellable);
  if (status == HOMING_OK) status = homing_job_result(job, &result);
  if (status != HOMING_OK && !g_cancellable_set_error_if_cancelled(cancellable, error)) {
    const char* const sentence = homing_job_error(job);
    g_set_error_literal(error, G_IO_ERROR, status == HOMING_INVALID_ADDRESS ? G_IO_ERROR_INVALID_ARGUMENT : G_IO_ERROR_FAILED,
                        *sentence != '\0' ? sentence : homing_status_text(status));
  }
  homing_job_free(job);
  return result;
}

void homing_end_lookups(void) {
  homing_session_free(shared);
  shared = NULL;
}
