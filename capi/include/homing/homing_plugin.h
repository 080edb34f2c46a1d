/*
 * libhoming for a host that only loads it (dlopen, LoadLibrary) and links nothing: one exported constant tells what the library is,
 * before any of its functions is called, and has all of homing.h, whose pages hold for them.
 *
 *     void *library = dlopen("libhoming.so.1", RTLD_NOW | RTLD_LOCAL);
 *     const homing_plugin_table *homing = library ? dlsym(library, HOMING_PLUGIN_SYMBOL) : NULL;
 *     if (homing == NULL || homing->abi_version != HOMING_ABI_VERSION) return NO_HOMING;   // another library than this header's
 *     homing->session_new(NULL, &session);
 *
 * The constant lives as long as the library is loaded. Nothing in it ever changes, and members are only added at the end: ask
 * HOMING_PLUGIN_HAS for one that is younger than the oldest release the host wants to work with.
 *     if (HOMING_PLUGIN_HAS(homing, export_)) homing->export_(session, account, "msmtp", &job);
 * Libraries of two versions in one process do not meet, if they are loaded with RTLD_LOCAL: each table has its own library's functions.
 * Give no object of one to the other.
 */
#ifndef HOMING_PLUGIN_H
#define HOMING_PLUGIN_H

#include "homing.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What to look up; a homing_plugin_table, never to be linked. */
#define HOMING_PLUGIN_SYMBOL "homing_plugin"

/* Whether the library at hand has a member. */
#define HOMING_PLUGIN_HAS(plugin, member) ((plugin)->size >= offsetof(homing_plugin_table, member) + sizeof((plugin)->member))

/* What the library is, and all it can do. */
typedef struct homing_plugin_table {
  int32_t abi_version; /* of the library; compare it with HOMING_ABI_VERSION before anything else is read */
  uint32_t size;       /* bytes of this structure in the library */
  const char *id;      /* "homing" */
  const char *version; /* of the release, such as "1.0.0" */

  /* The functions of homing.h, in the order in which they came. */
  const char *(*status_text)(homing_status status);
  homing_status (*options_new)(homing_options **out);
  homing_status (*options_set)(homing_options *options, const char *name, const char *value);
  const char *(*options_get)(const homing_options *options, const char *name);
  const char *(*options_error)(const homing_options *options);
  const char *(*options_table)(void);
  void (*options_free)(homing_options *options);
  homing_status (*session_new)(const homing_options *options, homing_session **out);
  const char *(*session_error)(const homing_session *session);
  homing_status (*session_run)(homing_session *session, int32_t timeout_ms);
  void (*session_free)(homing_session *session);
  homing_status (*resolve)(homing_session *session, const char *address, homing_job **out);
  homing_status (*check)(homing_session *session, const char *text, size_t size, const char *address, homing_job **out);
  homing_status (*call)(homing_session *session, const char *request, homing_job **out);
  uint32_t (*job_id)(const homing_job *job);
  homing_status (*job_run)(homing_job *job, int32_t timeout_ms);
  const char *(*job_event)(homing_job *job);
  homing_status (*job_listen)(homing_job *job, homing_listener listener, void *context, void (*release)(void *context));
  homing_status (*job_result)(homing_job *job, homing_result **out);
  const char *(*job_error)(const homing_job *job);
  size_t (*job_error_position)(const homing_job *job);
  void (*job_free)(homing_job *job);
  homing_status (*cancel)(uint32_t job_id);
  const char *(*result_json)(const homing_result *result);
  const char *(*result_text)(const homing_result *result, const char *pointer);
  int64_t (*result_number)(const homing_result *result, const char *pointer, int64_t otherwise);
  size_t (*result_count)(const homing_result *result, const char *pointer);
  const char *(*result_part)(const homing_result *result, const char *pointer);
  const char *(*result_trace)(const homing_result *result);
  void (*result_free)(homing_result *result);
  homing_status (*session_next)(homing_session *session, int32_t timeout_ms, uint32_t *job_id);
  homing_status (*resolve_domain)(homing_session *session, const char *domain, homing_job **out);
  homing_status (*audit)(homing_session *session, const char *domain, homing_job **out);
  homing_status (*bulk_new)(homing_session *session, int32_t in_order, size_t most, homing_bulk **out);
  homing_status (*bulk_add)(homing_bulk *bulk, const char *text, size_t size);
  homing_status (*bulk_next)(homing_bulk *bulk, int32_t timeout_ms, const char **document, size_t *size);
  size_t (*bulk_under_way)(const homing_bulk *bulk);
  void (*bulk_free)(homing_bulk *bulk);
  homing_status (*account_new)(const char *address, homing_account **out);
  homing_status (*account_set)(homing_account *account, const char *name, const char *value);
  homing_status (*account_password)(homing_account *account, const char *password, size_t size);
  homing_status (*account_token)(homing_account *account, const char *token, size_t size);
  const char *(*account_error)(const homing_account *account);
  void (*account_free)(homing_account *account);
  homing_status (*verify)(homing_session *session, const homing_account *account, homing_job **out);
  homing_status (*send_test)(homing_session *session, const homing_account *account, const char *to, homing_job **out);
  homing_status (*explain)(homing_session *session, const char *text, size_t size, homing_job **out);
  homing_status (*options_to_send)(homing_session *session, const char *domain, homing_job **out);
  homing_status (*session_store)(homing_session *session, homing_store_get get, homing_store_put put, homing_store_erase erase, void *context,
                                 void (*release)(void *context));
  homing_status (*session_store_key)(homing_session *session, const char *key, size_t size);
  homing_status (*account_client_secret)(homing_account *account, const char *secret, size_t size);
  homing_status (*authorize)(homing_session *session, const homing_account *account, homing_job **out);
  homing_status (*token)(homing_session *session, const homing_account *account, const char *access, homing_job **out);
  homing_status (*sasl)(homing_session *session, const homing_account *account, const char *access, const char *mechanism, homing_job **out);
  homing_status (*sign_out)(homing_session *session, const homing_account *account, homing_job **out);
  const char *(*result_secret)(const homing_result *result);
  const char *(*export_formats)(void);
  homing_status (*export_)(homing_session *session, const homing_account *account, const char *format, homing_job **out);
} homing_plugin_table;

#ifdef __cplusplus
}
#endif

#endif
