/*
 * A program in plain C89 that signs in as the header says: the authorization server is that of sign_in.json, whose clock is virtual, and
 * the host keeps the sign-ins itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "homing/homing.h"

#define ANSWERS HERE "/sign_in.json"
#define ADDRESS "ada@contoso.example"

static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(stderr, "line %d: %s\n", __LINE__, #truth), 0)))

static int same(const char *a, const char *b) { return a != NULL && b != NULL && strcmp(a, b) == 0; }
static int has(const char *text, const char *part) { return text != NULL && strstr(text, part) != NULL; }

/* ---- A host's store: one place ----------------------------------------------------------------------------------- */

struct place {
  char key[321], value[16384];
  size_t size;
  int gets, puts, erases, released, broken;
};

static int32_t get(void *context, const char *key, homing_store_found found, void *to) {
  struct place *place = context;
  ++place->gets;
  if (place->broken) return 7;
  if (place->size != 0 && strcmp(place->key, key) == 0) found(to, place->value, place->size);
  return 0;
}

static int32_t put(void *context, const char *key, const char *value, size_t size) {
  struct place *place = context;
  ++place->puts;
  if (place->broken || size > sizeof place->value) return 7;
  strcpy(place->key, key);
  memcpy(place->value, value, size);
  place->size = size;
  return 0;
}

static int32_t erase(void *context, const char *key) {
  struct place *place = context;
  ++place->erases;
  if (place->broken) return 7;
  if (strcmp(place->key, key) == 0) place->size = 0;
  return 0;
}

static void release(void *context) { ++((struct place *)context)->released; }

static struct place new_place(void) {
  struct place place;
  memset(&place, 0, sizeof place);
  return place;
}

/* ---- Sessions, accounts and jobs --------------------------------------------------------------------------------- */

static homing_session *open_session(struct place *place, const char *name, const char *value) {
  homing_options *options = NULL;
  homing_session *session = NULL;
  check(homing_options_new(&options) == HOMING_OK);
  check(homing_options_set(options, "answers", ANSWERS) == HOMING_OK);
  check(homing_options_set(options, "store.folder", FOLDER) == HOMING_OK); /* of the locks */
  check(homing_options_set(options, "store.place", "none") == HOMING_OK);
  check(homing_options_set(options, "oauth.client_id", "client-of-a-test") == HOMING_OK);
  if (name != NULL) check(homing_options_set(options, name, value) == HOMING_OK);
  check(homing_session_new(options, &session) == HOMING_OK);
  homing_options_free(options);
  if (place != NULL) check(homing_session_store(session, get, put, erase, place, release) == HOMING_OK);
  return session;
}

static homing_account *open_account(const char *flow) {
  homing_account *account = NULL;
  check(homing_account_new(ADDRESS, &account) == HOMING_OK);
  if (flow != NULL) check(homing_account_set(account, "flow", flow) == HOMING_OK);
  check(homing_account_set(account, "access", "imap,smtp") == HOMING_OK);
  return account;
}

static homing_result *result_of(homing_job *job) {
  homing_result *result = NULL;
  check(homing_job_run(job, -1) == HOMING_OK);
  check(homing_job_result(job, &result) == HOMING_OK);
  homing_job_free(job);
  return result;
}

/* Nothing that a server gave, and nothing that proves anything to it. */
static int tells_secrets(const char *text) {
  return has(text, "access-token") || has(text, "refresh-token") || has(text, "device-code-of-a-test");
}

static void sign_in(homing_session *session) {
  homing_account *account = open_account("device");
  homing_job *job = NULL;
  check(homing_authorize(session, account, &job) == HOMING_OK);
  homing_account_free(account);
  homing_result_free(result_of(job));
}

/* ---- Stories ----------------------------------------------------------------------------------------------------- */

