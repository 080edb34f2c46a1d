/*
 * A program in plain C89 that uses every function of homing.h, as the header says it may be used, and as it must not be.
 * The clock in most of it is that of answers.json; where real time matters, a name server that never answers gives it.
 */
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "homing/homing.h"
#include "system.h"

#define ANSWERS HERE "/answers.json"
#define CATALOGUE HERE "/catalogue"
#define MANY 40
#ifndef PACE /* how much longer real time may be where each session looks at all certificates of the system */
#define PACE 1
#endif

static FILE *say; /* the library must write to no stream, so these are kept apart */
static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(say, "line %d: %s\n", __LINE__, #truth), 0)))

static int same(const char *a, const char *b) { return a != NULL && b != NULL && strcmp(a, b) == 0; }
static int has(const char *text, const char *part) { return text != NULL && strstr(text, part) != NULL; }

static homing_session *open_session(const char *const *values) {
  homing_options *options = NULL;
  homing_session *session = NULL;
  check(homing_options_new(&options) == HOMING_OK);
  for (; values != NULL && *values != NULL; values += 2) check(homing_options_set(options, values[0], values[1]) == HOMING_OK);
  check(homing_session_new(options, &session) == HOMING_OK);
  check(same(homing_session_error(session), ""));
  homing_options_free(options);
  return session;
}

static homing_session *replaying(void) {
  const char *values[] = {"answers", ANSWERS, NULL};
  return open_session(values);
}

/* A session whose only name server takes every question and never answers. */
static homing_session *silent(const char *deadline_ms, int *server) {
  char list[64];
  const char *values[5];
  int port = 0;
  *server = open_silent_server(&port);
  check(*server >= 0);
  sprintf(list, "127.0.0.1:%d", port);
  values[0] = "dns.servers", values[1] = list, values[2] = "deadline_ms", values[3] = deadline_ms, values[4] = NULL;
  return open_session(values);
}

static homing_result *result_of(homing_session *session, const char *address) {
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_resolve(session, address, &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_OK);
  homing_job_free(job);
  return result;
}

/* ---- Of no object ------------------------------------------------------------------------------------------------ */

static void the_library_tells_its_version_and_statuses(void) {
  homing_status status;
  check(homing_abi_version() == HOMING_ABI_VERSION);
  check(has(homing_version(), "."));
  for (status = -100; status < 100; ++status) check(has(homing_status_text(status), "."));
  check(!same(homing_status_text(HOMING_OK), homing_status_text(HOMING_PENDING)));
  check(same(homing_status_text(-1), homing_status_text(99)));
}

/* ---- Objects that are not there ---------------------------------------------------------------------------------- */

static int32_t never_called(const char *event, void *context) {
  (void)context;
  check(event == NULL && "no listener may be called here");
  return 0;
}

static void frees_take_null(void) {
  homing_options_free(NULL);
  homing_session_free(NULL);
  homing_job_free(NULL);
  homing_result_free(NULL);
}

/* Every function with this pointer in place of its object; none of them may work. */
static void is_refused(void *wrong) {
  homing_session *session = NULL;
  homing_job *job = (homing_job *)&session;
  homing_result *result = (homing_result *)&session;
  homing_bulk *bulk = (homing_bulk *)&session;
  const char *document = "";
  uint32_t number = 7;
  check(homing_options_set((homing_options *)wrong, "offline", "on") == HOMING_INVALID_HANDLE);
  check(homing_options_get((homing_options *)wrong, "offline") == NULL);
  check(homing_options_error((homing_options *)wrong) == NULL || same(homing_options_error((homing_options *)wrong), ""));
  if (wrong != NULL) check(homing_session_new((homing_options *)wrong, &session) == HOMING_INVALID_HANDLE && session == NULL);
  check(homing_session_error((homing_session *)wrong) == NULL || same(homing_session_error((homing_session *)wrong), ""));
  check(homing_session_run((homing_session *)wrong, 0) == HOMING_INVALID_HANDLE);
  check(homing_session_next((homing_session *)wrong, 0, &number) == HOMING_INVALID_HANDLE && number == 0);
  check(homing_resolve((homing_session *)wrong, "ada@contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_resolve_domain((homing_session *)wrong, "contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_audit((homing_session *)wrong, "contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_options_to_send((homing_session *)wrong, "contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_explain((homing_session *)wrong, "535", 3, &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_check((homing_session *)wrong, "<x/>", 4, "ada@contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_call((homing_session *)wrong, "{\"op\":\"version\"}", &job) == HOMING_INVALID_HANDLE && job == NULL);
  job = (homing_job *)&session;
  check(homing_verify((homing_session *)wrong, NULL, &job) != HOMING_OK && job == NULL);
  job = (homing_job *)&session;
  if (wrong != NULL) check(homing_verify(NULL, (homing_account *)wrong, &job) == HOMING_INVALID_HANDLE && job == NULL);
  if (wrong != NULL) check(homing_send_test(NULL, (homing_account *)wrong, "x", &job) == HOMING_INVALID_HANDLE);
  if (wrong != NULL) check(homing_export(NULL, (homing_account *)wrong, "msmtp", &job) == HOMING_INVALID_HANDLE && job == NULL);
  if (wrong != NULL) check(homing_authorize(NULL, (homing_account *)wrong, &job) == HOMING_INVALID_HANDLE && job == NULL);
  if (wrong != NULL) check(homing_token(NULL, (homing_account *)wrong, "imap", &job) == HOMING_INVALID_HANDLE && job == NULL);
  if (wrong != NULL) check(homing_sasl(NULL, (homing_account *)wrong, "imap", "XOAUTH2", &job) == HOMING_INVALID_HANDLE && job == NULL);
  if (wrong != NULL) check(homing_sign_out(NULL, (homing_account *)wrong, &job) == HOMING_INVALID_HANDLE && job == NULL);
  check(homing_account_client_secret((homing_account *)wrong, "x", 1) == HOMING_INVALID_HANDLE);
  check(homing_session_store_key((homing_session *)wrong, "x", 1) == HOMING_INVALID_HANDLE);
  check(homing_result_secret((homing_result *)wrong) == NULL);
  check(homing_account_set((homing_account *)wrong, "method", "oauth2") == HOMING_INVALID_HANDLE);
  check(homing_account_password((homing_account *)wrong, "x", 1) == HOMING_INVALID_HANDLE);
  check(homing_account_token((homing_account *)wrong, "x", 1) == HOMING_INVALID_HANDLE);
  check(homing_account_error((homing_account *)wrong) == NULL || same(homing_account_error((homing_account *)wrong), ""));
  check(homing_bulk_new((homing_session *)wrong, 1, 0, &bulk) == HOMING_INVALID_HANDLE && bulk == NULL);
  check(homing_bulk_add((homing_bulk *)wrong, "x", 1) == HOMING_INVALID_HANDLE);
  check(homing_bulk_next((homing_bulk *)wrong, 0, &document, NULL) == HOMING_INVALID_HANDLE && document == NULL);
  check(homing_bulk_under_way((homing_bulk *)wrong) == 0);
  check(homing_job_id((homing_job *)wrong) == 0);
  check(homing_job_run((homing_job *)wrong, 0) == HOMING_INVALID_HANDLE);
  check(homing_job_event((homing_job *)wrong) == NULL);
  check(homing_job_listen((homing_job *)wrong, never_called, NULL, NULL) == HOMING_INVALID_HANDLE);
  check(homing_job_result((homing_job *)wrong, &result) == HOMING_INVALID_HANDLE && result == NULL);
  check(homing_job_error((homing_job *)wrong) == NULL || same(homing_job_error((homing_job *)wrong), ""));
  check(homing_job_error_position((homing_job *)wrong) == 0);
  check(homing_result_json((homing_result *)wrong) == NULL);
  check(homing_result_text((homing_result *)wrong, "/outcome") == NULL);
  check(homing_result_number((homing_result *)wrong, "/timing/questions", 7) == 7);
  check(homing_result_count((homing_result *)wrong, "/imap") == 0);
  check(homing_result_part((homing_result *)wrong, "") == NULL);
  check(homing_result_trace((homing_result *)wrong) == NULL);
}

static void null_and_foreign_pointers_are_refused(void) {
  unsigned int nothing[64];
  memset(nothing, 0, sizeof nothing);
  is_refused(NULL);
  is_refused(nothing);
  check(homing_cancel(0) == HOMING_NO_SUCH_JOB);
  check(homing_cancel(4000000000U) == HOMING_NO_SUCH_JOB);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CATCHES_FREED_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CATCHES_FREED_MEMORY 1
#endif
#endif

static void freed_objects_are_refused(void) {
#ifndef CATCHES_FREED_MEMORY
  homing_options *options = NULL;
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = result_of(session, "ada@contoso.example");
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(homing_options_new(&options) == HOMING_OK);
  homing_result_free(result);
  check(homing_result_json(result) == NULL);
  homing_result_free(result);
  homing_job_free(job);
  check(homing_job_run(job, 0) == HOMING_INVALID_HANDLE);
  homing_job_free(job);
  homing_session_free(session);
  check(homing_session_run(session, 0) == HOMING_INVALID_HANDLE);
  homing_session_free(session);
  homing_options_free(options);
  check(homing_options_set(options, "offline", "on") == HOMING_INVALID_HANDLE);
  homing_options_free(options);
#endif
}

static void null_arguments_are_refused_and_outputs_are_null(void) {
  homing_options *options = NULL;
  homing_session *session = replaying();
  homing_job *job = (homing_job *)&options;
  homing_result *result = result_of(session, "ada@contoso.example");
  check(homing_options_new(NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_options_new(&options) == HOMING_OK);
  check(homing_options_set(options, NULL, "on") == HOMING_INVALID_ARGUMENT);
  check(homing_options_set(options, "offline", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_options_get(options, NULL) == NULL);
  check(homing_session_new(options, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_resolve(session, "ada@contoso.example", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_resolve(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  job = (homing_job *)&options;
  check(homing_check(session, NULL, 0, "ada@contoso.example", &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  job = (homing_job *)&options;
  check(homing_check(session, "", 0, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_check(session, "", 0, "ada@contoso.example", NULL) == HOMING_INVALID_ARGUMENT);
  job = (homing_job *)&options;
  check(homing_call(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_call(session, "{}", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_result_text(result, NULL) == NULL);
  check(homing_result_number(result, NULL, -3) == -3);
  check(homing_result_count(result, NULL) == 0);
  check(homing_result_part(result, NULL) == NULL);
  job = NULL;
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(homing_job_result(job, NULL) == HOMING_INVALID_ARGUMENT);
  homing_job_free(job);
  homing_result_free(result);
  homing_session_free(session);
  homing_options_free(options);
}

/* ---- Options and sessions ---------------------------------------------------------------------------------------- */

static void an_option_keeps_its_value_until_a_good_one_comes(void) {
  homing_options *options = NULL;
  check(homing_options_new(&options) == HOMING_OK);
  check(same(homing_options_error(options), ""));
  check(same(homing_options_get(options, "deadline_ms"), "4000"));
  check(homing_options_set(options, "deadline_ms", "2500") == HOMING_OK);
  check(same(homing_options_get(options, "deadline_ms"), "2500"));
  check(homing_options_set(options, "deadline_ms", "soon") == HOMING_INVALID_VALUE);
  check(has(homing_options_error(options), "deadline_ms") && has(homing_options_error(options), "soon"));
  check(same(homing_options_get(options, "deadline_ms"), "2500"));
  check(homing_options_set(options, "deadline_ms", "0") == HOMING_INVALID_VALUE);
  check(homing_options_set(options, "deadline_ms", "") == HOMING_INVALID_VALUE);
  check(homing_options_set(options, "offline", "\xff") == HOMING_INVALID_VALUE);
  check(homing_options_set(options, "deadline", "1") == HOMING_UNKNOWN_OPTION);
  check(has(homing_options_error(options), "deadline"));
  check(homing_options_get(options, "deadline") == NULL);
  check(homing_options_set(options, "trace", "on") == HOMING_OK);
  check(same(homing_options_error(options), ""));
  check(has(homing_options_table(), "\"deadline_ms\"") && has(homing_options_table(), "\"trace\""));
  check(homing_options_table() == homing_options_table());
  homing_options_free(options);
}

static void a_session_that_cannot_be_made_tells_why(void) {
  homing_options *options = NULL;
  homing_session *session = NULL;
  homing_job *job = NULL;
  check(homing_options_new(&options) == HOMING_OK);
  check(homing_options_set(options, "answers", "/there/is/no/such/file") == HOMING_OK);
  check(homing_session_new(options, &session) == HOMING_INVALID_VALUE);
  check(session != NULL && has(homing_session_error(session), "/there/is/no/such/file"));
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_INVALID_HANDLE && job == NULL);
  check(homing_session_run(session, 0) == HOMING_INVALID_HANDLE);
  homing_session_free(session);
  check(homing_options_set(options, "answers", "{\"dns\": [") == HOMING_OK);
  check(homing_session_new(options, &session) == HOMING_INVALID_VALUE);
  check(has(homing_session_error(session), "answers"));
  homing_session_free(session);
  homing_options_free(options);
  check(homing_session_new(NULL, &session) == HOMING_OK);
  check(homing_session_run(session, -1) == HOMING_OK); /* no job is left */
  homing_session_free(session);
}

/* ---- Jobs and results -------------------------------------------------------------------------------------------- */

static void the_shortest_program_works_without_a_network(void) {
  const char *values[] = {"offline", "on", NULL};
  homing_session *session = open_session(values);
  homing_result *result = result_of(session, " Ada <Ada@Outlook.COM.> ");
  check(same(homing_result_text(result, "/address"), "Ada@outlook.com"));
  check(same(homing_result_text(result, "/mailbox/kind"), "outlook.com"));
  check(same(homing_result_text(result, "/imap/0/host"), "outlook.office365.com"));
  check(homing_result_number(result, "/imap/0/port", -1) == 993);
  check(homing_result_trace(result) == NULL);
  homing_result_free(result);
  homing_session_free(session);
}

static void pointers_lead_into_the_document(void) {
  homing_session *session = replaying();
  homing_result *result = result_of(session, "ada@contoso.example");
  static const char *const wrong[] = {"imap/0", "/imap/00", "/imap/+0", "/imap/1", "/imap/-", "/imap/0/host/x", "/imap/0/host/", "/imap/0x", "/imapx",
                                      "/ima", "/", "//", "/~0", "/~1", "/oauth2~1scopes", "/oauth2/scopes/imap/9", "/limits/none",
                                      "/imap/18446744073709551616", "/imap/ 0", "#/imap", "/IMAP", "~", "/limits~1recipients_per_day", NULL};
  const char *const *pointer;
  check(same(homing_result_text(result, "/oauth2/scopes/imap/0"), "https://outlook.office.com/IMAP.AccessAsUser.All"));
  check(same(homing_result_text(result, "/imap/0/auth/0/method"), "oauth2"));
  check(homing_result_count(result, "/oauth2/scopes/imap") == 1);
  check(homing_result_count(result, "/imap") == 1);
  check(homing_result_count(result, "/oauth2") == 0);
  check(homing_result_count(result, "/imap/0/host") == 0);
  check(homing_result_number(result, "/limits/recipients_per_day", -1) == 10000);
  check(homing_result_number(result, "/imap/0/host", -1) == -1);
  check(homing_result_number(result, "/timing/total_ms", -1) >= 0);
  check(homing_result_text(result, "/imap/0/port") == NULL);
  check(homing_result_text(result, "/imap") == NULL);
  check(homing_result_text(result, "/imap/0/auth/0/since") == NULL);
  check(same(homing_result_part(result, "/imap/0/auth/0/since"), "null"));
  check(same(homing_result_part(result, "/imap/0/host"), "\"outlook.office365.com\""));
  check(same(homing_result_part(result, "/oauth2/scopes/refresh"), "[\"offline_access\"]"));
  check(same(homing_result_part(result, "/smtp/0/port"), "587"));
  check(same(homing_result_part(result, ""), homing_result_json(result)));
  check(homing_result_json(result) == homing_result_json(result));
  for (pointer = wrong; *pointer != NULL; ++pointer) {
    const int nothing = homing_result_text(result, *pointer) == NULL && homing_result_part(result, *pointer) == NULL &&
                        homing_result_number(result, *pointer, -1) == -1 && homing_result_count(result, *pointer) == 0;
    check(nothing);
    if (!nothing) fprintf(say, "  the pointer was %s\n", *pointer);
  }
  homing_result_free(result);
  homing_session_free(session);
}

/* RFC 6901 section 3: ~1 is a slash, ~0 is a tilde. */
static void pointers_with_escapes_lead_into_the_limits(void) {
  const char *values[] = {"offline", "on", "catalog.dir", CATALOGUE, NULL};
  homing_session *session = open_session(values);
  homing_result *result = result_of(session, "ada@northwind.example");
  check(homing_result_number(result, "/limits/per~1day", -1) == 500);
  check(homing_result_number(result, "/limits/per~0hour", -1) == 50);
  check(homing_result_number(result, "/limits/per~hour", -1) == -1);
  check(homing_result_number(result, "/limits/per/day", -1) == -1);
  check(homing_result_number(result, "/limits/inner/", -1) == 7);
  check(homing_result_count(result, "/limits/steps") == 3);
  check(homing_result_number(result, "/limits/steps/2", -1) == 3);
  check(homing_result_part(result, "/limits/steps/3") == NULL);
  check(same(homing_result_text(result, "/limits/note"), "a key with / and one with ~"));
  check(same(homing_result_part(result, "/limits/strict"), "true"));
  check(homing_result_text(result, "/limits/strict") == NULL); /* true and 0.5 are no texts */
  check(homing_result_text(result, "/limits/ratio") == NULL);
  homing_result_free(result);
  homing_session_free(session);
}

static void a_refused_address_tells_what_and_where(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = (homing_result *)&job;
  check(homing_resolve(session, " ada@contoso@example", &job) == HOMING_INVALID_ADDRESS);
  check(job != NULL && homing_job_id(job) != 0);
  check(has(homing_job_error(job), "second '@'"));
  check(homing_job_error_position(job) == 12);
  check(homing_job_run(job, -1) == HOMING_INVALID_ADDRESS);
  check(homing_job_run(job, 0) == HOMING_INVALID_ADDRESS);
  check(homing_job_result(job, &result) == HOMING_INVALID_ADDRESS && result == NULL);
  check(homing_job_event(job) == NULL);
  check(homing_cancel(homing_job_id(job)) == HOMING_NO_SUCH_JOB);
  homing_job_free(job);
  check(homing_resolve(session, "", &job) == HOMING_INVALID_ADDRESS);
  homing_job_free(job);
  check(homing_check(session, "<x/>", 4, "nobody", &job) == HOMING_INVALID_ADDRESS);
  check(homing_job_error_position(job) == 6);
  homing_job_free(job);
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(same(homing_job_error(job), "") && homing_job_error_position(job) == 0);
  homing_job_free(job);
  homing_session_free(session);
}

static void a_published_file_is_checked(void) {
  static const char file[] =
      "<clientConfig><emailProvider id='contoso.example'><domain>contoso.example</domain>"
      "<incomingServer type='imap'><hostname>imap.contoso.example</hostname><port>993</port><socketType>SSL</socketType>"
      "<authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></incomingServer>"
      "</emailProvider></clientConfig>";
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_check(session, file, sizeof file - 1, "ada@contoso.example", &job) == HOMING_OK);
  check(homing_job_run(job, 0) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/imap/0/host"), "imap.contoso.example"));
  check(homing_result_count(result, "/problems") > 0);
  check(same(homing_result_text(result, "/problems/0/where"), "emailProvider"));
  homing_result_free(result);
  homing_job_free(job);
  check(homing_check(session, file, 20, "ada@contoso.example", &job) == HOMING_OK); /* cut off: size counts, not the NUL */
  check(homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/problems/0/severity"), "problem"));
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

/* Makes the call, compares its status and, if it ends well, the text at a place. */
static void calling(homing_session *session, const char *request, homing_status status, const char *pointer, const char *text) {
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_call(session, request, &job) == status);
  check(job != NULL);
  check(homing_job_run(job, -1) == status);
  check(homing_job_result(job, &result) == status);
  if (status == HOMING_OK) check(same(homing_result_text(result, pointer), text));
  if (status != HOMING_OK) check(result == NULL && has(homing_job_error(job), text));
  homing_result_free(result);
  homing_job_free(job);
}

static void every_operation_is_also_a_json_document(void) {
  homing_session *session = replaying();
  calling(session, "{\"op\":\"version\"}", HOMING_OK, "/version", homing_version());
  calling(session, "{\"op\":\"options\"}", HOMING_OK, "/options/0/name", "offline");
  calling(session, "{\"op\":\"resolve\",\"address\":\"ada@contoso.example\"}", HOMING_OK, "/mailbox/kind", "microsoft365");
  calling(session, "{\"op\":\"check\",\"address\":\"ada@contoso.example\",\"text\":\"<x/>\"}", HOMING_OK, "/problems/0/severity", "problem");
  calling(session, "{\"op\":\"dance\"}", HOMING_INVALID_REQUEST, "", "dance");
  calling(session, "{\"op\":1}", HOMING_INVALID_REQUEST, "", "/op");
  calling(session, "{}", HOMING_INVALID_REQUEST, "", "/op");
  calling(session, "[]", HOMING_INVALID_REQUEST, "", "object");
  calling(session, "{\"op\":", HOMING_INVALID_REQUEST, "", "JSON");
  calling(session, "", HOMING_INVALID_REQUEST, "", "JSON");
  calling(session, "{\"op\":\"resolve\",\"address\":\"nobody\"}", HOMING_INVALID_ADDRESS, "", "'@'");
  homing_session_free(session);
}

static void a_job_waits_in_pieces_and_gives_up_at_its_deadline(void) {
  const char *values[] = {"answers", ANSWERS, "deadline_ms", "1000", NULL};
  homing_session *session = open_session(values);
  homing_job *job = NULL;
  homing_result *result = (homing_result *)&job;
  const double before = now_ms();
  check(homing_resolve(session, "ada@tailspin.example", &job) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_NOT_READY && result == NULL);
  check(homing_job_run(job, 0) == HOMING_PENDING);
  check(homing_job_run(job, 400) == HOMING_PENDING);
  check(homing_job_run(job, 400) == HOMING_PENDING);
  check(homing_job_run(job, 400) == HOMING_OK);
  check(homing_job_run(job, 400) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/outcome"), "unreachable"));
  check(homing_result_number(result, "/timing/total_ms", -1) == 1000);
  check(now_ms() - before < 1000.0); /* the clock of answers is not ours */
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

static void a_silent_network_costs_the_deadline_and_no_more(void) {
  int server = -1;
  homing_session *session = silent("50", &server);
  homing_job *job = NULL;
  homing_result *result = result_of(session, "ada@contoso.example"); /* what is loaded once is loaded now */
  char deadline[16];
  double before;
  homing_result_free(result);
  homing_session_free(session);
  close_silent_server(server);
  sprintf(deadline, "%d", 300 * PACE);
  session = silent(deadline, &server);
  before = now_ms();
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(homing_job_run(job, 0) == HOMING_PENDING);
  check(now_ms() - before < 100.0 * PACE);
  check(homing_job_run(job, 100 * PACE) == HOMING_PENDING);
  check(now_ms() - before >= 100.0 * PACE - 1.0 && now_ms() - before < 250.0 * PACE);
  check(homing_job_run(job, -1) == HOMING_OK);
  check(now_ms() - before >= 300.0 * PACE - 1.0 && now_ms() - before < 700.0 * PACE);
  check(homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/outcome"), "unreachable"));
  homing_result_free(result);
  homing_job_free(job);
  before = now_ms();
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(homing_session_run(session, 50 * PACE) == HOMING_PENDING);
  check(now_ms() - before >= 50.0 * PACE - 1.0 && now_ms() - before < 250.0 * PACE);
  homing_job_free(job); /* while its questions are on the wire */
  homing_session_free(session);
  close_silent_server(server);
}

/* ---- Events, cancelling, threads --------------------------------------------------------------------------------- */

/* What a search asks about a domain that nothing points away from: the MX; 8 hints; 6 SRV records; PACC's page and digest; 2
 * autoconfig pages; Autodiscover's page and host; the directory; 2 hosts that are looked up ahead. */
enum { QUESTIONS = 24 };

static void events_are_pulled_in_order(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  const char *event;
  int asked = 0;
  int heard = 0;
  int done = 0;
  check(homing_resolve(session, "ada@fabrikam.example", &job) == HOMING_OK);
  check(homing_job_event(job) == NULL);
  check(homing_job_run(job, -1) == HOMING_OK);
  while ((event = homing_job_event(job)) != NULL) {
    check(done == 0);
    if (has(event, "\"event\":\"asked\"")) ++asked;
    if (has(event, "\"event\":\"heard\"")) ++heard;
    if (has(event, "\"event\":\"done\"")) ++done;
    check(heard <= asked);
  }
  check(asked == QUESTIONS && heard == QUESTIONS && done == 1);
  check(homing_job_event(job) == NULL);
  homing_job_free(job);
  homing_session_free(session);
}

struct audience {
  pthread_t thread;
  int events, released, answer;
};

static int32_t attend(const char *event, void *context) {
  struct audience *audience = (struct audience *)context;
  check(pthread_equal(audience->thread, pthread_self()));
  check(has(event, "\"event\":"));
  ++audience->events;
  return audience->answer;
}

static void release(void *context) { ++((struct audience *)context)->released; }

static struct audience seated(int answer) {
  struct audience audience;
  memset(&audience, 0, sizeof audience);
  audience.thread = pthread_self();
  audience.answer = answer;
  return audience;
}

static void events_are_delivered_only_inside_run(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  struct audience first = seated(0);
  struct audience second = seated(0);
  int delivered;
  check(homing_resolve(session, "ada@fabrikam.example", &job) == HOMING_OK);
  check(homing_job_listen(job, attend, &first, release) == HOMING_OK);
  check(first.events == 0 && first.released == 0);
  check(homing_job_run(job, 0) == HOMING_PENDING);
  delivered = first.events;
  check(delivered >= 4); /* the questions, and what was refused at once */
  check(homing_job_listen(job, attend, &second, release) == HOMING_OK);
  check(first.released == 1 && second.released == 0);
  check(homing_session_run(session, -1) == HOMING_OK);
  check(second.events == 0); /* that was not homing_job_run of this job */
  check(homing_job_run(job, -1) == HOMING_OK);
  check(first.events == delivered && first.events + second.events == 2 * QUESTIONS + 1);
  check(homing_job_event(job) == NULL);
  check(homing_job_listen(job, NULL, NULL, NULL) == HOMING_OK);
  check(second.released == 1);
  check(homing_job_listen(job, attend, &first, release) == HOMING_OK);
  homing_job_free(job);
  check(first.released == 2 && second.released == 1);
  homing_session_free(session);
}

static void a_listener_cancels_its_job(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = (homing_result *)&job;
  struct audience audience = seated(1);
  check(homing_resolve(session, "ada@fabrikam.example", &job) == HOMING_OK);
  check(homing_job_listen(job, attend, &audience, release) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_CANCELLED);
  check(homing_job_run(job, -1) == HOMING_CANCELLED);
  check(homing_job_result(job, &result) == HOMING_CANCELLED && result == NULL);
  check(audience.events == 1); /* it has said all it wanted to */
  homing_job_free(job);
  check(audience.released == 1);
  homing_session_free(session);
}

static void a_job_is_cancelled_by_its_number(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  uint32_t number;
  check(homing_resolve(session, "ada@fabrikam.example", &job) == HOMING_OK);
  number = homing_job_id(job);
  check(number != 0);
  check(homing_cancel(number) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_CANCELLED);
  check(homing_cancel(number) == HOMING_NO_SUCH_JOB);
  homing_job_free(job);
  check(homing_cancel(number) == HOMING_NO_SUCH_JOB);
  check(homing_resolve(session, "ada@fabrikam.example", &job) == HOMING_OK);
  check(homing_job_id(job) != number);
  homing_job_free(job); /* a job that runs is cancelled */
  check(homing_cancel(number + 1) == HOMING_NO_SUCH_JOB);
  homing_session_free(session);
}

static void *cancel_soon(void *number) {
  sleep_ms(100);
  check(homing_cancel(*(uint32_t *)number) == HOMING_OK);
  return NULL;
}

static void another_thread_cancels_a_job_that_waits(void) {
  int server = -1;
  homing_session *session = silent("20000", &server);
  homing_job *job = NULL;
  pthread_t thread;
  uint32_t number;
  const double before = now_ms();
  check(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  number = homing_job_id(job);
  check(pthread_create(&thread, NULL, cancel_soon, &number) == 0);
  check(homing_job_run(job, -1) == HOMING_CANCELLED);
  check(now_ms() - before >= 99.0 && now_ms() - before < 2000.0);
  check(pthread_join(thread, NULL) == 0);
  homing_job_free(job);
  homing_session_free(session);
  close_silent_server(server);
}

struct worker {
  homing_session *session;
  homing_status worst;
};

static void *resolve_many(void *context) {
  struct worker *worker = (struct worker *)context;
  int i;
  for (i = 0; i < 25 && worker->worst == HOMING_OK; ++i) {
    homing_job *job = NULL;
    homing_result *result = NULL;
    worker->worst = homing_resolve(worker->session, "ada@fabrikam.example", &job);
    if (worker->worst == HOMING_OK) worker->worst = homing_job_run(job, -1);
    if (worker->worst == HOMING_OK) worker->worst = homing_job_result(job, &result);
    if (!same(homing_result_text(result, "/outcome"), "found")) worker->worst = HOMING_INTERNAL;
    homing_job_free(job);
    homing_result_free(result);
  }
  return NULL;
}

static void two_threads_work_for_one_session(void) {
  homing_session *session = replaying();
  struct worker workers[2];
  pthread_t threads[2];
  int i;
  for (i = 0; i < 2; ++i) {
    workers[i].session = session;
    workers[i].worst = HOMING_OK;
    check(pthread_create(&threads[i], NULL, resolve_many, &workers[i]) == 0);
  }
  for (i = 0; i < 2; ++i) check(pthread_join(threads[i], NULL) == 0 && workers[i].worst == HOMING_OK);
  homing_session_free(session);
}

static void the_numbers_of_ended_jobs_are_told_once(void) {
  homing_session *session = replaying();
  homing_job *jobs[MANY];
  uint32_t number = 7;
  int told = 0;
  int i;
  check(homing_session_next(session, 0, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_session_next(session, -1, &number) == HOMING_OK && number == 0); /* from now on ends are told */
  for (i = 0; i < MANY; ++i) check(homing_resolve(session, "ada@fabrikam.example", &jobs[i]) == HOMING_OK);
  while (homing_session_next(session, -1, &number) == HOMING_OK && number != 0 && told <= MANY) {
    for (i = 0; i < MANY && homing_job_id(jobs[i]) != number; ++i) continue;
    check(i < MANY && homing_job_run(jobs[i], 0) == HOMING_OK);
    ++told;
  }
  check(told == MANY);
  for (i = 0; i < MANY; ++i) homing_job_free(jobs[i]);
  homing_session_free(session);
}

static void lines_come_out_in_their_order(void) {
  static const char *const lines[] = {"ada@fabrikam.example", "contoso.example", "nonsense", "ada@outlook.com"};
  homing_session *session = replaying();
  homing_bulk *bulk = NULL;
  const char *document = NULL;
  size_t size = 0;
  int i;
  check(homing_bulk_new(session, 1, 0, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_bulk_new(session, 1, 0, &bulk) == HOMING_OK && bulk != NULL);
  homing_session_free(session); /* it keeps what it needs */
  check(homing_bulk_add(bulk, NULL, 0) == HOMING_INVALID_ARGUMENT);
  check(homing_bulk_next(bulk, 0, NULL, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_bulk_next(bulk, -1, &document, &size) == HOMING_OK && document == NULL && size == 0);
  for (i = 0; i < 4; ++i) check(homing_bulk_add(bulk, lines[i], strlen(lines[i])) == HOMING_OK);
  check(homing_bulk_under_way(bulk) == 4);
  for (i = 0; i < 4; ++i) {
    check(homing_bulk_next(bulk, -1, &document, &size) == HOMING_OK && document != NULL && strlen(document) == size);
    check(has(document, lines[i]) && (i == 2) == has(document, "\"refused\":"));
  }
  check(homing_bulk_under_way(bulk) == 0);
  check(homing_bulk_next(bulk, -1, &document, NULL) == HOMING_OK && document == NULL);
  homing_bulk_free(bulk);
  homing_bulk_free(NULL);
}

static void a_bulk_without_room_says_so(void) {
  homing_session *session = replaying();
  homing_bulk *bulk = NULL;
  const char *document = NULL;
  homing_status status = HOMING_OK;
  int lines = 0;
  check(homing_bulk_new(session, 1, 1, &bulk) == HOMING_OK);
  while (lines < 100000 && (status = homing_bulk_add(bulk, "ada@tailspin.example", 20)) == HOMING_OK) ++lines;
  check(status == HOMING_PENDING && lines > 0 && homing_bulk_under_way(bulk) == (size_t)lines);
  check(homing_bulk_next(bulk, 0, &document, NULL) == HOMING_PENDING && document == NULL);
  homing_bulk_free(bulk); /* while it works */
  homing_session_free(session);
}

static void a_domain_stands_for_everybody_there(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_resolve_domain(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_resolve_domain(session, "contoso", &job) == HOMING_INVALID_ADDRESS && has(homing_job_error(job), "contoso"));
  homing_job_free(job);
  check(homing_resolve_domain(session, "Outlook.COM.", &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/address"), "outlook.com"));
  check(same(homing_result_text(result, "/imap/0/username"), "%EMAILLOCALPART%@outlook.com"));
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

static void an_error_text_is_explained(void) {
  static const char text[] = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";
  homing_session *session = open_session(NULL);
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_explain(session, NULL, 0, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_explain(session, text, sizeof text - 1, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_explain(session, text, sizeof text - 1, &job) == HOMING_OK);
  check(homing_job_run(job, 0) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/matches/0/id"), "smtp.auth.basic_disabled"));
  check(same(homing_result_text(result, "/matches/0/next"), "sign_in_again"));
  check(homing_result_count(result, "/unknown/send") == 0);
  homing_result_free(result);
  homing_job_free(job);
  check(homing_explain(session, "no error at all", 15, &job) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(homing_result_count(result, "/matches") == 0 && homing_result_count(result, "/unknown/send") > 0);
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

static void an_audit_judges_what_a_domain_publishes(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_audit(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_audit(session, "contoso.example", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_audit(session, "contoso", &job) == HOMING_INVALID_ADDRESS && has(homing_job_error(job), "contoso"));
  homing_job_free(job);
  check(homing_audit(session, "Contoso.Example.", &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/domain"), "contoso.example"));
  check(homing_result_count(result, "/clients") > 4 && homing_result_count(result, "/faults") > 0);
  check(same(homing_result_text(result, "/clients/0/client"), "Thunderbird"));
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

static void the_ways_to_send_are_told_for_a_domain(void) {
  homing_session *session = replaying();
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(homing_options_to_send(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_options_to_send(session, "contoso.example", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_options_to_send(session, "contoso", &job) == HOMING_INVALID_ADDRESS && has(homing_job_error(job), "contoso"));
  homing_job_free(job);
  check(homing_options_to_send(session, "Contoso.Example.", &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/domain"), "contoso.example"));
  check(homing_result_count(result, "/options") == 6);
  check(same(homing_result_text(result, "/options/0/id"), "client-submission"));
  check(same(homing_result_text(result, "/options/0/host"), "smtp.office365.com"));
  check(homing_result_number(result, "/options/1/port", -1) == 25);
  check(same(homing_result_text(result, "/options/1/host"), "contoso-example.mail.protection.outlook.com"));
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
}

/* ---- Accounts ---------------------------------------------------------------------------------------------------- */

static homing_account *account_of(const char *address, const char *password) {
  homing_account *account = NULL;
  check(homing_account_new(address, &account) == HOMING_OK && account != NULL);
  if (password != NULL) check(homing_account_password(account, password, strlen(password)) == HOMING_OK);
  return account;
}

static homing_result *result_of_job(homing_job *job) {
  homing_result *result = NULL;
  check(homing_job_run(job, -1) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_OK);
  homing_job_free(job);
  return result;
}

static void an_account_keeps_its_values_until_good_ones_come(void) {
  homing_account *account = NULL;
  check(homing_account_new("ada@contoso.example", NULL) == HOMING_INVALID_ARGUMENT);
  account = (homing_account *)&account;
  check(homing_account_new(NULL, &account) == HOMING_INVALID_ARGUMENT && account == NULL);
  account = account_of("ada@contoso.example", NULL);
  check(homing_account_set(account, "protocols", "imap,pop3,smtp") == HOMING_OK);
  check(same(homing_account_error(account), ""));
  check(homing_account_set(account, "protocols", "imap,fax") == HOMING_INVALID_VALUE && has(homing_account_error(account), "imap, pop3 and smtp"));
  check(homing_account_set(account, "method", "magic") == HOMING_INVALID_VALUE && has(homing_account_error(account), "oauth2"));
  check(homing_account_set(account, "server", "imap.contoso.example") == HOMING_INVALID_VALUE && has(homing_account_error(account), ":993"));
  check(homing_account_set(account, "no such thing", "x") == HOMING_INVALID_VALUE && has(homing_account_error(account), "no such thing"));
  check(homing_account_set(account, NULL, "x") == HOMING_INVALID_ARGUMENT);
  check(homing_account_set(account, "method", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_account_password(account, NULL, 0) == HOMING_INVALID_ARGUMENT);
  check(homing_account_password(account, "", 0) == HOMING_INVALID_VALUE && has(homing_account_error(account), "empty"));
  check(homing_account_token(account, "two\nlines", 9) == HOMING_INVALID_VALUE && has(homing_account_error(account), "line break"));
  check(homing_account_token(account, "good", 4) == HOMING_OK);
  homing_account_free(account);
  homing_account_free(NULL);
}

static void an_account_is_proved_protocol_by_protocol(void) {
  homing_session *session = replaying();
  homing_account *account = account_of("ada@fabrikam.example", "correct-horse");
  homing_job *job = NULL;
  homing_result *result;
  check(homing_verify(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_verify(session, account, NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_verify(session, account, &job) == HOMING_OK);
  homing_account_free(account); /* the job has its copy */
  result = result_of_job(job);
  check(same(homing_result_text(result, "/outcome"), "partial"));
  check(same(homing_result_text(result, "/protocols/imap/mechanism"), "PLAIN"));
  check(homing_result_number(result, "/protocols/imap/messages", 0) == 3);
  check(same(homing_result_text(result, "/protocols/imap/next"), "none"));
  check(same(homing_result_text(result, "/protocols/smtp/steps/5/step"), "sign-in"));
  check(same(homing_result_text(result, "/protocols/smtp/steps/5/reply"), "535 5.7.8 Authentication failed for ***"));
  /* IMAP took the same password, so it is not asked for again */
  check(same(homing_result_text(result, "/protocols/smtp/diagnosis/id"), "sign_in.refused_here"));
  check(!has(homing_result_json(result), "correct-horse"));
  homing_result_free(result);
  homing_session_free(session);
}

static void a_test_message_is_submitted(void) {
  homing_session *session = replaying();
  homing_account *account = account_of("ada@litware.example", "correct-horse");
  homing_job *job = NULL;
  homing_result *result;
  check(homing_send_test(session, account, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_send_test(session, account, "nobody", &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "to:"));
  homing_job_free(job);
  check(homing_send_test(session, account, "Grace <grace@contoso.example>", &job) == HOMING_OK);
  result = result_of_job(job);
  check(same(homing_result_part(result, "/sent"), "true"));
  check(same(homing_result_text(result, "/to/0/address"), "grace@contoso.example"));
  check(same(homing_result_text(result, "/from"), "ada@litware.example"));
  check(has(homing_result_text(result, "/message_id"), "@litware.example>"));
  homing_result_free(result);
  homing_account_free(account);
  account = account_of("ada@litware.example", NULL);
  /* without a secret the sign-in that is kept is used; here is none */
  check(homing_send_test(session, account, "grace@contoso.example", &job) == HOMING_OK);
  result = result_of_job(job);
  check(same(homing_result_part(result, "/sent"), "false"));
  check(same(homing_result_text(result, "/protocols/smtp/diagnosis/id"), "oauth.not_signed_in"));
  homing_result_free(result);
  check(homing_account_set(account, "method", "password") == HOMING_OK);
  check(homing_send_test(session, account, "grace@contoso.example", &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "password"));
  homing_job_free(job);
  homing_account_free(account);
  homing_session_free(session);
}

static void another_programs_configuration_is_written(void) {
  homing_session *session = replaying();
  homing_account *account = account_of("ada@outlook.com", NULL);
  homing_job *job = NULL;
  homing_result *result = NULL;
  check(has(homing_export_formats(), "{\"homing\":\"1\"") && has(homing_export_formats(), "\"name\":\"msmtp\""));
  check(homing_export(session, NULL, "msmtp", &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_export(session, account, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_export(session, account, "msmtp", NULL) == HOMING_INVALID_ARGUMENT);
  check(homing_export(session, account, "mstmp", &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "msmtp"));
  homing_job_free(job);
  check(homing_export(session, account, "msmtp", &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK);
  check(same(homing_result_text(result, "/outcome"), "written") && same(homing_result_text(result, "/files/0/mode"), "0600"));
  check(has(homing_result_text(result, "/files/0/text"), "homing token ada@outlook.com --for smtp"));
  homing_result_free(result);
  homing_job_free(job);
  homing_account_free(account);
  homing_session_free(session);
}

static void what_cannot_be_proved_is_refused(void) {
  const char *offline[] = {"offline", "on", NULL};
  homing_session *session = open_session(offline);
  homing_account *account = account_of("ada@contoso.example", "correct-horse");
  homing_job *job = NULL;
  check(homing_verify(session, account, &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "offline"));
  homing_job_free(job);
  homing_session_free(session);
  session = replaying();
  check(homing_account_set(account, "method", "oauth2") == HOMING_OK);
  check(homing_verify(session, account, &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "token"));
  homing_job_free(job);
  homing_account_free(account);
  account = account_of("ada", "correct-horse");
  check(homing_verify(session, account, &job) == HOMING_INVALID_ADDRESS && has(homing_job_error(job), "@"));
  homing_job_free(job);
  homing_account_free(account);
  homing_session_free(session);
}

static void many_jobs_are_run_by_their_session(void) {
  static const char *const addresses[] = {"ada@contoso.example", "ada@fabrikam.example", "ada@litware.example", "ada@tailspin.example"};
  homing_session *session = replaying();
  homing_job *jobs[MANY];
  homing_result *result = NULL;
  int rounds = 0;
  int i;
  for (i = 0; i < MANY; ++i) check(homing_resolve(session, addresses[i % 4], &jobs[i]) == HOMING_OK);
  for (i = 0; i < MANY;) {
    check(homing_session_run(session, -1) == HOMING_OK);
    if (++rounds > MANY) break;
    for (i = 0; i < MANY && homing_job_result(jobs[i], &result) == HOMING_OK; ++i) homing_result_free(result);
  }
  check(i == MANY);
  check(homing_session_run(session, -1) == HOMING_OK);
  for (i = 0; i < MANY; ++i) {
    check(homing_job_run(jobs[i], 0) == HOMING_OK);
    homing_job_free(jobs[i]);
  }
  homing_session_free(session);
}

/* ---- Freeing ----------------------------------------------------------------------------------------------------- */

struct family {
  homing_options *options;
  homing_session *session;
  homing_job *done, *running;
  homing_result *result;
};

static void free_one(struct family *all, int which) {
  if (which == 0) homing_options_free(all->options);
  if (which == 1) homing_session_free(all->session);
  if (which == 2) homing_job_free(all->done);
  if (which == 3) homing_job_free(all->running);
  if (which == 4) homing_result_free(all->result);
}

/* The numbers 0 to 4 in each of their 120 orders, told from each other by `number`. */
static void order_of(int number, int order[5]) {
  int left[5] = {0, 1, 2, 3, 4};
  int count;
  int i;
  for (count = 5; count > 0; --count) {
    const int pick = number % count;
    number /= count;
    order[5 - count] = left[pick];
    for (i = pick; i + 1 < count; ++i) left[i] = left[i + 1];
  }
}

static void objects_are_freed_in_any_order(void) {
  int number;
  for (number = 0; number < 120; ++number) {
    struct family all;
    int order[5];
    int i;
    memset(&all, 0, sizeof all);
    check(homing_options_new(&all.options) == HOMING_OK);
    check(homing_options_set(all.options, "answers", ANSWERS) == HOMING_OK);
    check(homing_session_new(all.options, &all.session) == HOMING_OK);
    check(homing_resolve(all.session, "ada@fabrikam.example", &all.done) == HOMING_OK);
    check(homing_job_run(all.done, -1) == HOMING_OK);
    check(homing_job_result(all.done, &all.result) == HOMING_OK);
    check(homing_resolve(all.session, "ada@tailspin.example", &all.running) == HOMING_OK);
    check(homing_job_run(all.running, 30) == HOMING_PENDING);
    order_of(number, order);
    for (i = 0; i < 5; ++i) {
      if (order[i] == 4) check(same(homing_result_text(all.result, "/imap/0/host"), "imap.fabrikam.example"));
      free_one(&all, order[i]);
    }
  }
}

static void jobs_go_on_after_their_session_was_freed(void) {
  homing_session *session = replaying();
  homing_job *jobs[3];
  homing_result *result = NULL;
  int i;
  for (i = 0; i < 3; ++i) check(homing_resolve(session, "ada@fabrikam.example", &jobs[i]) == HOMING_OK);
  check(homing_job_run(jobs[0], 30) == HOMING_PENDING);
  homing_session_free(session);
  check(homing_job_run(jobs[1], -1) == HOMING_OK);
  check(homing_job_run(jobs[0], -1) == HOMING_OK);
  check(homing_job_result(jobs[0], &result) == HOMING_OK);
  for (i = 0; i < 3; ++i) homing_job_free(jobs[i]);
  check(same(homing_result_text(result, "/outcome"), "found"));
  homing_result_free(result);
}

static void a_trace_is_an_answers_file(void) {
  const char *values[] = {"answers", ANSWERS, "trace", "on", NULL};
  const char *again[] = {"answers", NULL, NULL};
  homing_session *session = open_session(values);
  homing_result *first = result_of(session, "ada@fabrikam.example");
  homing_result *second;
  homing_session_free(session);
  check(has(homing_result_trace(first), "MX fabrikam.example"));
  again[1] = homing_result_trace(first);
  session = open_session(again);
  second = result_of(session, "ada@fabrikam.example");
  check(same(homing_result_json(first), homing_result_json(second)));
  check(homing_result_trace(second) == NULL);
  homing_result_free(first);
  homing_result_free(second);
  homing_session_free(session);
}

/* ---- What the process keeps -------------------------------------------------------------------------------------- */

struct process {
  int threads, handles;
  char locale[256], signals[2048];
};

static void look_at(struct process *process) {
  memset(process, 0, sizeof *process);
  process->threads = count_threads();
  process->handles = count_handles();
  check(process->threads > 0 && process->handles >= 0);
  strncpy(process->locale, setlocale(LC_ALL, NULL), sizeof process->locale - 1);
  describe_signals(process->signals, sizeof process->signals);
}

static void is_untouched(const struct process *before) {
  struct process after;
  look_at(&after);
  check(after.threads == before->threads);
  check(after.handles == before->handles);
  check(strcmp(after.locale, before->locale) == 0);
  check(strcmp(after.signals, before->signals) == 0);
}

/* Standard output and error go to a file while the library works; `say` remains for us. */
static FILE *mute(void) {
  FILE *paper = tmpfile();
  say = fdopen(dup(2), "w");
  check(paper != NULL && say != NULL);
  setbuf(say, NULL);
  check(dup2(fileno(paper), 1) >= 0 && dup2(fileno(paper), 2) >= 0);
  return paper;
}

static void (*const stories[])(void) = {
    the_library_tells_its_version_and_statuses,
    frees_take_null,
    null_and_foreign_pointers_are_refused,
    freed_objects_are_refused,
    null_arguments_are_refused_and_outputs_are_null,
    an_option_keeps_its_value_until_a_good_one_comes,
    a_session_that_cannot_be_made_tells_why,
    the_shortest_program_works_without_a_network,
    pointers_lead_into_the_document,
    pointers_with_escapes_lead_into_the_limits,
    a_refused_address_tells_what_and_where,
    a_published_file_is_checked,
    every_operation_is_also_a_json_document,
    a_job_waits_in_pieces_and_gives_up_at_its_deadline,
    a_silent_network_costs_the_deadline_and_no_more,
    events_are_pulled_in_order,
    events_are_delivered_only_inside_run,
    a_listener_cancels_its_job,
    a_job_is_cancelled_by_its_number,
    another_thread_cancels_a_job_that_waits,
    two_threads_work_for_one_session,
    the_numbers_of_ended_jobs_are_told_once,
    lines_come_out_in_their_order,
    a_bulk_without_room_says_so,
    a_domain_stands_for_everybody_there,
    an_error_text_is_explained,
    an_audit_judges_what_a_domain_publishes,
    an_account_keeps_its_values_until_good_ones_come,
    an_account_is_proved_protocol_by_protocol,
    a_test_message_is_submitted,
    what_cannot_be_proved_is_refused,
    another_programs_configuration_is_written,
    the_ways_to_send_are_told_for_a_domain,
    many_jobs_are_run_by_their_session,
    objects_are_freed_in_any_order,
    jobs_go_on_after_their_session_was_freed,
    a_trace_is_an_answers_file};

static void *do_nothing(void *context) { return context; }

int main(void) {
  FILE *const paper = mute();
  struct process before;
  pthread_t first; /* with it come the threads of tools that watch a program */
  size_t i;
  check(pthread_create(&first, NULL, do_nothing, NULL) == 0 && pthread_join(first, NULL) == 0);
  look_at(&before);
  for (i = 0; i < sizeof stories / sizeof stories[0]; ++i) {
    stories[i]();
    is_untouched(&before);
  }
  fflush(stdout);
  check(lseek(fileno(paper), 0, SEEK_END) == 0);
  if (failures != 0) fprintf(say, "%d checks failed\n", failures);
  return failures != 0;
}
