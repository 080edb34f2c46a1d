/* homing.h for Emacs Lisp: sessions and jobs as user pointers, documents and events as JSON text. homing.el is what people call. */
#include <emacs-module.h>
#include <homing/homing.h>
#include <stdbool.h>

#include "values.h"

HOMING_API int plugin_is_GPL_compatible;

enum { slice_ms = 20 }; /* how soon C-g is heard */

/* ---- Objects ---- */

static void free_session(void* session) { homing_session_free(session); }
static void free_job(void* job) { homing_job_free(job); }

/* The object behind a user pointer of that kind; NULL with a pending error. */
static void* object_of(emacs_env* env, emacs_value value, void (*kind)(void*)) {
  if (env->get_user_finalizer(env, value) == kind && is_fine(env)) return env->get_user_ptr(env, value);
  refuse(env, HOMING_INVALID_HANDLE, NULL);
  return NULL;
}

static homing_session* session_of(emacs_env* env, emacs_value value) { return object_of(env, value, free_session); }
static homing_job* job_of(emacs_env* env, emacs_value value) { return object_of(env, value, free_job); }

/* ---- Sessions and accounts ---- */

static homing_status set_option(void* options, const char* name, const char* value) { return homing_options_set(options, name, value); }
static homing_status set_wish(void* account, const char* name, const char* value) { return homing_account_set(account, name, value); }

static emacs_value new_session(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_options* options = NULL;
  homing_session* session = NULL;
  homing_status status = homing_options_new(&options);
  if (status == HOMING_OK) status = set_each(env, values[0], set_option, options);
  if (status == HOMING_OK) {
    status = homing_session_new(options, &session);
    if (status != HOMING_OK) refuse(env, status, homing_session_error(session));
  } else {
    refuse(env, status, homing_options_error(options));
  }
  homing_options_free(options);
  if (is_fine(env)) return env->make_user_ptr(env, free_session, session);
  homing_session_free(session);
  return symbol(env, "nil");
}

/* An account of an address and a list of wishes; NULL with a pending error. */
static homing_account* account_of(emacs_env* env, emacs_value address, emacs_value wishes) {
  homing_account* account = NULL;
  char* const text = text_of(env, address, NULL);
  homing_status status = text == NULL ? HOMING_INVALID_ARGUMENT : homing_account_new(text, &account);
  drop_text(text, 0);
  if (status == HOMING_OK) status = set_each(env, wishes, set_wish, account);
  if (status != HOMING_OK) refuse(env, status, homing_account_error(account));
  if (is_fine(env)) return account;
  homing_account_free(account);
  return NULL;
}

/* ---- Jobs ---- */

static emacs_value started(emacs_env* env, homing_status status, homing_job* job) {
  if (status == HOMING_OK) return env->make_user_ptr(env, free_job, job);
  refuse(env, status, homing_job_error(job));
  homing_job_free(job);
  return symbol(env, "nil");
}

static emacs_value resolve(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* job = NULL;
  homing_session* const session = session_of(env, values[0]);
  char* const address = session == NULL ? NULL : text_of(env, values[1], NULL);
  if (address == NULL) return symbol(env, "nil");
  const homing_status status = homing_resolve(session, address, &job);
  drop_text(address, 0);
  return started(env, status, job);
}

static emacs_value explain(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* job = NULL;
  size_t size = 0;
  homing_session* const session = session_of(env, values[0]);
  char* const text = session == NULL ? NULL : text_of(env, values[1], &size);
  if (text == NULL) return symbol(env, "nil");
  const homing_status status = homing_explain(session, text, size, &job);
  drop_text(text, size);
  return started(env, status, job);
}

static emacs_value export(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* job = NULL;
  homing_session* const session = session_of(env, values[0]);
  homing_account* const account = session == NULL ? NULL : account_of(env, values[1], values[2]);
  char* const format = account == NULL ? NULL : text_of(env, values[3], NULL);
  const homing_status status = format == NULL ? HOMING_INVALID_ARGUMENT : homing_export(session, account, format, &job);
  drop_text(format, 0);
  homing_account_free(account);
  return started(env, status, job);
}

static bool take_password(emacs_env* env, homing_account* account, emacs_value secret) {
  size_t size = 0;
  char* const password = text_of(env, secret, &size);
  if (password == NULL) return false;
  const homing_status status = homing_account_password(account, password, size);
  drop_text(password, size);
  if (status != HOMING_OK) refuse(env, status, homing_account_error(account));
  return status == HOMING_OK;
}

static emacs_value verify(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)data;
  homing_job* job = NULL;
  homing_session* const session = session_of(env, values[0]);
  homing_account* const account = session == NULL ? NULL : account_of(env, values[1], values[2]);
  const bool has_password = count > 3 && env->is_not_nil(env, values[3]);
  const bool ready = account != NULL && (!has_password || take_password(env, account, values[3]));
  const homing_status status = ready ? homing_verify(session, account, &job) : HOMING_INVALID_ARGUMENT;
  homing_account_free(account);
  return started(env, status, job);
}