static void somebody_signs_in_with_a_code(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, "trace", "on");
  homing_account *account = open_account("device");
  homing_job *job = NULL;
  homing_result *result = NULL;
  const char *event;
  int codes = 0, waits = 0;
  check(homing_authorize(session, account, &job) == HOMING_OK);
  check(homing_job_run(job, -1) == HOMING_OK);
  while ((event = homing_job_event(job)) != NULL) {
    check(!tells_secrets(event));
    codes += has(event, "\"event\":\"code\"") && has(event, "\"code\":\"ABCD-EFGH\"") && has(event, "\"url\":\"https://microsoft.com/devicelogin\"");
    waits += has(event, "\"event\":\"waiting\"");
  }
  check(codes == 1 && waits >= 1);
  result = result_of(job);
  check(same(homing_result_text(result, "/outcome"), "ok"));
  check(same(homing_result_text(result, "/operation"), "authorize"));
  check(same(homing_result_text(result, "/sign_in/flow"), "device"));
  check(same(homing_result_text(result, "/sign_in/user"), ADDRESS));
  check(homing_result_count(result, "/sign_in/granted") == 2);
  check(homing_result_secret(result) == NULL);
  check(place.puts == 1 && place.size > 0);
  check(!tells_secrets(homing_result_json(result)) && !tells_secrets(homing_result_trace(result)));
  check(has(homing_result_trace(result), "POST https://login.microsoftonline.com/organizations/oauth2/v2.0/token"));
  homing_result_free(result);
  homing_account_free(account);
  homing_session_free(session);
  check(place.released == 1);
}

static void a_token_comes_of_what_is_kept(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, NULL, NULL);
  homing_account *account = open_account(NULL);
  homing_job *job = NULL;
  homing_result *result;
  sign_in(session);
  check(homing_token(session, account, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_token(session, NULL, "imap", &job) == HOMING_INVALID_ARGUMENT);
  check(homing_token(session, account, "fax", &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "imap, pop3, smtp or graph"));
  homing_job_free(job);
  check(homing_token(session, account, "imap", &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_secret(result), "access-token-1"));
  check(homing_result_number(result, "/token/good_for_s", 0) > 3500);
  check(same(homing_result_part(result, "/token/renewed"), "false"));
  check(!tells_secrets(homing_result_json(result)));
  homing_result_free(result);
  check(homing_sasl(session, account, "imap", "PLAIN", &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "XOAUTH2"));
  homing_job_free(job);
  check(homing_sasl(session, account, "smtp", "XOAUTH2", &job) == HOMING_OK);
  result = result_of(job);
  /* base64 of user=ada@contoso.example^Aauth=Bearer access-token-1^A^A, by base64(1) */
  check(same(homing_result_secret(result), "dXNlcj1hZGFAY29udG9zby5leGFtcGxlAWF1dGg9QmVhcmVyIGFjY2Vzcy10b2tlbi0xAQE="));
  homing_result_free(result);
  homing_account_free(account);
  homing_session_free(session);
}

static void what_was_not_signed_in_for_has_no_token(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, NULL, NULL);
  homing_account *account = open_account(NULL);
  homing_job *job = NULL;
  homing_result *result;
  check(homing_token(session, account, "imap", &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/outcome"), "failed") && same(homing_result_text(result, "/diagnosis/id"), "oauth.not_signed_in"));
  check(homing_result_secret(result) == NULL);
  homing_result_free(result);
  sign_in(session);
  check(homing_token(session, account, "graph", &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/diagnosis/id"), "oauth.scope_missing"));
  homing_result_free(result);
  homing_account_free(account);
  homing_session_free(session);
}

static void signing_out_erases_what_is_kept(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, NULL, NULL);
  homing_account *account = open_account(NULL);
  homing_job *job = NULL;
  homing_result *result;
  sign_in(session);
  check(homing_sign_out(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_sign_out(session, account, &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/outcome"), "ok") && same(homing_result_part(result, "/sign_in/was_kept"), "true"));
  homing_result_free(result);
  check(place.erases == 1 && place.size == 0);
  check(homing_sign_out(session, account, &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_part(result, "/sign_in/was_kept"), "false"));
  homing_result_free(result);
  homing_account_free(account);
  homing_session_free(session);
}

static void a_store_that_fails_loses_nothing_quietly(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, NULL, NULL);
  homing_account *account = open_account("device");
  homing_job *job = NULL;
  homing_result *result;
  place.broken = 1;
  check(homing_authorize(session, account, &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/outcome"), "failed") && same(homing_result_text(result, "/diagnosis/id"), "oauth.store"));
  homing_result_free(result);
  homing_account_free(account);
  homing_session_free(session);
}

static void nobody_signs_in_without_a_store_or_a_client(void) {
  struct place place = new_place();
  homing_session *session = open_session(NULL, NULL, NULL);
  homing_account *account = open_account("device");
  homing_job *job = NULL;
  homing_result *result;
  check(homing_authorize(session, NULL, &job) == HOMING_INVALID_ARGUMENT && job == NULL);
  check(homing_authorize(session, account, &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/diagnosis/id"), "oauth.store"));
  homing_result_free(result);
  homing_session_free(session);
  session = open_session(&place, "oauth.client_id", "");
  check(homing_authorize(session, account, &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/diagnosis/id"), "oauth.no_client"));
  homing_result_free(result);
  homing_session_free(session);
  session = open_session(&place, "offline", "on");
  check(homing_authorize(session, account, &job) == HOMING_INVALID_REQUEST && has(homing_job_error(job), "offline"));
  homing_job_free(job);
  homing_account_free(account);
  homing_session_free(session);
}

static void stores_and_keys_are_checked(void) {
  struct place place = new_place();
  homing_session *session = open_session(NULL, NULL, NULL);
  homing_account *account = open_account(NULL);
  char key[32];
  memset(key, 'k', sizeof key);
  check(homing_session_store(NULL, get, put, erase, &place, release) == HOMING_INVALID_HANDLE);
  check(homing_session_store(session, NULL, put, erase, &place, release) == HOMING_INVALID_ARGUMENT);
  check(homing_session_store(session, get, NULL, erase, &place, release) == HOMING_INVALID_ARGUMENT);
  check(homing_session_store(session, get, put, NULL, &place, release) == HOMING_INVALID_ARGUMENT);
  check(place.released == 0);
  check(homing_session_store_key(NULL, key, sizeof key) == HOMING_INVALID_HANDLE);
  check(homing_session_store_key(session, NULL, sizeof key) == HOMING_INVALID_ARGUMENT);
  check(homing_session_store_key(session, key, 31) == HOMING_INVALID_VALUE);
  check(homing_session_store_key(session, key, sizeof key) == HOMING_OK);
  check(homing_session_store(session, get, put, erase, &place, release) == HOMING_OK);
  check(homing_session_store(session, get, put, erase, &place, NULL) == HOMING_OK);
  check(place.released == 1);
  check(homing_account_client_secret(account, NULL, 1) == HOMING_INVALID_ARGUMENT);
  check(homing_account_client_secret(account, "", 0) == HOMING_INVALID_VALUE && has(homing_account_error(account), "client secret"));
  check(homing_account_client_secret(account, "secret", 6) == HOMING_OK);
  check(homing_account_client_secret(NULL, "secret", 6) == HOMING_INVALID_HANDLE);
  check(homing_account_set(account, "flow", "pigeon") == HOMING_INVALID_VALUE && has(homing_account_error(account), "browser, device and app"));
  check(homing_account_set(account, "redirect", "http://evil.example") == HOMING_INVALID_VALUE && has(homing_account_error(account), "loopback"));
  check(homing_account_set(account, "issuer", "http://sso.example") == HOMING_INVALID_VALUE);
  check(homing_account_set(account, "tenant", "a/b") == HOMING_INVALID_VALUE);
  check(homing_account_set(account, "access", "imap,fax") == HOMING_INVALID_VALUE);
  check(homing_account_set(account, "via", "pigeon") == HOMING_INVALID_VALUE);
  check(homing_result_secret(NULL) == NULL);
  homing_account_free(account);
  homing_session_free(session);
}

static void the_same_goes_through_the_door_of_json(void) {
  struct place place = new_place();
  homing_session *session = open_session(&place, NULL, NULL);
  homing_job *job = NULL;
  homing_result *result;
  check(homing_call(session, "{\"op\":\"authorize\",\"address\":\"ada@contoso.example\",\"flow\":\"device\",\"access\":\"imap,smtp\"}", &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_text(result, "/outcome"), "ok"));
  homing_result_free(result);
  check(homing_call(session, "{\"op\":\"token\",\"address\":\"ada@contoso.example\",\"access\":\"smtp\"}", &job) == HOMING_OK);
  result = result_of(job);
  check(same(homing_result_secret(result), "access-token-1") && !tells_secrets(homing_result_json(result)));
  homing_result_free(result);
  check(homing_call(session, "{\"op\":\"sign-out\",\"address\":\"ada@contoso.example\"}", &job) == HOMING_OK);
  homing_result_free(result_of(job));
  check(place.size == 0);
  homing_session_free(session);
}

int main(void) {
  somebody_signs_in_with_a_code();
  a_token_comes_of_what_is_kept();
  what_was_not_signed_in_for_has_no_token();
  signing_out_erases_what_is_kept();
  a_store_that_fails_loses_nothing_quietly();
  nobody_signs_in_without_a_store_or_a_client();
  stores_and_keys_are_checked();
  the_same_goes_through_the_door_of_json();
  if (failures != 0) fprintf(stderr, "%d checks failed\n", failures);
  return failures != 0;
}