static bool wants_to_quit(emacs_env* env) { return env->process_input(env) == emacs_process_input_quit; }

static emacs_value run(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* const job = job_of(env, values[0]);
  intmax_t left = job == NULL ? 0 : env->extract_integer(env, values[1]);
  if (!is_fine(env)) return symbol(env, "nil");
  homing_status status = HOMING_PENDING;
  do {
    const int32_t slice = left < slice_ms ? (int32_t)left : slice_ms;
    status = homing_job_run(job, slice);
    left -= slice;
  } while (status == HOMING_PENDING && left > 0 && !wants_to_quit(env));
  if (status == HOMING_PENDING) return symbol(env, "nil");
  return status == HOMING_OK ? symbol(env, "t") : refuse(env, status, homing_job_error(job));
}

static emacs_value event(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* const job = job_of(env, values[0]);
  return job == NULL ? symbol(env, "nil") : string_of(env, homing_job_event(job));
}

static emacs_value document(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* const job = job_of(env, values[0]);
  homing_result* result = NULL;
  if (job == NULL) return symbol(env, "nil");
  const homing_status status = homing_job_result(job, &result);
  if (status != HOMING_OK) return refuse(env, status, homing_job_error(job));
  const emacs_value json = string_of(env, homing_result_json(result));
  homing_result_free(result);
  return json;
}

static emacs_value number(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  homing_job* const job = job_of(env, values[0]);
  return job == NULL ? symbol(env, "nil") : env->make_integer(env, homing_job_id(job));
}

static emacs_value cancel(emacs_env* env, ptrdiff_t count, emacs_value* values, void* data) {
  (void)count, (void)data;
  const intmax_t job = env->extract_integer(env, values[0]);
  return symbol(env, is_fine(env) && job > 0 && homing_cancel((uint32_t)job) == HOMING_OK ? "t" : "nil");
}

/* ---- The module ---- */

typedef emacs_value (*function)(emacs_env*, ptrdiff_t, emacs_value*, void*);

static void define(emacs_env* env, const char* name, ptrdiff_t least, ptrdiff_t most, function body, const char* about) {
  emacs_value values[] = {symbol(env, name), env->make_function(env, least, most, body, about, NULL)};
  call(env, "defalias", 2, values);
}

static void define_all(emacs_env* env) {
  define(env, "homing-module-session", 1, 1, new_session, "Make a session with OPTIONS, a list of (NAME . VALUE).\n\n(fn OPTIONS)");
  define(env, "homing-module-resolve", 2, 2, resolve, "Start in SESSION to find the settings of ADDRESS.\n\n(fn SESSION ADDRESS)");
  define(env, "homing-module-export", 4, 4, export,
         "Start in SESSION to write FORMAT for ADDRESS with WISHES, a list of (NAME . VALUE).\n\n(fn SESSION ADDRESS WISHES FORMAT)");
  define(env, "homing-module-verify", 3, 4, verify,
         "Start in SESSION to check ADDRESS with its servers, by WISHES and PASSWORD.\n\n(fn SESSION ADDRESS WISHES &optional PASSWORD)");
  define(env, "homing-module-explain", 2, 2, explain, "Start in SESSION to explain the error TEXT.\n\n(fn SESSION TEXT)");
  define(env, "homing-module-run", 2, 2, run, "Work for JOB up to MILLISECONDS; return t when it has ended.\n\n(fn JOB MILLISECONDS)");
  define(env, "homing-module-event", 1, 1, event, "Return the next event of JOB as JSON, or nil.\n\n(fn JOB)");
  define(env, "homing-module-document", 1, 1, document, "Return what JOB came to as JSON.\n\n(fn JOB)");
  define(env, "homing-module-number", 1, 1, number, "Return the number of JOB.\n\n(fn JOB)");
  define(env, "homing-module-cancel", 1, 1, cancel, "End the job NUMBER, also when it is gone; return t if it was there.\n\n(fn NUMBER)");
}

HOMING_API int emacs_module_init(struct emacs_runtime* runtime) EMACS_NOEXCEPT {
  if (runtime->size < (ptrdiff_t)sizeof *runtime) return 1;
  emacs_env* const env = runtime->get_environment(runtime);
  if (env->size < (ptrdiff_t)sizeof(struct emacs_env_27)) return 2;
  if (homing_abi_version() != HOMING_ABI_VERSION) {
    emacs_value words[] = {string_of(env, "libhoming %s has ABI version %d; this module needs %d."), string_of(env, homing_version()),
                           env->make_integer(env, homing_abi_version()), env->make_integer(env, HOMING_ABI_VERSION)};
    call(env, "error", 4, words);
    return 0; /* the error is pending */
  }
  define_all(env);
  emacs_value feature[] = {symbol(env, "homing-module")};
  call(env, "provide", 1, feature);
  return 0;
}
